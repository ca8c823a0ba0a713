namespace StampSpec.Common;

/// <summary>
/// Files that take their place in a folder together: written in a hidden folder inside it, then moved, one named file last, so that a
/// folder without that file is unfinished. What is disposed of before <see cref="Complete"/> leaves the folder as it was.
/// </summary>
internal sealed class StagedFolder : IDisposable
{
    /// <summary>Name of the hidden folder.</summary>
    public const string StagingName = ".unfinished";

    private readonly string _folder;
    private readonly string _lastFile;
    private readonly bool _isNew;
    private bool _isComplete;

    /// <summary>Opens a folder, making it where it does not exist, and clears what a killed process left in the hidden one.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="lastFile">Name of the file that says that the folder is finished.</param>
    public StagedFolder(string folder, string lastFile)
    {
        (_folder, _lastFile) = (folder, lastFile);
        _isNew = !Directory.Exists(folder);
        Staging = Path.Combine(folder, StagingName);
        Clear();
        Directory.CreateDirectory(Staging);
    }

    /// <summary>Where files are written.</summary>
    public string Staging { get; }

    /// <summary>Puts the files in place of all those that the folder holds.</summary>
    public void Complete()
    {
        foreach (var file in Directory.GetFiles(_folder).OrderBy(f => Path.GetFileName(f) != _lastFile))
        {
            File.Delete(file);
        }

        foreach (var file in Directory.GetFiles(Staging).OrderBy(f => Path.GetFileName(f) == _lastFile))
        {
            File.Move(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        _isComplete = true;
        Directory.Delete(Staging);
    }

    /// <summary>Removes what was written, unless it is in place.</summary>
    public void Dispose()
    {
        if (!_isComplete)
        {
            Clear();
            if (_isNew && Directory.Exists(_folder))
            {
                Directory.Delete(_folder);
            }
        }
    }

    private void Clear()
    {
        if (Directory.Exists(Staging))
        {
            Directory.Delete(Staging, recursive: true);
        }
    }
}
