using StampSpec.Common;
using StampSpec.Formats;
using StampSpec.Formats.Avro;

namespace StampSpec.Alerts.Reading;

/// <summary>Reads files with one wire message.</summary>
internal static class WireReading
{
    /// <summary>
    /// The reading of a file with a wire message. If the file contains something else, the result is null and the stream is at its start.
    /// </summary>
    /// <exception cref="InvalidInputException">The message's schema is not among the options', or its datum is damaged.</exception>
    public static AlertReading? TryRead(Stream stream, string name, AlertReadingOptions options)
    {
        if (TryParse(stream, options) is not { } message)
        {
            return null;
        }

        var schema = options.WireSchemas.Find(message.SchemaId) ?? throw new InvalidInputException(message.WithoutSchema());
        var position = 0;
        var alert = PacketReaders
            .For(schema)
            .Read(message.Datum, ref position, new AvroOrigin(ConfluentMessage.HeaderBytes, IsExpanded: false), options);
        var shipped = options.KeepsBytes ? ContainerBytes.OfMessage(schema, message.Datum) : null;
        return position == message.Datum.Length
            ? new AlertReading(name, alert, null) { Shipped = shipped }
            : throw FormatFault.At(
                ConfluentMessage.HeaderBytes + position,
                "avro.trailing",
                FormattableString.Invariant($"{message.Datum.Length - position} bytes follow the alert")
            );
    }

    /// <summary>
    /// The wire message of a file. If the file contains something else, the result is null and the stream is at its start.
    /// </summary>
    public static ConfluentMessage? TryParse(Stream stream, AlertReadingOptions options)
    {
        var first = stream.ReadByte();
        stream.Position = 0;
        if (first != 0)
        {
            return null;
        }

        if (stream.Length > options.MaxAlertBytes)
        {
            throw InvalidInputException.Of(
                "wire.too-large",
                FormattableString.Invariant($"the message has {stream.Length} bytes; the limit is {options.MaxAlertBytes}"),
                byteOffset: 0,
                fix: LimitOption.AlertBytes.Fix
            );
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return ConfluentMessage.Parse(bytes);
    }
}
