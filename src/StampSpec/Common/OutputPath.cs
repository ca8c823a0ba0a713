using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace StampSpec.Common;

/// <summary>
/// Where an output file is written, after symbolic links have been followed: a file, a device or a pipe, or an open descriptor such as
/// <c>/dev/stdout</c> and the <c>/dev/fd/63</c> of a shell's process substitution.
/// </summary>
/// <param name="File">The path behind all links.</param>
/// <param name="Descriptor">The number of the open descriptor that the path names; null if it names none.</param>
internal readonly record struct OutputPath(string File, int? Descriptor)
{
    private const int MaxLinks = 40;
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    private static readonly string[] DescriptorFolders = ["/dev/fd/", "/proc/self/fd/"];

    /// <summary>Follows the links of a path. The last one may point to a file that does not exist yet.</summary>
    /// <exception cref="IOException">The links form a loop.</exception>
    public static OutputPath Of(string path)
    {
        var file = Path.GetFullPath(path);
        for (var links = 0; links < MaxLinks; links++)
        {
            if (DescriptorOf(file) is { } descriptor)
            {
                return new OutputPath(file, descriptor);
            }

            if (new FileInfo(file).LinkTarget is not { } target)
            {
                return new OutputPath(file, null);
            }

            file = Path.GetFullPath(target, Path.GetDirectoryName(file)!);
        }

        throw new IOException($"'{path}' is a symbolic link to itself, or there are more than {MaxLinks} links after it");
    }

    /// <summary>Creates a folder that a command line names, or one inside it.</summary>
    /// <param name="path">The folder to create.</param>
    /// <param name="named">The folder on the command line.</param>
    /// <exception cref="InvalidInputException">The folder cannot be created.</exception>
    public static void CreateFolder(string path, string named)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(
                Diagnostic.Error(
                    "output.folder",
                    "the folder cannot be created",
                    file: named,
                    fix: "give a folder where you may write, whose path does not lead through a file"
                ),
                failure
            );
        }
    }

    /// <summary>The finished file that writing here would replace; null if there is none, as for devices, pipes and empty files.</summary>
    public FileInfo? Finished => Descriptor is null && new FileInfo(File) is { Exists: true, Length: > 0 } file ? file : null;

    /// <summary>
    /// Opens a descriptor, a device or a pipe, which cannot be written under another name first; null for a regular file, whether or not it
    /// exists. Opening a pipe waits for its reader.
    /// </summary>
    public Stream? OpenSpecial()
    {
        if (Descriptor is { } descriptor)
        {
            return OpenDescriptor(descriptor);
        }

        // The length of devices and pipes is 0.
        if (OperatingSystem.IsWindows() || new FileInfo(File) is not { Exists: true, Length: 0 })
        {
            return null;
        }

        var stream = new FileStream(File, FileMode.Open, FileAccess.Write);
        if (!IsRegular(stream))
        {
            return stream;
        }

        stream.Dispose();
        return null;
    }

    // Only a regular file has a length that can be set (POSIX, ftruncate). This one is empty, so nothing is lost.
    private static bool IsRegular(FileStream stream)
    {
        try
        {
            if (stream.CanSeek)
            {
                stream.SetLength(0);
            }

            return stream.CanSeek;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // A file behind standard output may be shared with other writers; FileStream would ignore their position in it.
    private static Stream OpenDescriptor(int descriptor)
    {
        var stream = new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write);
        return !stream.CanSeek ? stream
            : descriptor == StandardOutput ? Console.OpenStandardOutput()
            : descriptor == StandardError ? Console.OpenStandardError()
            : stream;
    }

    private static int? DescriptorOf(string path)
    {
        var folder = OperatingSystem.IsWindows()
            ? null
            : DescriptorFolders.FirstOrDefault(f => path.StartsWith(f, StringComparison.Ordinal));
        return
            folder is not null && int.TryParse(path.AsSpan(folder.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }
}
