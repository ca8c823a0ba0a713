using System.Globalization;
using StampSpec.Common;

namespace StampSpec.Studies.Store;

/// <summary>
/// Prevents two processes from writing to the folder of a study at the same time. The operating system releases the lock when the process
/// ends, even after a crash.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string Name = ".lock";
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Locks a folder in order to write a report into it; null if the folder does not exist.</summary>
    /// <exception cref="InvalidInputException">Another process has locked the folder, or the folder cannot be written.</exception>
    public static FolderLock? TakeExisting(string folder) => Directory.Exists(folder) ? Take(folder) : null;

    /// <summary>Locks the folder, which is created if it does not exist.</summary>
    /// <exception cref="InvalidInputException">Another process has locked the folder, or the folder cannot be written.</exception>
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
            const string fix = "wait until that run ends, or give another folder";
            throw Refused("study.folder-in-use", "another run is using this folder", fix, folder, failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            const string fix = "give a folder that you can write to";
            throw Refused("study.unwritable", $"cannot write to the folder: {failure.Message.TrimEnd('.')}", fix, folder, failure);
        }
    }

    /// <summary>Does nothing unless another process has locked the folder. Writes nothing into folders that were never locked.</summary>
    /// <exception cref="InvalidInputException">Another process has locked the folder.</exception>
    public static void RequireFree(string folder)
    {
        if (File.Exists(Path.Combine(folder, Name)))
        {
            Take(folder).Dispose();
        }
    }

    public void Dispose() => _file.Dispose();

    // EAGAIN or EWOULDBLOCK of Linux and macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsSharingViolation(IOException failure) => failure.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static InvalidInputException Refused(string code, string message, string fix, string folder, Exception failure) =>
        new(Diagnostic.Error(code, message, file: folder, fix: fix), failure);
}
