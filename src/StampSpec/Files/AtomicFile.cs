using System.Text;

namespace StampSpec.Files;

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
