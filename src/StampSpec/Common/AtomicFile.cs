using System.Text;

namespace StampSpec.Common;

/// <summary>
/// Files that are whole or absent: written under a temporary name in the same folder, then renamed. What fails leaves nothing behind.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes bytes, and waits until they are on the disk.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = new PartialFile(path);
        file.Stream.Write(content);
        file.Stream.Flush(flushToDisk: true);
        file.Complete();
    }

    /// <summary>Writes text as UTF-8 without a byte order mark, and waits until it is on the disk.</summary>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Writes what a stream is given. Survives the end of the process, but not of the system: for files that can be made again.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var file = new PartialFile(path);
        write(file.Stream);
        file.Complete();
    }
}

/// <summary>A file on its way to its name: there when <see cref="Complete"/> returns, gone when it is disposed of before.</summary>
internal sealed class PartialFile : IDisposable
{
    private const string Suffix = ".partial";

    private readonly string _path;
    private bool _isComplete;

    public PartialFile(string path)
    {
        _path = path;
        Stream = new FileStream(path + Suffix, FileMode.Create, FileAccess.Write);
    }

    /// <summary>Takes the content.</summary>
    public FileStream Stream { get; }

    /// <summary>Gives the file its name, in place of one that has it.</summary>
    public void Complete()
    {
        Stream.Dispose();
        File.Move(_path + Suffix, _path, overwrite: true);
        _isComplete = true;
    }

    public void Dispose()
    {
        if (_isComplete)
        {
            return;
        }

        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // What is still buffered does not fit either; the failure that led here says so.
        }
        finally
        {
            File.Delete(_path + Suffix);
        }
    }
}
