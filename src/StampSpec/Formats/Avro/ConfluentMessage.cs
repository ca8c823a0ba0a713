using System.Buffers.Binary;
using StampSpec.Common;

namespace StampSpec.Formats.Avro;

/// <summary>
/// An alert as Kafka carries it, in Confluent's framing: a byte 0, the schema's identifier in four bytes, big-endian, and one datum without
/// its schema.
/// </summary>
/// <param name="SchemaId">The schema's identifier: 900 for version 9.0, 1102 for 11.2.</param>
/// <param name="Datum">The datum.</param>
internal sealed record ConfluentMessage(int SchemaId, ReadOnlyMemory<byte> Datum)
{
    /// <summary>Bytes before the datum.</summary>
    public const int HeaderBytes = 5;

    /// <summary>The schema's version: 9.0 for identifier 900.</summary>
    public string SchemaVersion => FormattableString.Invariant($"{SchemaId / 100}.{SchemaId % 100}");

    /// <summary>True if the bytes begin like a message; an object container begins differently.</summary>
    public static bool IsWire(ReadOnlySpan<byte> bytes) => bytes.Length > 0 && bytes[0] == 0;

    /// <summary>Splits a message into its parts.</summary>
    /// <exception cref="InvalidInputException">There are too few bytes, or they do not begin like a message.</exception>
    public static ConfluentMessage Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length <= HeaderBytes || !IsWire(bytes.Span))
        {
            throw InvalidInputException.Of(
                "wire.header",
                FormattableString.Invariant(
                    $"the {bytes.Length} bytes are not a wire message, which is a byte 0, four bytes of schema identifier, and a datum"
                ),
                byteOffset: 0
            );
        }

        return new ConfluentMessage(BinaryPrimitives.ReadInt32BigEndian(bytes.Span[1..]), bytes[HeaderBytes..]);
    }

    /// <summary>The bytes of a message.</summary>
    public static byte[] Frame(int schemaId, ReadOnlySpan<byte> datum)
    {
        var bytes = new byte[HeaderBytes + datum.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), schemaId);
        datum.CopyTo(bytes.AsSpan(HeaderBytes));
        return bytes;
    }

    /// <summary>The fault of a message whose schema is not available, and what to do about it.</summary>
    internal Diagnostic WithoutSchema() =>
        Diagnostic.Error(
            WireSchemas.MissingCode,
            FormattableString.Invariant(
                $"a wire message of schema {SchemaId} (version {SchemaVersion}) does not contain its schema, so its fields cannot be read"
            ),
            byteOffset: 1,
            fix: FormattableString.Invariant(
                $"give the schema with --schemas: the folder of lsst/alert_packet, {SchemaId}.avsc, or an object container written by Rubin"
            )
        );
}
