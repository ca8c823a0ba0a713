using StampSpec.Layouts.Model;

namespace StampSpec.Studies.Data;

/// <summary>The stamps of a study's objects under each of its layouts, cut and stored once for all cells.</summary>
internal sealed class StampStore : IDisposable
{
    private readonly IReadOnlyDictionary<string, MappedStamps> _files;
    private readonly IReadOnlyDictionary<string, IStamps> _stamps;

    /// <summary>Takes ownership of stamps.</summary>
    /// <param name="files">Stamps by name of the study's layout.</param>
    public StampStore(IReadOnlyDictionary<string, MappedStamps> files)
        : this(files, files.ToDictionary(f => f.Key, f => (IStamps)f.Value, StringComparer.Ordinal)) { }

    private StampStore(IReadOnlyDictionary<string, MappedStamps> files, IReadOnlyDictionary<string, IStamps> stamps) =>
        (_files, _stamps) = (files, stamps);

    /// <summary>The stamps under a layout.</summary>
    public IStamps this[string layout] => _stamps[layout];

    /// <summary>Hash of all stamps under a layout, including stamps of objects that are not used.</summary>
    public string Sha256Of(string layout) => _files[layout].Sha256;

    /// <summary>Selects the stamps of some objects; both stores share the files.</summary>
    public StampStore Select(IReadOnlyList<int> kept) =>
        new(_files, _stamps.ToDictionary(s => s.Key, s => (IStamps)new StampSelection(s.Value, kept), StringComparer.Ordinal));

    /// <summary>
    /// Gives up the stamps under a layout, with their memory and their space on the disk. Their hash stays; a later use of the stamps
    /// throws <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Release(string layout) => _files[layout].Dispose();

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }
}
