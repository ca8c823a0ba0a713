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
            return ReadContainer(container, source, options);
        }
        catch (Exception failure) when (PacketSource.IsInputFailure(failure))
        {
            return source.Problem(failure);
        }
    }

    /// <summary>What follows the first alert never decides about it: if anything does, the alerts are read one by one.</summary>
    private static AlertReading? ReadContainer(AvroContainerReader container, PacketSource source, AlertReadingOptions options)
    {
        var reader = PacketReaders.For(container.Header.Schema);
        var block = FirstBlock(container);
        if (block.Count != 1)
        {
            return null;
        }

        var reading = ReadBlock(container, block, reader, source, options);
        return HasMore(container) ? null : reading;
    }

    /// <summary>True if a container has more than one alert, or anything else after the first.</summary>
    internal static bool IsOfSeveral(Stream stream, AlertReadingOptions options)
    {
        try
        {
            using var container = new AvroContainerReader(stream, options.Avro);
            return FirstBlock(container).Count > 1 || HasMore(container);
        }
        catch (Exception damaged) when (PacketSource.IsInputFailure(damaged))
        {
            return false;
        }
    }

    /// <summary>The first block with alerts or other bytes; a block without any is valid.</summary>
    internal static AvroBlock FirstBlock(AvroContainerReader container)
    {
        while (container.TryReadBlock(out var block))
        {
            if (block.Count > 0 || block.Data.Length > 0)
            {
                return block;
            }
        }

        throw FormatFault.At(container.Position, "alert.none", "the container contains no alert");
    }

    private static AlertReading ReadBlock(
        AvroContainerReader container,
        AvroBlock block,
        PacketReader reader,
        PacketSource source,
        AlertReadingOptions options
    )
    {
        try
        {
            var position = 0;
            var alert = reader.Read(block.Data, ref position, block.Origin, options);
            AvroContainerReader.RequireEnd(block, position);
            return new AlertReading(source.Name, alert, null) { Shipped = options.KeepsBytes ? Keep(container, block) : null };
        }
        catch (InvalidInputException damaged)
        {
            return source.Problem(damaged);
        }
    }

    private static bool HasMore(AvroContainerReader container)
    {
        try
        {
            return container.TryReadBlock(out _);
        }
        catch (Exception damaged) when (PacketSource.IsInputFailure(damaged))
        {
            return true;
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
