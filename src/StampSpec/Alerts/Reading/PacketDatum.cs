using System.Diagnostics.CodeAnalysis;
using StampSpec.Common;
using StampSpec.Formats;
using StampSpec.Formats.Avro;

namespace StampSpec.Alerts.Reading;

/// <summary>One alert of a source with many alerts, which has been found but not yet decoded.</summary>
internal sealed class PacketDatum
{
    private readonly PacketSource _source;
    private readonly PacketReader? _reader;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly AvroOrigin _origin;
    private readonly Exception? _failure;
    private readonly ShippedDatum? _shipped;

    private PacketDatum(PacketSource source, PacketReader reader, ReadOnlyMemory<byte> bytes, AvroOrigin origin, ShippedDatum? shipped)
    {
        (_source, _reader, _bytes, _origin, _shipped) = (source, reader, bytes, origin, shipped);
    }

    private PacketDatum(PacketSource source, Exception failure)
    {
        (_source, _failure) = (source, failure);
    }

    /// <summary>Finds the alerts of a source. If the source is damaged, the last item is the problem.</summary>
    public static IEnumerable<PacketDatum> AllOf(PacketSource source, AlertReadingOptions options)
    {
        if (!TryOpen(source, options, out var stream, out var container, out var failure))
        {
            yield return new PacketDatum(source, failure);
            yield break;
        }

        using (stream)
        using (container)
        {
            var bytes = new ContainerBytes();
            while (TryReadBlock(container, out var block, out failure))
            {
                bytes.Add(container, block);
                foreach (var datum in Split(source, container.Header.Schema, block, bytes, options))
                {
                    yield return datum;
                }
            }

            if (failure is not null)
            {
                yield return new PacketDatum(source, failure);
            }
        }
    }

    /// <summary>Decodes the alert.</summary>
    public AlertReading Read(AlertReadingOptions options)
    {
        if (_reader is null)
        {
            return _source.Problem(_failure!);
        }

        try
        {
            var position = 0;
            return new AlertReading(_source.Name, _reader.Read(_bytes, ref position, _origin, options), null) { Shipped = _shipped };
        }
        catch (InvalidInputException damaged)
        {
            return _source.Problem(damaged);
        }
    }

    private static bool TryOpen(
        PacketSource source,
        AlertReadingOptions options,
        [NotNullWhen(true)] out Stream? stream,
        [NotNullWhen(true)] out AvroContainerReader? container,
        [NotNullWhen(false)] out Exception? failure
    )
    {
        (stream, container, failure) = (null, null, null);
        try
        {
            stream = source.Open();
            container = new AvroContainerReader(stream, options.Avro);
            return true;
        }
        catch (Exception refused) when (PacketSource.IsInputFailure(refused))
        {
            stream?.Dispose();
            failure = refused;
            return false;
        }
    }

    private static bool TryReadBlock(AvroContainerReader container, [NotNullWhen(true)] out AvroBlock? block, out Exception? failure)
    {
        try
        {
            failure = null;
            return container.TryReadBlock(out block);
        }
        catch (Exception refused) when (PacketSource.IsInputFailure(refused))
        {
            (block, failure) = (null, refused);
            return false;
        }
    }

    private static IEnumerable<PacketDatum> Split(
        PacketSource source,
        AvroSchema schema,
        AvroBlock block,
        ContainerBytes bytes,
        AlertReadingOptions options
    )
    {
        var reader = PacketReaders.For(schema);
        var boundaries = new AvroProjection(schema, []);
        var data = block.Data.ToArray();
        var position = 0;
        for (var i = 0L; i < block.Count; i++)
        {
            var (length, failure) = Measure(boundaries, data.AsSpan(position), block.Origin.After(position), options);
            if (length == 0)
            {
                yield return new PacketDatum(source, failure ?? Empty(block, block.Count - i));
                yield break;
            }

            var datum = data.AsMemory(position, length);
            var shipped = options.KeepsBytes ? bytes.Add(schema, datum) : null;
            yield return new PacketDatum(source, reader, datum, block.Origin.After(position), shipped);
            position += length;
        }

        if (position < data.Length)
        {
            yield return new PacketDatum(source, AvroContainerReader.LeftOver(block, position));
        }
    }

    private static (int Length, Exception? Failure) Measure(
        AvroProjection boundaries,
        ReadOnlySpan<byte> data,
        AvroOrigin origin,
        AlertReadingOptions options
    )
    {
        try
        {
            var cursor = new AvroCursor(data, options.Avro, origin);
            boundaries.Read(ref cursor, []);
            return (cursor.Position, null);
        }
        catch (InvalidInputException damaged)
        {
            return (0, damaged);
        }
    }

    private static InvalidInputException Empty(AvroBlock block, long left) =>
        FormatFault.At(
            block.StoredOffset,
            "avro.length",
            FormattableString.Invariant($"a block states {left} more alerts than its bytes contain: the file is damaged"),
            FormatFault.CopyAgain
        );
}

/// <summary>An alert's bytes as they are in its container, expanded if the container is compressed.</summary>
/// <param name="Schema">Their schema.</param>
/// <param name="Bytes">One datum of the schema.</param>
/// <param name="Container">The container that they come from.</param>
internal sealed record ShippedDatum(AvroSchema Schema, ReadOnlyMemory<byte> Bytes, ContainerBytes Container);

/// <summary>
/// The bytes of a container that are not its alerts' bytes: header and framing, minus the bytes that its codec saved. The number is final
/// when the container has been read.
/// </summary>
internal sealed class ContainerBytes
{
    private long _besideAlerts;
    private long _data;
    private long _alerts;

    /// <summary>
    /// The share of one alert. The shares of a container's alerts and the alerts' own bytes add up to the size of the file.
    /// </summary>
    public double PerAlert => (double)_besideAlerts / _alerts;

    /// <summary>The alert of a wire message, whose header stands for the container.</summary>
    public static ShippedDatum OfMessage(AvroSchema schema, ReadOnlyMemory<byte> datum) =>
        new ContainerBytes { _besideAlerts = ConfluentMessage.HeaderBytes }.Add(schema, datum);

    /// <summary>Counts a block that has just been read.</summary>
    public void Add(AvroContainerReader container, AvroBlock block)
    {
        _data += block.Data.Length;
        _besideAlerts = container.Position - _data;
    }

    /// <summary>Counts an alert and keeps its bytes.</summary>
    public ShippedDatum Add(AvroSchema schema, ReadOnlyMemory<byte> bytes)
    {
        _alerts++;
        return new ShippedDatum(schema, bytes, this);
    }
}
