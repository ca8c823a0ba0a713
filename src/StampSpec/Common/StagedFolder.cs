namespace StampSpec.Common;

/// <summary>
/// Puts files into a folder together. They are written to a hidden folder inside it and then moved. One named file is moved last, so a
/// folder without that file is unfinished. Disposing before <see cref="Complete"/> leaves the folder as it was.
/// </summary>
internal sealed class StagedFolder : IDisposable
{
    /// <summary>Name of the hidden folder.</summary>
    public const string StagingName = ".unfinished";

    private readonly string _folder;
    private readonly string _lastFile;
    private readonly bool _isNew;
    private bool _isComplete;

    /// <summary>Opens a folder, creates it if it does not exist, and removes what a killed process left in the hidden folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="lastFile">Name of the file that marks the folder as finished.</param>
    public StagedFolder(string folder, string lastFile)
    {
        (_folder, _lastFile) = (folder, lastFile);
        _isNew = !Directory.Exists(folder);
        Staging = Path.Combine(folder, StagingName);
        Clear();
        OutputPath.CreateFolder(Staging, folder);
    }

    /// <summary>Where files are written.</summary>
    public string Staging { get; }

    /// <summary>Replaces all files in the folder with the new ones.</summary>
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

    /// <summary>Removes the files that were written, unless <see cref="Complete"/> has moved them.</summary>
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
