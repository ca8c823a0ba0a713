using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Tests.Formats;

public sealed class AvroSchemaTests
{
    private const string Alert = """
        {"type": "record", "name": "alert", "namespace": "ztf", "fields": [
            {"name": "id", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "when"},
            {"name": "candidate", "type": {"type": "record", "name": "candidate", "fields": [
                {"name": "jd", "type": "double"},
                {"name": "ra", "type": ["null", "float"], "default": null}]}},
            {"name": "previous", "type": ["null", {"type": "array", "items": "candidate"}]},
            {"name": "hash", "type": {"type": "fixed", "name": "other.md5", "size": 16}},
            {"name": "again", "type": "other.md5"},
            {"name": "band", "type": {"type": "enum", "name": "band", "symbols": ["g", "r"]}},
            {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 6, "scale": 2}},
            {"name": "extra", "type": {"type": "map", "values": "ztf.band"}}]}
        """;

    [Fact]
    public void Names_are_resolved_through_namespaces_and_references_are_the_defined_type_itself()
    {
        var schema = Assert.IsType<AvroRecordSchema>(AvroSchema.Parse(Alert));
        Assert.Equal("ztf.alert", schema.Name);
        var candidate = schema.Fields[1].Schema;
        Assert.Equal("ztf.candidate", candidate.Name);
        var previous = Assert.IsType<AvroUnionSchema>(schema.Fields[2].Schema);
        Assert.Same(candidate, Assert.IsType<AvroArraySchema>(previous.Branches[1]).Items);
        Assert.Same(schema.Fields[3].Schema, schema.Fields[4].Schema);
        Assert.Same(schema.Fields[5].Schema, Assert.IsType<AvroMapSchema>(schema.Fields[7].Schema).Values);
    }

    [Fact]
    public void Logical_types_and_documentation_are_kept_beside_the_underlying_type()
    {
        var schema = Assert.IsType<AvroRecordSchema>(AvroSchema.Parse(Alert));
        Assert.Equal(
            (AvroType.Long, new AvroLogicalType("timestamp-micros")),
            (schema.Fields[0].Schema.Type, schema.Fields[0].Schema.LogicalType)
        );
        Assert.Equal(new AvroLogicalType("decimal", 6, 2), schema.Fields[6].Schema.LogicalType);
        Assert.Equal("when", schema.Fields[0].Documentation);
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("\"strin\"", "neither an Avro type nor the name")]
    [InlineData("7", "a name, an object or an array")]
    [InlineData("[]", "at least one branch")]
    [InlineData("[\"int\", \"int\"]", "int only once")]
    [InlineData("[\"int\", [\"null\"]]", "only through a record")]
    [InlineData("""{"type": "record", "fields": []}""", "needs a name")]
    [InlineData("""{"type": "record", "name": "a"}""", "\"fields\" is missing")]
    [InlineData("""{"type": "record", "name": "a", "fields": {}}""", "\"fields\" must be an array")]
    [InlineData("""{"type": "record", "name": "a", "fields": [{"type": "int"}]}""", "a field needs a name")]
    [InlineData(
        """{"type": "record", "name": "a", "fields": [{"name": "b", "type": "int"}, {"name": "b", "type": "int"}]}""",
        "\"b\" twice"
    )]
    [InlineData("""{"type": "array"}""", "\"items\" is missing")]
    [InlineData("""{"type": "enum", "name": "a", "symbols": []}""", "at least one symbol")]
    [InlineData("""{"type": "enum", "name": "a", "symbols": [1]}""", "symbols are strings")]
    [InlineData("""{"type": "fixed", "name": "a", "size": -1}""", "size of 0 to")]
    [InlineData("""{"type": "fixed", "name": "a", "size": 99999999999}""", "size of 0 to")]
    [InlineData("""[{"type": "fixed", "name": "a", "size": 1}, {"type": "fixed", "name": "a", "size": 2}]""", "defined twice")]
    public void A_text_that_is_no_schema_is_refused_with_the_reason(string json, string reason)
    {
        var invalid = Assert.Throws<InvalidInputException>(() => AvroSchema.Parse(json));
        Assert.Contains(reason, Assert.Single(invalid.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2d2")]
    [InlineData("")]
    [InlineData("jd-start")]
    [InlineData("a.b")]
    [InlineData("sky position")]
    [InlineData("café")]
    public void A_name_that_Avro_does_not_allow_is_refused_with_its_place_and_the_rule(string name)
    {
        const string first = """{"name": "b", "type": "int"}""";
        var fields = $$"""[{{first}}, {"name": "{{name}}", "type": "int"}]""";
        AssertIllegal($$"""{"type": "record", "name": "a", "fields": {{fields}}}""", "$.fields[1].name");
        AssertIllegal($$"""{"type": "enum", "name": "a", "symbols": ["B", "{{name}}"]}""", "$.symbols[1]");
        if (name is not ("" or "a.b"))
        {
            AssertIllegal($$"""{"type": "fixed", "name": "{{name}}", "size": 1}""", "$.name");
            AssertIllegal($$"""["null", {"type": "record", "name": "b", "namespace": "ztf.{{name}}", "fields": []}]""", "$[1].name");
        }

        static void AssertIllegal(string json, string path)
        {
            var refused = Assert.Single(Assert.Throws<InvalidInputException>(() => AvroSchema.Parse(json)).Diagnostics);
            Assert.Equal(("avro.schema", path), (refused.Code, refused.Path));
            Assert.Contains("cannot be the name of a", refused.Message, StringComparison.Ordinal);
            Assert.Contains("begins with a letter or _", refused.Fix, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"type": "record", "name": "a", "fields": [{"name": "a", "type": "a"}]}""")]
    [InlineData(
        """{"type": "record", "name": "a", "fields": [{"name": "b", "type": {"type": "record", "name": "b", "fields": [{"name": "a", "type": "a"}]}}]}"""
    )]
    [InlineData(
        """
            {"type": "record", "name": "a", "fields": [
                {"name": "u", "type": ["null", {"type": "record", "name": "b", "fields": [{"name": "a", "type": "a"}]}]},
                {"name": "b", "type": "b"}]}
            """
    )]
    public void A_record_that_contains_itself_without_end_is_a_schema_of_which_no_value_can_be_read(string json)
    {
        var reader = new AvroDatumReader(AvroSchema.Parse(json));
        var refused = Assert.Single(Assert.Throws<InvalidInputException>(() => reader.Read(new byte[1000])).Diagnostics);
        Assert.Equal(("avro.depth", "records, arrays and maps nest deeper than 256"), (refused.Code, refused.Message));
    }

    [Fact]
    public void A_schema_may_refer_to_itself_through_a_union_an_array_or_a_map()
    {
        var list = Assert.IsType<AvroRecordSchema>(
            AvroSchema.Parse(
                """{"type": "record", "name": "list", "fields": [{"name": "value", "type": "int"}, {"name": "next", "type": ["null", "list"]}]}"""
            )
        );
        Assert.Same(list, Assert.IsType<AvroUnionSchema>(list.Fields[1].Schema).Branches[1]);
    }

    [Fact]
    public void A_linked_list_is_read_also_where_another_branch_could_hold_no_value()
    {
        const string endless = """{"type": "record", "name": "endless", "fields": [{"name": "same", "type": "endless"}]}""";
        const string list = $$"""
            {"type": "record", "name": "list", "fields": [
                {"name": "value", "type": "int"},
                {"name": "next", "type": ["null", "list", {{endless}}]}]}
            """;
        // 3, then 2, then 1, then the end: every int and every branch of the union is one byte.
        var read = new AvroDatumReader(AvroSchema.Parse(list)).Read([6, 2, 4, 2, 2, 0]);
        var values = new List<object?>();
        for (var node = read as AvroRecord; node is not null; node = node["next"] as AvroRecord)
        {
            values.Add(node["value"]);
        }

        Assert.Equal([3, 2, 1], values);
    }

    [Fact]
    public void Absurd_depth_width_and_size_are_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"type": "array", "items": """, 100)) + "\"int\"" + new string('}', 100);
        var deeperThanJson =
            string.Concat(Enumerable.Repeat("""{"type": "array", "items": """, 100_000)) + "\"int\"" + new string('}', 100_000);
        var wide =
            "{\"type\": \"record\", \"name\": \"a\", \"fields\": ["
            + string.Join(',', Enumerable.Range(0, 30_000).Select(i => $"{{\"name\": \"f{i}\", \"type\": \"int\"}}"))
            + "]}";
        Assert.Contains("deeper than 64", Refusal(deep), StringComparison.Ordinal);
        Assert.Contains("not valid JSON", Refusal(deeperThanJson), StringComparison.Ordinal);
        Assert.Contains("more than 20000 types", Refusal(wide), StringComparison.Ordinal);
        Assert.Contains("the limit is 10", Refusal("\"int\"         ", new AvroLimits { MaxSchemaBytes = 10 }), StringComparison.Ordinal);
    }

    private static string Refusal(string json, AvroLimits? limits = null) =>
        Assert.Throws<InvalidInputException>(() => AvroSchema.Parse(json, limits)).Message;
}
