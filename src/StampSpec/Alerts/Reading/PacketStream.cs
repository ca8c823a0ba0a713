using StampSpec.Common;
using StampSpec.Formats;
using StampSpec.Formats.Avro;

namespace StampSpec.Alerts.Reading;

/// <summary>Reads the alerts of sources: a single alert, as usual, at once; many alerts one after the other.</summary>
internal static class PacketStream
{
    /// <summary>Reads a source with one alert, as the surveys ship them.</summary>
    /// <returns>The alert or its problem; null if the source contains more than one alert.</returns>
    public static AlertReading? ReadSingle(PacketSource source, AlertReadingOptions options)
    {
        try
        {
            if (source.Row is { } row)
            {
                return ReadRow(row, source.Name, options);
            }

            using var stream = source.Open();
            if (WireReading.TryRead(stream, source.Name, options) is { } message)
            {
                return message;
            }

            using var container = new AvroContainerReader(stream, options.Avro);
            var reader = PacketReaders.For(container.Header.Schema);
            if (!container.TryReadBlock(out var block) || block.Count == 0)
            {
                throw FormatFault.At(container.Position, "alert.none", "the container contains no alert");
            }

            if (block.Count > 1)
            {
                return null;
            }

            var position = 0;
            var alert = reader.Read(block.Data, ref position, block.Origin, options);
            AvroContainerReader.RequireEnd(block, position);
            var shipped = options.KeepsBytes ? Keep(container, block) : null;
            return container.TryReadBlock(out _) ? null : new AlertReading(source.Name, alert, null) { Shipped = shipped };
        }
        catch (Exception failure) when (PacketSource.IsInputFailure(failure))
        {
            return source.Problem(failure);
        }
    }

    private static AlertReading ReadRow(ShippedDatum row, string name, AlertReadingOptions options)
    {
        var position = 0;
        var alert = PacketReaders.For(row.Schema).Read(row.Bytes, ref position, default, options);
        return new AlertReading(name, alert, null) { Shipped = options.KeepsBytes ? row : null };
    }

    private static ShippedDatum Keep(AvroContainerReader container, AvroBlock block)
    {
        var bytes = new ContainerBytes();
        bytes.Add(container, block);
        return bytes.Add(container.Header.Schema, block.Data.ToArray());
    }

    /// <summary>Reads sources on several threads; the readings are in the order of the sources.</summary>
    public static IEnumerable<AlertReading> ReadAll(IEnumerable<PacketSource> sources, AlertReadingOptions options)
    {
        var readings = OrderedParallel.Select(
            sources,
            source => (Source: source, Reading: ReadSingle(source, options)),
            options.Parallelism
        );
        foreach (var (source, reading) in readings)
        {
            if (reading is not null)
            {
                yield return reading;
                continue;
            }

            foreach (var one in ReadMany(source, options))
            {
                yield return one;
            }
        }
    }

    /// <summary>
    /// Reads a source of many alerts. Boundaries are found on the caller's thread, and alerts are decoded on several threads.
    /// </summary>
    public static IEnumerable<AlertReading> ReadMany(PacketSource source, AlertReadingOptions options) =>
        OrderedParallel.Select(PacketDatum.AllOf(source, options), datum => datum.Read(options), options.Parallelism);
}
