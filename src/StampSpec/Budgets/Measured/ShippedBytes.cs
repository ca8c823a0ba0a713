using StampSpec.Alerts;
using StampSpec.Alerts.Avro;
using StampSpec.Alerts.Inspection;
using StampSpec.Diagnostics;

namespace StampSpec.Budgets.Measured;

/// <summary>Where a stamp lies in its alert's bytes.</summary>
/// <param name="Offset">Of its first byte.</param>
/// <param name="Length">Bytes, without the length before them.</param>
internal readonly record struct ShippedStamp(int Offset, int Length);

/// <summary>An alert as its container carried it.</summary>
/// <param name="Datum">The alert without the container, its stamps among them.</param>
/// <param name="Stamps">The stamps, in the datum's order.</param>
/// <param name="ContainerBytes">The alert's share of the container.</param>
internal sealed record ShippedBytes(ReadOnlyMemory<byte> Datum, IReadOnlyList<ShippedStamp> Stamps, double ContainerBytes)
{
    /// <summary>The bytes of a stamp.</summary>
    public ReadOnlyMemory<byte> BytesOf(ShippedStamp stamp) => Datum.Slice(stamp.Offset, stamp.Length);

    /// <summary>An alert that was read with its bytes; its container has been read to the end.</summary>
    public static ShippedBytes Of(ShippedDatum shipped, AlertReadingOptions options) =>
        new(shipped.Bytes, StampsOf(shipped.Schema, shipped.Bytes, default, options, out _), shipped.Container.PerAlert);

    /// <summary>The alert of an object container that holds one.</summary>
    /// <exception cref="InvalidInputException">The file is no such container, or damaged.</exception>
    public static ShippedBytes OfFile(byte[] file)
    {
        var options = AlertReadingOptions.Default;
        using var container = new AvroContainerReader(new MemoryStream(file, writable: false), options.Avro);
        if (container.Header.Schema is not AvroRecordSchema || !container.TryReadBlock(out var block) || block.Count == 0)
        {
            throw new InvalidInputException(Diagnostic.Error("alert.none", "the container holds no alert"));
        }

        var datum = block.Data.ToArray();
        var stamps = StampsOf(container.Header.Schema, datum, block.Origin, options, out var length);
        if (block.Count > 1 || container.TryReadBlock(out _))
        {
            throw new InvalidInputException(
                Diagnostic.Error("alert.several", "the container holds several alerts, so its bytes are not one packet's") with
                {
                    Fix = "give a file with one alert",
                });
        }

        AvroContainerReader.RequireEnd(block, length);
        return new ShippedBytes(datum, stamps, file.Length - datum.Length);
    }

    private static ShippedStamp[] StampsOf(
        AvroSchema schema, ReadOnlyMemory<byte> datum, AvroOrigin origin, AlertReadingOptions options, out int length) =>
        [.. PacketCutouts.For(schema).Find(datum, origin, options, out length).Select(c => new ShippedStamp(c.Offset, c.Length))];
}
