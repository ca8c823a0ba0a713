using System.Buffers;
using StampSpec.Alerts;
using StampSpec.Alerts.Avro;
using StampSpec.Alerts.Lsst;
using StampSpec.Budgets.Encodings;
using StampSpec.Layouts;

namespace StampSpec.Budgets.Measured;

/// <summary>
/// Measures whole messages, records and stamps together, as Kafka carries them: with Confluent's header, plain and compressed with Snappy, one message a batch.
/// Stamps are those that the packet ships, or others in their fields' place, as raw planes.
/// </summary>
public static class MessageMeasurement
{
    /// <summary>The serialisation's name in tables.</summary>
    public const string Serialisation = "message";

    private const string Shipped = "stamps as shipped";

    private static readonly string[] Codecs = ["none", "snappy"];

    /// <summary>Every kind of stamps, plain and compressed, in a fixed order.</summary>
    /// <param name="packets">Alerts of one survey, each with the object container that it came from; an alert that cannot supply a layout is skipped there.</param>
    /// <param name="layouts">Layouts whose stamps are put in the shipped ones' place.</param>
    public static IEnumerable<VariantBytes> Of(IReadOnlyList<(Alert Alert, byte[] File)> packets, IReadOnlyList<StampLayout> layouts)
    {
        ArgumentNullException.ThrowIfNull(packets);
        ArgumentNullException.ThrowIfNull(layouts);
        var kinds = layouts.Select(l => (l.Name, Message: (Func<(Alert Alert, byte[] File), byte[]?>)(p => WithLayout(p.Alert, p.File, l))))
            .Prepend((Name: Shipped, Message: p => AsShipped(p.File)));
        foreach (var (name, message) in kinds)
        {
            byte[][] messages = [.. packets.AsParallel().AsOrdered().Select(message).OfType<byte[]>()];
            foreach (var codec in messages.Length == 0 ? [] : Codecs)
            {
                long[] bytes = [.. messages.Select(m => (long)Compressed(m, codec))];
                yield return new VariantBytes(
                    packets[0].Alert.Survey.ToString().ToLowerInvariant(), name, Serialisation, codec, ByteDistribution.Of(bytes, packets.Count - bytes.Length));
            }
        }
    }

    /// <summary>The message of a container's alert, with its own stamps.</summary>
    internal static byte[] AsShipped(byte[] file)
    {
        ShippedParts.StampsOf(file, out var datum);
        return WireMessage.Frame(0, datum);
    }

    /// <summary>The message with a layout's stamps in the shipped ones' place; null where the alert cannot supply them.</summary>
    internal static byte[]? WithLayout(Alert alert, byte[] file, StampLayout layout)
    {
        if (!StampCosts.CanSupply(alert, layout))
        {
            return null;
        }

        var shipped = ShippedParts.StampsOf(file, out var datum);
        var stamps = Budgets.Serialisation.Parse("raw").Write(SampledStamps.Of(alert, layout), PixelEncoding.None);
        return stamps.Count == shipped.Count ? WireMessage.Frame(0, Replaced(datum, shipped, stamps)) : null;
    }

    private static int Compressed(byte[] message, string codec) =>
        PixelEncoding.Parse(codec) is CompressedEncoding compressed ? compressed.Codec.Compress(message).Length : message.Length;

    // Stamps are replaced one after the other, each with the length that stands before it.
    private static byte[] Replaced(byte[] datum, IReadOnlyList<byte[]> shipped, IReadOnlyList<byte[]> stamps)
    {
        var message = new ArrayBufferWriter<byte>(datum.Length);
        var next = 0;
        foreach (var (old, stamp) in shipped.Zip(stamps))
        {
            var start = next + datum.AsSpan(next).IndexOf(old);
            message.Write(datum.AsSpan(next..(start - AvroVarint.Bytes(old.Length))));
            AvroDatumWriter.WriteLong(message, stamp.Length);
            message.Write(stamp);
            next = start + old.Length;
        }

        message.Write(datum.AsSpan(next));
        return message.WrittenSpan.ToArray();
    }
}
