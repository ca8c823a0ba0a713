using System.Buffers.Binary;
using System.IO.Hashing;
using Avro.File;
using Avro.Generic;
using Snappier;
using StampSpec.Formats.Avro;

namespace StampSpec.Tests.Formats;

/// <summary>The reference implementation, Apache.Avro, as a peer: it reads our containers and writes its own.</summary>
internal static class ApacheAvro
{
    static ApacheAvro() => Codec.RegisterResolver(name => name == SnappyCodec.Name ? new SnappyCodec() : null);

    /// <summary>Reads a container, and its schema as Apache.Avro writes it.</summary>
    public static (string Schema, object?[] Values) Read(byte[] container)
    {
        using var reader = DataFileReader<object>.OpenReader(new MemoryStream(container));
        var values = new List<object?>();
        while (reader.HasNext())
        {
            values.Add(reader.Next());
        }

        return (reader.GetSchema().ToString(), [.. values]);
    }

    /// <summary>Writes values from <see cref="Read"/> to a new container.</summary>
    public static byte[] Write(string schema, IEnumerable<object?> values, AvroCodec codec)
    {
        var stream = new MemoryStream();
        var datumWriter = new GenericDatumWriter<object>(Avro.Schema.Parse(schema));
        using (var writer = DataFileWriter<object>.OpenWriter(datumWriter, stream, CodecOf(codec), leaveOpen: true))
        {
            foreach (var value in values)
            {
                writer.Append(value!);
            }
        }

        return stream.ToArray();
    }

    /// <summary>True if a value of ours and one of Apache.Avro are equal.</summary>
    public static bool AreSame(object? ours, object? theirs) =>
        (ours, theirs) switch
        {
            (AvroRecord a, GenericRecord b) => a.Schema.Name.ToString() == b.Schema.Fullname
                && a.Schema.Fields.Count == b.Schema.Count
                && a.Schema.Fields.All(f => AreSame(a[f.Position], b.GetValue(f.Position)) && b.Schema.Fields[f.Position].Name == f.Name),
            (AvroEnumValue a, GenericEnum b) => a.Schema.Name.ToString() == b.Schema.Fullname && a.Symbol == b.Value,
            (AvroFixedValue a, GenericFixed b) => a.Schema.Name.ToString() == b.Schema.Fullname && a.Bytes.Span.SequenceEqual(b.Value),
            (byte[] a, byte[] b) => a.SequenceEqual(b),
            (object?[] a, object?[] b) => a.Length == b.Length && a.Zip(b).All(pair => AreSame(pair.First, pair.Second)),
            (Dictionary<string, object?> a, Dictionary<string, object?> b) => a.Count == b.Count
                && a.All(pair => b.TryGetValue(pair.Key, out var other) && AreSame(pair.Value, other)),
            // Apache.Avro turns a timestamp-micros, Rubin's only logical type, into a date.
            (long microseconds, DateTime date) => microseconds == (date - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
            _ => Equals(ours, theirs),
        };

    private static Codec CodecOf(AvroCodec codec) =>
        codec switch
        {
            AvroCodec.Null => Codec.CreateCodec(Codec.Type.Null),
            AvroCodec.Deflate => Codec.CreateCodec(Codec.Type.Deflate),
            _ => new SnappyCodec(),
        };

    // Apache.Avro leaves snappy to another package; Snappier and the library's CRC-32 make it independent of ours.
    private sealed class SnappyCodec : Codec
    {
        public const string Name = "snappy";

        public override string GetName() => Name;

        public override byte[] Compress(byte[] uncompressedData)
        {
            var compressed = Snappy.CompressToArray(uncompressedData);
            var stored = new byte[compressed.Length + sizeof(uint)];
            compressed.CopyTo(stored, 0);
            BinaryPrimitives.WriteUInt32BigEndian(stored.AsSpan(compressed.Length), Crc32.HashToUInt32(uncompressedData));
            return stored;
        }

        public override void Compress(MemoryStream inputStream, MemoryStream outputStream) =>
            outputStream.Write(Compress(inputStream.ToArray()));

        public override byte[] Decompress(byte[] compressedData, int blockLength)
        {
            var stored = compressedData.AsSpan(0, blockLength);
            var expanded = Snappy.DecompressToArray(stored[..^sizeof(uint)]);
            Assert.Equal(BinaryPrimitives.ReadUInt32BigEndian(stored[^sizeof(uint)..]), Crc32.HashToUInt32(expanded));
            return expanded;
        }

        public override bool Equals(object? other) => other is SnappyCodec;

        public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
    }
}
