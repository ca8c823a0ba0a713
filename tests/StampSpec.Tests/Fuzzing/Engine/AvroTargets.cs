using StampSpec.Alerts;
using StampSpec.Alerts.Inspection;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Formats;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>Containers, schemas and data.</summary>
internal static class AvroTargets
{
    private const int MostData = 64;

    public static IEnumerable<FuzzTarget> Of(FuzzCorpus corpus)
    {
        byte[][] containers = [.. OwnPackets.Ztf, .. Random(8), .. corpus.RealZtf, .. corpus.RealLsst.Take(1)];
        (string Schema, byte[] Data, AvroSchema Parsed)[] data = [.. containers.Select(FuzzCorpus.Datum)];
        JsonMutation[] schemas = [.. data.Select(d => d.Schema).Distinct(StringComparer.Ordinal).Select(s => new JsonMutation(s))];
        string[] texts = [.. data.Select(d => d.Schema).Distinct(StringComparer.Ordinal)];
        yield return new FuzzTarget("avro-container", random => Container(containers, data, schemas, random), ReadContainer)
        {
            Share = 0.4,
        };
        yield return new FuzzTarget(
            "avro-schema",
            random => random.Chance(0.7) ? random.Pick(schemas).Apply(random) : TextMutation.Apply(random.Pick(texts), random),
            bytes => AvroSchema.Parse(bytes)
        );
    }

    /// <summary>A container whose data are others than its schema says, otherwise right: lengths, markers and checksums fit.</summary>
    public static byte[] Wrap(string schema, ReadOnlySpan<byte> datum, RandomSource random)
    {
        using var stream = new MemoryStream();
        using (var writer = new AvroContainerWriter(stream, schema, (AvroCodec)random.NextInt(3)))
        {
            writer.AppendEncoded(datum);
        }

        return stream.ToArray();
    }

    private static byte[] Container(
        byte[][] containers,
        (string Schema, byte[] Data, AvroSchema Parsed)[] data,
        JsonMutation[] schemas,
        RandomSource random
    )
    {
        var at = random.NextInt(containers.Length);
        switch (random.NextInt(8))
        {
            case 0:
                return ByteMutation.Noise(containers[at], random);
            case 1 or 2:
                return Wrap(data[at].Schema, ByteMutation.Apply(data[at].Data, random), random);
            case 3:
                return Wrap(data[at].Schema, random.Bytes(random.NextInt(300)), random);
            case 4:
                return WithSchema(schemas[random.NextInt(schemas.Length)].Apply(random), data[at].Data, random);
            case 5:
                return Bomb(random);
            default:
                return ByteMutation.Apply(containers[at], random);
        }
    }

    // A header with the text of any schema, followed by one block.
    private static byte[] WithSchema(byte[] schema, byte[] data, RandomSource random)
    {
        var plain = Wrap("\"bytes\"", data, random);
        using var reader = new AvroContainerReader(new MemoryStream(plain));
        byte[] schemaOfBytes = [0x0E, .. "\"bytes\""u8];
        var at = plain.AsSpan().IndexOf(schemaOfBytes);
        var length = new System.Buffers.ArrayBufferWriter<byte>();
        AvroDatumWriter.WriteLong(length, schema.Length);
        return [.. plain[..at], .. length.WrittenSpan, .. schema, .. plain[(at + schemaOfBytes.Length)..]];
    }

    // A few bytes that expand to many: zeros with a schema that reads large values from them.
    private static byte[] Bomb(RandomSource random)
    {
        string[] schemas =
        [
            "\"bytes\"",
            "\"string\"",
            "{\"type\":\"array\",\"items\":\"null\"}",
            "{\"type\":\"array\",\"items\":\"bytes\"}",
            "{\"type\":\"map\",\"values\":\"int\"}",
        ];
        var datum = new byte[(1 << random.NextInt(22)) + 8];
        var head = random.Chance(0.5) ? random.Bytes(4) : [0xFE, 0xFF, 0xFF, (byte)random.NextInt(128)];
        head.CopyTo(datum, 0);
        return Wrap(random.Pick(schemas), datum, random);
    }

    private static void ReadContainer(byte[] bytes)
    {
        using (var reader = new AvroContainerReader(new MemoryStream(bytes)))
        {
            foreach (var _ in reader.ReadAll().Take(MostData))
            {
                // Every datum becomes a tree.
            }
        }

        var inspection = PacketInspector.Inspect(PacketSource.OfBytes("case.avro", bytes), AlertReadingOptions.Default);
        if (inspection.Error is { Severity: DiagnosticSeverity.Error } error)
        {
            throw new InvalidInputException(error);
        }
    }

    private static IEnumerable<byte[]> Random(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var seed = new Seed((ulong)(i + 100));
            var random = new RandomAvro(seed);
            var schema = random.Record(3);
            var parsed = AvroSchema.Parse(schema);
            yield return Wrap(schema, new AvroDatumWriter(parsed).Encode(random.Value(parsed)), new RandomSource(seed));
        }
    }
}
