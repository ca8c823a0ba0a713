using StampSpec.Layouts.Model;

namespace StampSpec.Studies.Data;

/// <summary>The stamps of a study's objects under each of its layouts, cut once and held once for all cells.</summary>
internal sealed class StampStore : IDisposable
{
    private readonly IReadOnlyDictionary<string, MappedStamps> _files;
    private readonly IReadOnlyDictionary<string, IStamps> _stamps;

    /// <summary>Takes stamps over, to dispose of them with this.</summary>
    /// <param name="files">Stamps by name of the study's layout.</param>
    public StampStore(IReadOnlyDictionary<string, MappedStamps> files)
        : this(files, files.ToDictionary(f => f.Key, f => (IStamps)f.Value, StringComparer.Ordinal)) { }

    private StampStore(IReadOnlyDictionary<string, MappedStamps> files, IReadOnlyDictionary<string, IStamps> stamps) =>
        (_files, _stamps) = (files, stamps);

    /// <summary>The stamps under a layout.</summary>
    public IStamps this[string layout] => _stamps[layout];

    /// <summary>Hash of what was cut under a layout. Which of it is used, the objects say.</summary>
    public string Sha256Of(string layout) => _files[layout].Sha256;

    /// <summary>Some of the objects' stamps; they and these have the same owner.</summary>
    public StampStore Select(IReadOnlyList<int> kept) =>
        new(_files, _stamps.ToDictionary(s => s.Key, s => (IStamps)new StampSelection(s.Value, kept), StringComparer.Ordinal));

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }
}
