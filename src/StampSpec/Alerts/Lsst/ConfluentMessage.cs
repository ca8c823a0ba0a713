using System.Buffers.Binary;
using StampSpec.Diagnostics;

namespace StampSpec.Alerts.Lsst;

/// <summary>
/// An alert as Kafka carries it: a byte 0, the schema's identifier in four bytes, big-endian, and one datum without its schema (Confluent's
/// framing).
/// </summary>
/// <param name="SchemaId">The schema's identifier: 900 for version 9.0, 1102 for 11.2.</param>
/// <param name="Datum">The datum.</param>
public sealed record ConfluentMessage(int SchemaId, ReadOnlyMemory<byte> Datum)
{
    /// <summary>Bytes before the datum.</summary>
    public const int HeaderBytes = 5;

    /// <summary>The schema's version: 9.0 for identifier 900.</summary>
    public string SchemaVersion => FormattableString.Invariant($"{SchemaId / 100}.{SchemaId % 100}");

    /// <summary>True if the bytes begin as a message does; an object container begins otherwise.</summary>
    public static bool IsWire(ReadOnlySpan<byte> bytes) => bytes.Length > 0 && bytes[0] == 0;

    /// <summary>Takes a message apart.</summary>
    /// <exception cref="InvalidInputException">The bytes are too few, or do not begin as a message does.</exception>
    public static ConfluentMessage Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length <= HeaderBytes || !IsWire(bytes.Span))
        {
            throw new InvalidInputException(Diagnostic.Error(
                "wire.header", FormattableString.Invariant($"{bytes.Length} bytes are no wire message: a byte 0, four bytes of schema identifier, and a datum")) with
            {
                ByteOffset = 0,
            });
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

    /// <summary>Says that the message's schema is not at hand, and what to do.</summary>
    internal Diagnostic WithoutSchema() => Diagnostic.Error(
        "wire.no-schema",
        FormattableString.Invariant($"a wire message of schema {SchemaId} (version {SchemaVersion}) holds no schema, so its fields cannot be told apart")) with
    {
        ByteOffset = 1,
        Fix = FormattableString.Invariant($"give the schema: a folder with {SchemaId}.avsc, or an object container written with it"),
    };
}
