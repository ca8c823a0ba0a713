using System.Buffers;
using StampSpec.Alerts;
using StampSpec.Budgets.Encodings;
using StampSpec.Formats.Avro;
using StampSpec.Layouts.Model;

namespace StampSpec.Budgets.Measured;

/// <summary>
/// Measures whole messages, records and stamps together, as Kafka carries them: with Confluent's header, plain and compressed with Snappy,
/// one message a batch. Stamps are those that the packet ships, or others in their fields' place, as raw planes.
/// </summary>
internal static class MessageMeasurement
{
    /// <summary>The serialisation's name in tables.</summary>
    public const string Serialisation = "message";

    private const string Shipped = "stamps as shipped";

    private static readonly string[] Codecs = ["none", "snappy"];

    /// <summary>Every kind of stamps, plain and compressed, in a fixed order.</summary>
    /// <param name="packets">Alerts of one survey, each with its bytes; an alert that cannot supply a layout is skipped there.</param>
    /// <param name="layouts">Layouts whose stamps are put in the shipped ones' place.</param>
    public static IEnumerable<VariantBytes> Of(
        IReadOnlyList<(Alert Alert, ShippedBytes Shipped)> packets,
        IReadOnlyList<StampLayout> layouts
    )
    {
        foreach (var layout in layouts.Prepend<StampLayout?>(null))
        {
            var name = layout?.Name ?? Shipped;
            byte[][] messages =
            [
                .. packets
                    .AsParallel()
                    .AsOrdered()
                    .Select(p => layout is null ? AsShipped(p.Shipped) : WithLayout(p.Alert, p.Shipped, layout))
                    .OfType<byte[]>(),
            ];
            foreach (var codec in messages.Length == 0 ? [] : Codecs)
            {
                long[] bytes = [.. messages.Select(m => (long)Compressed(m, codec))];
                yield return new VariantBytes(
                    packets[0].Alert.Survey.ToString().ToLowerInvariant(),
                    name,
                    Serialisation,
                    codec,
                    ByteDistribution.Of(bytes, packets.Count - bytes.Length)
                );
            }
        }
    }

    /// <summary>The message of an alert with its own stamps.</summary>
    public static byte[] AsShipped(ShippedBytes shipped) => ConfluentMessage.Frame(0, shipped.Datum.Span);

    /// <summary>The message with a layout's stamps in the shipped ones' place; null if the alert cannot supply them.</summary>
    public static byte[]? WithLayout(Alert alert, ShippedBytes shipped, StampLayout layout)
    {
        if (!StampCosts.CanSupply(alert, layout))
        {
            return null;
        }

        var stamps = Budgets.Serialisation.Parse("raw").Write(SampledStamps.Of(alert, layout), PixelEncoding.None);
        return stamps.Count == shipped.Stamps.Count ? ConfluentMessage.Frame(0, Replaced(shipped, stamps)) : null;
    }

    private static int Compressed(byte[] message, string codec) =>
        PixelEncoding.Parse(codec) is CompressedEncoding compressed ? compressed.Codec.Compress(message).Length : message.Length;

    // Stamps are replaced one after the other, each with the length that stands before it.
    private static byte[] Replaced(ShippedBytes shipped, IReadOnlyList<byte[]> stamps)
    {
        var datum = shipped.Datum.Span;
        var message = new ArrayBufferWriter<byte>(datum.Length);
        var next = 0;
        foreach (var (old, stamp) in shipped.Stamps.Zip(stamps))
        {
            message.Write(datum[next..(old.Offset - AvroVarint.Bytes(old.Length))]);
            AvroDatumWriter.WriteLong(message, stamp.Length);
            message.Write(stamp);
            next = old.Offset + old.Length;
        }

        message.Write(datum[next..]);
        return message.WrittenSpan.ToArray();
    }
}
