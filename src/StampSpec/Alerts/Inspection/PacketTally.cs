using StampSpec.Diagnostics;

namespace StampSpec.Alerts.Inspection;

/// <summary>What an inspection has found so far; parts of one name are summed.</summary>
internal sealed class PacketTally
{
    private readonly OrderedDictionary<string, long> _parts = new(StringComparer.Ordinal);

    /// <summary>Bytes of the file.</summary>
    public long FileBytes { get; set; }

    /// <summary>What the file is.</summary>
    public string? Kind { get; set; }

    /// <summary>The cutouts.</summary>
    public List<PacketCutout> Cutouts { get; } = [];

    /// <summary>Adds bytes to a part.</summary>
    public void Add(string part, long bytes) => _parts[part] = _parts.GetValueOrDefault(part) + bytes;

    /// <summary>The result.</summary>
    public PacketInspection Result(string file, Diagnostic? error) =>
        new(file, Kind, FileBytes, [.. _parts.Select(part => new PacketPart(part.Key, part.Value))], Cutouts, error);
}
