using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using StampSpec.Alerts.Avro;
using StampSpec.Diagnostics;
using StampSpec.Seeds;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

public sealed class AvroRoundTripTests
{
    private static readonly Arbitrary<uint> Seeds = ArbMap.Default.ArbFor<uint>();

    [Fact]
    public void Any_value_of_any_schema_comes_back() => Prop.ForAll(Seeds, seed =>
    {
        var random = new RandomAvro(new Seed(seed));
        var schema = AvroSchema.Parse(random.Schema());
        var value = random.Value(schema);
        return AvroTree.AreSame(value, new AvroDatumReader(schema).Read(new AvroDatumWriter(schema).Encode(value)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fields_measured_without_reading_fill_the_record_and_each_reads_by_itself() => Prop.ForAll(Seeds, seed =>
    {
        var random = new RandomAvro(new Seed(seed));
        var schema = (AvroRecordSchema)AvroSchema.Parse(random.Record(4));
        var record = (AvroRecord)random.Value(schema)!;
        var datum = new AvroDatumWriter(schema).Encode(record);
        var spans = new AvroDatumReader(schema).Measure(datum);
        return spans.Sum(s => s.Length) == datum.Length
            && spans.All(s => AvroTree.AreSame(record[s.Field.Name], new AvroDatumReader(s.Field.Schema).Read(datum.AsSpan(s.Offset, s.Length))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_projection_finds_what_the_whole_record_holds() => Prop.ForAll(Seeds, seed =>
    {
        var random = new RandomAvro(new Seed(seed));
        var before = random.Record(3);
        var after = random.Record(3);
        var schema = (AvroRecordSchema)AvroSchema.Parse(
            $$"""
            {"type": "record", "name": "outer", "fields": [{"name": "before", "type": {{before}}}, {"name": "inner", "type": ["null",
                {"type": "record", "name": "inner", "fields": [{"name": "x", "type": ["null", "double"]}, {"name": "s", "type": "string"}, {"name": "n", "type": "long"}]}]},
                {"name": "after", "type": {{after}}}]}
            """);
        var value = (AvroRecord)random.Value(schema)!;
        var datum = new AvroDatumWriter(schema).Encode(value);
        var slots = new AvroSlot[4];
        var cursor = new AvroCursor(datum, AvroLimits.Default);
        new AvroProjection(schema, ["inner.x", "inner.s", "inner.n", "none.such"]).Read(ref cursor, slots);
        var inner = (AvroRecord?)value["inner"];
        return cursor.Remaining == 0 && Equals(slots[0].Number, inner?["x"]) && slots[1].TextIn(datum) == (string?)inner?["s"]
            && Equals(slots[2].WholeNumber, inner?["n"]) && slots[3] == default;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_bytes_are_read_as_any_schema_or_refused() => Prop.ForAll(Seeds, ArbMap.Default.ArbFor<byte[]>(), (seed, bytes) =>
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
    }).QuickCheckThrowOnFailure();

    [SkippableFact]
    public void The_reference_library_reads_our_containers_and_we_read_what_it_writes()
    {
        const int Files = 30;
        using var folder = new TemporaryFolder();
        var values = new object?[Files];
        for (var i = 0; i < Files; i++)
        {
            var random = new RandomAvro(new Seed((ulong)i), plainUnions: true);
            using var stream = File.Create(folder[Name(i, "avro")]);
            using var writer = new AvroContainerWriter(stream, random.Record(4), (AvroCodec)(i % 3));
            values[i] = random.Value(writer.Schema);
            writer.Append(values[i]);
        }

        PeerScript.Run("avro_peer.py", ["avro", "snappy"], folder.Path);
        for (var i = 0; i < Files; i++)
        {
            using var stream = File.OpenRead(folder[Name(i, "peer")]);
            using var reader = new AvroContainerReader(stream);
            Assert.True(AvroTree.AreSame(values[i], Assert.Single(reader.ReadAll())), $"file {i} comes back changed");
        }
    }

    private static string Name(int number, string extension) => string.Create(CultureInfo.InvariantCulture, $"{number:00}.{extension}");
}
