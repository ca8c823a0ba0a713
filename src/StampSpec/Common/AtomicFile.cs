using System.Text;

namespace StampSpec.Common;

/// <summary>
/// Writes files that are either complete or absent: a file is written under a temporary name in the same folder and then renamed. A failure
/// leaves nothing behind. Symbolic links stay, and the files that they point to are replaced. Devices, pipes and open descriptors, which
/// cannot be replaced, are written directly.
/// </summary>
public static class AtomicFile
{
    /// <summary>
    /// The existing file that writing to a path would replace, after links have been followed; null if there is none. Empty files, devices,
    /// pipes and open descriptors such as /dev/stdout contain nothing that could be replaced.
    /// </summary>
    public static FileInfo? Replaced(string path) => OutputPath.Of(path).Finished;

    /// <summary>Writes bytes, and waits until they are on the disk.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = new PartialFile(path);
        file.Stream.Write(content);
        file.FlushToDisk();
        file.Complete();
    }

    /// <summary>Writes text as UTF-8 without a byte order mark, and waits until it is on the disk.</summary>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Writes a file through a stream. The file survives the end of the process but not a crash of the system, so this is for files that
    /// can be made again.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var file = new PartialFile(path);
        write(file.Stream);
        file.Complete();
    }
}

/// <summary>
/// A file under a temporary name. <see cref="Complete"/> gives it its name; without that, disposing deletes it. What is written to a
/// device, a pipe or a descriptor cannot be taken back.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const string Suffix = ".partial";

    private readonly string _path;
    private readonly bool _isTemporary;
    private bool _isComplete;

    public PartialFile(string path)
    {
        var output = OutputPath.Of(path);
        var special = output.OpenSpecial();
        (_path, _isTemporary) = (output.File, special is null);
        Stream = special ?? new FileStream(_path + Suffix, FileMode.Create, FileAccess.Write);
    }

    /// <summary>The stream that takes the content.</summary>
    public Stream Stream { get; }

    /// <summary>Waits until the content is on the disk, if it goes to a disk.</summary>
    public void FlushToDisk()
    {
        if (_isTemporary && Stream is FileStream file)
        {
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Gives the file its name and replaces an existing file of that name.</summary>
    public void Complete()
    {
        Stream.Dispose();
        if (_isTemporary)
        {
            File.Move(_path + Suffix, _path, overwrite: true);
        }

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
            // The buffered rest cannot be written either; the first failure has already been reported.
        }
        finally
        {
            if (_isTemporary)
            {
                File.Delete(_path + Suffix);
            }
        }
    }
}
