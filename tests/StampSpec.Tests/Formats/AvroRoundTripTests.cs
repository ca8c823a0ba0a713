using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Formats;

public sealed class AvroRoundTripTests
{
    [SeededProperty]
    public bool Any_value_of_any_schema_comes_back(uint seed)
    {
        var random = new RandomAvro(new Seed(seed));
        var schema = AvroSchema.Parse(random.Schema());
        var value = random.Value(schema);
        return AvroTree.AreSame(value, new AvroDatumReader(schema).Read(new AvroDatumWriter(schema).Encode(value)));
    }

    [SeededProperty]
    public bool Fields_measured_without_reading_fill_the_record_and_each_reads_by_itself(uint seed)
    {
        var random = new RandomAvro(new Seed(seed));
        var schema = (AvroRecordSchema)AvroSchema.Parse(random.Record(4));
        var record = (AvroRecord)random.Value(schema)!;
        var datum = new AvroDatumWriter(schema).Encode(record);
        var spans = new AvroDatumReader(schema).Measure(datum);
        return spans.Sum(s => s.Length) == datum.Length
            && spans.All(s =>
                AvroTree.AreSame(record[s.Field.Name], new AvroDatumReader(s.Field.Schema).Read(datum.AsSpan(s.Offset, s.Length)))
            );
    }

    [SeededProperty]
    public bool A_projection_finds_what_the_whole_record_holds(uint seed)
    {
        var random = new RandomAvro(new Seed(seed));
        var before = random.Record(3);
        var after = random.Record(3);
        var schema = (AvroRecordSchema)
            AvroSchema.Parse(
                $$"""
                {"type": "record", "name": "outer", "fields": [{"name": "before", "type": {{before}}}, {"name": "inner", "type": ["null",
                    {"type": "record", "name": "inner", "fields": [{"name": "x", "type": ["null", "double"]}, {"name": "s", "type": "string"}, {"name": "n", "type": "long"}]}]},
                    {"name": "after", "type": {{after}}}]}
                """
            );
        var value = (AvroRecord)random.Value(schema)!;
        var datum = new AvroDatumWriter(schema).Encode(value);
        var slots = new AvroSlot[4];
        var cursor = new AvroCursor(datum, AvroLimits.Default);
        new AvroProjection(schema, ["inner.x", "inner.s", "inner.n", "none.such"]).Read(ref cursor, slots);
        var inner = (AvroRecord?)value["inner"];
        return cursor.Remaining == 0
            && Equals(slots[0].Number, inner?["x"])
            && slots[1].TextIn(datum) == (string?)inner?["s"]
            && Equals(slots[2].WholeNumber, inner?["n"])
            && slots[3] == default;
    }

    [SeededProperty]
    public bool Random_bytes_are_read_as_any_schema_or_refused(uint seed, byte[] bytes)
    {
        var schema = AvroSchema.Parse(new RandomAvro(new Seed(seed)).Schema());
        try
        {
            new AvroDatumReader(schema).Read(bytes, out var length);
            return length <= bytes.Length;
        }
        catch (InvalidInputException invalid)
        {
            return invalid.Diagnostics.Single().ByteOffset is not null;
        }
    }

    [SeededProperty(MaxTest = 300)]
    public void The_reference_library_reads_our_containers_and_we_read_what_it_writes(uint seed)
    {
        var random = new RandomAvro(new Seed(seed), smallestFixed: 1);
        var codec = (AvroCodec)(seed % 3);
        var schema = random.Schema();
        var stream = new MemoryStream();
        object?[] values;
        using (var writer = new AvroContainerWriter(stream, schema, codec))
        {
            values = [.. Enumerable.Range(0, 3).Select(_ => random.Value(writer.Schema))];
            Array.ForEach(values, writer.Append);
        }

        var theirs = ApacheAvro.Read(stream.ToArray());
        Assert.Equal(values.Length, theirs.Values.Length);
        Assert.All(values.Zip(theirs.Values), pair => Assert.True(ApacheAvro.AreSame(pair.First, pair.Second)));
        using var reader = new AvroContainerReader(new MemoryStream(ApacheAvro.Write(theirs.Schema, theirs.Values, codec)));
        Assert.All(values.Zip(reader.ReadAll().ToArray()), pair => Assert.True(AvroTree.AreSame(pair.First, pair.Second)));
        Assert.Equal(codec, reader.Header.Codec);
    }

    [SkippableTheory]
    [InlineData("ztf", 40)]
    [InlineData("lsst", 10)]
    public void The_reference_library_reads_the_same_from_real_packets(string survey, int step)
    {
        var files = Directory
            .GetFiles(Repository.SharedPath("data", survey), "*.avro", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal);
        var packets = files
            .Where((_, i) => i % step == 0)
            .Select(File.ReadAllBytes)
            .Where(b => b.AsSpan().StartsWith(AvroContainerReader.Magic))
            .ToArray();
        Assert.NotEmpty(packets);
        Assert.All(packets, packet =>
        {
            using var reader = new AvroContainerReader(new MemoryStream(packet));
            var ours = reader.ReadAll().ToArray();
            var theirs = ApacheAvro.Read(packet).Values;
            Assert.Equal(theirs.Length, ours.Length);
            Assert.All(ours.Zip(theirs), pair => Assert.True(ApacheAvro.AreSame(pair.First, pair.Second)));
        });
    }
}
