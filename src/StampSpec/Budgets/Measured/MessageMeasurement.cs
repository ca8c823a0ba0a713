using System.Buffers;
using StampSpec.Alerts;
using StampSpec.Budgets.Encodings;
using StampSpec.Formats.Avro;
using StampSpec.Layouts.Model;

namespace StampSpec.Budgets.Measured;

/// <summary>
/// Measures whole messages, records and stamps together, as Kafka transports them: with Confluent's header, plain and compressed with
/// Snappy, one message in each batch. The stamps are those of the packet, or raw planes of a layout in their place.
/// </summary>
internal static class MessageMeasurement
{
    /// <summary>The serialisation's name in tables.</summary>
    public const string Serialisation = "message";

    private const string Shipped = "stamps as shipped";

    private static readonly string[] Codecs = ["none", "snappy"];

    /// <summary>All kinds of stamps, plain and compressed, in a fixed order.</summary>
    /// <param name="packets">
    /// Alerts of one survey, each with its bytes. An alert whose cutouts are too small or too coarse for a layout is skipped for it.
    /// </param>
    /// <param name="layouts">Layouts whose stamps replace the shipped ones.</param>
    public static IEnumerable<VariantBytes> Of(
        IReadOnlyList<(Alert Alert, ShippedBytes Shipped)> packets,
        IReadOnlyList<StampLayout> layouts
    )
    {
        foreach (var layout in layouts.Prepend<StampLayout?>(null))
        {
            var name = layout?.Name ?? Shipped;
            var messages = Messages(packets, layout);
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

    private static byte[][] Messages(IReadOnlyList<(Alert Alert, ShippedBytes Shipped)> packets, StampLayout? layout) =>
        [
            .. packets
                .AsParallel()
                .AsOrdered()
                .Select(p => layout is null ? AsShipped(p.Shipped) : WithLayout(p.Alert, p.Shipped, layout))
                .OfType<byte[]>(),
        ];

    /// <summary>The message of an alert with its own stamps.</summary>
    public static byte[] AsShipped(ShippedBytes shipped) => ConfluentMessage.Frame(0, shipped.Datum.Span);

    /// <summary>
    /// The message with a layout's stamps in place of the shipped ones; null if the cutouts of the alert are too small or too coarse.
    /// </summary>
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

    // Replaces one stamp after the other, each with the length before it.
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
