using System.Globalization;
using StampSpec.Common;

namespace StampSpec.Studies.Store;

/// <summary>
/// Keeps two processes from writing to the folder of a study at the same time. The system releases it when the process ends, however it
/// ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string Name = ".lock";
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes a folder in which a run may be writing, to report what it wrote; null if there is no such folder.</summary>
    /// <exception cref="InvalidInputException">Another process has it, or it cannot be written.</exception>
    public static FolderLock? TakeExisting(string folder) => Directory.Exists(folder) ? Take(folder) : null;

    /// <summary>Takes the folder, making it where it does not exist.</summary>
    /// <exception cref="InvalidInputException">Another process has it, or it cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var file = new FileStream(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new FolderLock(file);
        }
        catch (IOException failure) when (IsSharingViolation(failure))
        {
            const string fix = "wait for it to end, or give another folder";
            throw Refused("study.folder-in-use", "another run has the folder", fix, folder, failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            const string fix = "give a folder that can be written";
            throw Refused("study.unwritable", $"the folder cannot be written: {failure.Message}", fix, folder, failure);
        }
    }

    public void Dispose() => _file.Dispose();

    // EAGAIN or EWOULDBLOCK of Linux and macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsSharingViolation(IOException failure) => failure.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static InvalidInputException Refused(string code, string message, string fix, string folder, Exception failure) =>
        new(Diagnostic.Error(code, message) with { File = folder, Fix = fix }, failure);
}
