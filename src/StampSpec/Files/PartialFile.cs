namespace StampSpec.Files;

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
