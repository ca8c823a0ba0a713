using StampSpec.Alerts.Avro;
using StampSpec.Diagnostics;

namespace StampSpec.Alerts;

/// <summary>What came of reading one packet: an alert, or the reason why there is none. One bad packet never stops a stream.</summary>
/// <param name="Source">File, or file and tar entry, as the user would name it.</param>
/// <param name="Alert">The alert; null if the packet could not be read.</param>
/// <param name="Problem">Why it could not be read; null if it could.</param>
public sealed record AlertReading(string Source, Alert? Alert, Diagnostic? Problem)
{
    /// <summary>
    /// The alert's bytes in its container; null for a wire message, and unless <see cref="AlertReadingOptions.KeepsBytes"/>.
    /// </summary>
    internal ShippedDatum? Shipped { get; init; }
}

/// <summary>An alert's bytes as its container held them, expanded if the container compresses.</summary>
/// <param name="Schema">Their schema.</param>
/// <param name="Bytes">One datum of the schema.</param>
/// <param name="Container">The container that held them.</param>
internal sealed record ShippedDatum(AvroSchema Schema, ReadOnlyMemory<byte> Bytes, ContainerBytes Container);

/// <summary>
/// What a container takes beside its alerts: header and framing, less what its codec saved. Final once the container has been read.
/// </summary>
internal sealed class ContainerBytes
{
    private long _besideAlerts;
    private long _data;
    private long _alerts;

    /// <summary>An alert's share. The shares of a container's alerts and the alerts' own bytes add up to the file.</summary>
    public double PerAlert => (double)_besideAlerts / _alerts;

    /// <summary>Notes a block that has just been read.</summary>
    public void Add(AvroContainerReader container, AvroBlock block)
    {
        _data += block.Data.Length;
        _besideAlerts = container.Position - _data;
    }

    /// <summary>Notes an alert, and keeps its bytes.</summary>
    public ShippedDatum Add(AvroSchema schema, ReadOnlyMemory<byte> bytes)
    {
        _alerts++;
        return new ShippedDatum(schema, bytes, this);
    }
}
