using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Tests.Formats;

/// <summary>Encodings worked out by hand from the specification 1.11, "Binary Encoding"; the first lines are its own examples.</summary>
public sealed class AvroDatumTests
{
    private const string LongList =
        """{"type": "record", "name": "list", "fields": [{"name": "value", "type": "long"}, {"name": "next", "type": ["null", "list"]}]}""";

    public static TheoryData<string, object?, string> Encodings =>
        new()
        {
            { "\"long\"", 0L, "00" },
            { "\"long\"", -1L, "01" },
            { "\"long\"", 1L, "02" },
            { "\"long\"", -64L, "7F" },
            { "\"long\"", 64L, "8001" },
            { "\"long\"", long.MinValue, "FFFFFFFFFFFFFFFFFF01" },
            { "\"int\"", int.MaxValue, "FEFFFFFF0F" },
            { "\"string\"", "foo", "06666F6F" },
            { "\"string\"", "\u03B1", "04CEB1" },
            { "\"null\"", null, "" },
            { "\"boolean\"", true, "01" },
            { "\"float\"", 1.5f, "0000C03F" },
            { "\"double\"", -2.0, "00000000000000C0" },
            { "\"bytes\"", new byte[] { 255, 0 }, "04FF00" },
            { """{"type": "array", "items": "long"}""", new object?[] { 3L, 27L }, "04063600" },
            { """{"type": "array", "items": "long"}""", Array.Empty<object?>(), "00" },
            {
                """{"type": "map", "values": "int"}""",
                new Dictionary<string, object?> { ["a"] = 1 },
                "0202610200"
            },
            { """["null", "string"]""", null, "00" },
            { """["null", "string"]""", "a", "020261" },
            { """["int", "long"]""", 1L, "0202" },
        };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_value_is_written_as_the_specification_says_and_read_back(string json, object? value, string hex)
    {
        var schema = AvroSchema.Parse(json);
        Assert.Equal(hex, Convert.ToHexString(new AvroDatumWriter(schema).Encode(value)));
        Assert.Equal(value, new AvroDatumReader(schema).Read(Convert.FromHexString(hex)));
    }

    [Fact]
    public void Records_enums_and_fixed_values_keep_their_schema()
    {
        var schema = (AvroRecordSchema)
            AvroSchema.Parse(
                """
                {"type": "record", "name": "r", "fields": [
                    {"name": "suit", "type": {"type": "enum", "name": "suit", "symbols": ["clubs", "hearts"]}},
                    {"name": "id", "type": {"type": "fixed", "name": "id", "size": 2}}]}
                """
            );
        var record = (AvroRecord)new AvroDatumReader(schema).Read(Convert.FromHexString("020A0B"))!;
        Assert.Equal("hearts", Assert.IsType<AvroEnumValue>(record["suit"]).Symbol);
        Assert.Equal([10, 11], Assert.IsType<AvroFixedValue>(record["id"]).Bytes.ToArray());
        Assert.Equal("020A0B", Convert.ToHexString(new AvroDatumWriter(schema).Encode(record)));
        Assert.Equal(
            "020A0B",
            Convert.ToHexString(
                new AvroDatumWriter(schema).Encode(new AvroRecord(schema) { ["suit"] = "hearts", ["id"] = new byte[] { 10, 11 } })
            )
        );
    }

    [Theory]
    [InlineData("04063600")]
    [InlineData("0304063600")]
    [InlineData("0206023600")]
    [InlineData("010206023600")]
    public void Blocks_of_an_array_may_be_split_and_may_state_their_size(string hex)
    {
        var reader = new AvroDatumReader(AvroSchema.Parse("""{"type": "array", "items": "long"}"""));
        Assert.Equal(new object?[] { 3L, 27L }, reader.Read(Convert.FromHexString(hex)));
    }

    [Fact]
    public void The_bytes_of_each_field_are_found_without_reading_values()
    {
        var schema = AvroSchema.Parse(
            """
            {"type": "record", "name": "r", "fields": [
                {"name": "a", "type": "long"},
                {"name": "b", "type": ["null", "double"]},
                {"name": "c", "type": {"type": "array", "items": "string"}},
                {"name": "d", "type": "null"}]}
            """
        );
        var datum = Convert.FromHexString("8001" + "02" + "0000000000000000" + "0402610262" + "00");
        var spans = new AvroDatumReader(schema).Measure(datum);
        Assert.Equal([("a", 0, 2), ("b", 2, 9), ("c", 11, 6), ("d", 17, 0)], spans.Select(s => (s.Field.Name, s.Offset, s.Length)));
    }

    [Theory]
    [InlineData("\"long\"", "", "avro.truncated", 0)]
    [InlineData("\"long\"", "80", "avro.truncated", 0)]
    [InlineData("\"long\"", "FFFFFFFFFFFFFFFFFFFFFF", "avro.varint", 0)]
    [InlineData("\"int\"", "FEFFFFFF1F", "avro.varint", 0)]
    [InlineData("\"boolean\"", "02", "avro.boolean", 0)]
    [InlineData("\"double\"", "00000000", "avro.truncated", 0)]
    [InlineData("\"string\"", "05", "avro.length", 0)]
    [InlineData("\"string\"", "FEFFFFFFFFFFFFFFFF01", "avro.truncated", 10)]
    [InlineData("\"string\"", "02FF", "avro.utf8", 0)]
    [InlineData("[\"null\", \"int\"]", "04", "avro.index", 0)]
    [InlineData("""{"type": "enum", "name": "e", "symbols": ["a"]}""", "02", "avro.index", 0)]
    [InlineData("""{"type": "array", "items": "null"}""", "FEFFFFFFFFFFFFFFFF01", "avro.value-limit", 10)]
    [InlineData("""{"type": "array", "items": "long"}""", "01FEFF", "avro.truncated", 1)]
    [InlineData("""{"type": "array", "items": "long"}""", "01FE0F", "avro.length", 0)]
    [InlineData("\"int\"", "0202", "avro.trailing", 1)]
    public void Damaged_data_are_refused_with_a_named_error_and_its_offset(string json, string hex, string code, long offset)
    {
        var reader = new AvroDatumReader(AvroSchema.Parse(json));
        var diagnostic = Assert.Single(Assert.Throws<InvalidInputException>(() => reader.Read(Convert.FromHexString(hex))).Diagnostics);
        Assert.Equal((code, offset), (diagnostic.Code, diagnostic.ByteOffset));
    }

    [Fact]
    public void A_value_that_nests_without_end_is_refused_before_the_stack_is_full()
    {
        var schema = AvroSchema.Parse(LongList);
        var endless = Enumerable.Repeat<byte[]>([2, 2], 1_000_000).SelectMany(b => b).ToArray();
        Assert.Contains(
            "avro.depth",
            Assert.Throws<InvalidInputException>(() => new AvroDatumReader(schema).Read(endless)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "avro.depth",
            Assert.Throws<InvalidInputException>(() => new AvroDatumReader(schema).Measure(endless)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_value_of_another_type_than_the_schema_is_no_datum()
    {
        Assert.Throws<ArgumentException>(() => new AvroDatumWriter(AvroSchema.Parse("\"int\"")).Encode("1"));
        Assert.Throws<ArgumentException>(() => new AvroDatumWriter(AvroSchema.Parse("""["null", "int"]""")).Encode(1.0));
    }
}
