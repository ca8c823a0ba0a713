using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

public sealed class ParquetLabelsTests : IDisposable
{
    private const string Schema = """
        {"type": "record", "name": "label", "fields": [
          {"name": "Candid", "type": "long"}, {"name": "class", "type": ["null", "string"]}, {"name": "group", "type": ["null", "string"]},
          {"name": "strength", "type": ["null", "string"]}, {"name": "remark", "type": ["null", "string"]}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_label_table_may_be_parquet()
    {
        Write([Row(7, "sn", "a", "strong"), Row(8, null, "b", null)], [Row(9, "agn", "c", "weak")]);
        Assert.Equal(
            [new(7, null, "sn", "a", "strong"), new(8, null, null, "b", null), new LabelRow(9, null, "agn", "c", "weak")],
            LabelTable.Load(_folder["labels.parquet"]).Rows
        );
    }

    [Fact]
    public void Bad_rows_are_all_listed_with_their_places()
    {
        Write([Row(7, "sn", "a", null), Row(8, "sn", " ", null)], [Row(7, "sn", "a", null)]);
        var invalid = Assert.Throws<InvalidInputException>(() => LabelTable.Load(_folder["labels.parquet"]));
        Assert.Equal(
            [
                "~/labels.parquet (row group 0, row 1): error labels.group: group is empty (at group); write an identifier that related "
                    + "alerts share, such as the object's id, or the candid itself",
                "~/labels.parquet (row group 1, row 0): error labels.repeated: candid 7 is already in row group 0, row 0 (at Candid)",
            ],
            invalid.Diagnostics.Select(d => d.ToString().Replace(_folder.Path, "~", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_missing_column_and_a_damaged_table_are_named()
    {
        File.WriteAllBytes(
            _folder["labels.parquet"],
            ParquetFile.Of(
                [
                    [Row(7, "sn", "a", null)],
                ],
                name => name != "group"
            )
        );
        Assert.Equal(
            $"{_folder["labels.parquet"]}: error labels.column: the column \"group\" is missing; write a table with the columns candid, "
                + "class and group",
            Fault()
        );
        File.WriteAllBytes(
            _folder["labels.parquet"],
            ParquetFile.Of(
                [
                    [Row(7, "sn", "a", null)],
                ],
                name => name == "Candid"
            )
        );
        Assert.StartsWith(
            $"{_folder["labels.parquet"]}: error labels.column: the column \"class\" is missing",
            FirstFault(),
            StringComparison.Ordinal
        );
        File.WriteAllBytes(
            _folder["labels.parquet"],
            ParquetFile.Of(
                [
                    [Row(7, "sn", "a", null)],
                ],
                name => name == "remark"
            )
        );
        Assert.Equal(
            $"{_folder["labels.parquet"]}: error parquet.columns: the table has none of the columns candid, class and group",
            Fault()
        );
        Write([Row(7, "sn", "a", null)]);
        File.WriteAllBytes(_folder["labels.parquet"], File.ReadAllBytes(_folder["labels.parquet"])[..^4]);
        Assert.StartsWith($"{_folder["labels.parquet"]}:byte ", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_group_must_have_the_columns_of_the_table()
    {
        Write([Row(7, "sn", "a", null)]);
        var bytes = File.ReadAllBytes(_folder["labels.parquet"]);
        bytes[bytes.AsSpan().LastIndexOf("group"u8)] = (byte)'x';
        File.WriteAllBytes(_folder["labels.parquet"], bytes);
        Assert.EndsWith(
            "error parquet.damaged: the list of the table's columns is damaged: a row group does not have the columns of the table in "
                + "their order",
            Fault(),
            StringComparison.Ordinal
        );
    }

    // The header of the first page of "class" begins at byte 81: its kind, sizes, values, encoding and that of its levels.
    [Theory]
    [InlineData(
        84,
        2,
        ":byte 118: error parquet.damaged: the column cannot be decoded: a page has 12 bytes when expanded, but its header states 1 (at "
            + "class)"
    )]
    [InlineData(
        91,
        6,
        ": error parquet.encoding: the column is encoded as RLE, which is not read for values of type BYTE_ARRAY (UTF8) (at class); write "
            + "the table with plain or dictionary encoding"
    )]
    [InlineData(
        91,
        4,
        ": error parquet.damaged: the column cannot be decoded: a page refers to a dictionary that the column does not have (at class)"
    )]
    [InlineData(89, 4, ": error parquet.damaged: the column cannot be decoded: its pages have 2 values, but the table states 1 (at class)")]
    [InlineData(81, 0, ": error parquet.damaged: the column cannot be decoded: a page is of a kind that holds no values (at class)")]
    public void A_page_must_have_the_size_the_values_the_encoding_and_the_dictionary_that_its_header_calls_for(
        int at,
        byte value,
        string message
    )
    {
        Write([Row(7, "sn", "a", null)]);
        var table = File.ReadAllBytes(_folder["labels.parquet"]);
        Assert.Equal(_folder["labels.parquet"] + message, MessageOf([.. table[..at], value, .. table[(at + 1)..]]));
    }

    private string MessageOf(byte[] table)
    {
        File.WriteAllBytes(_folder["labels.parquet"], table);
        try
        {
            return $"{LabelTable.Load(_folder["labels.parquet"]).Rows.Count} rows";
        }
        catch (InvalidInputException invalid)
        {
            return invalid.Message;
        }
    }

    private string FirstFault() =>
        Assert.Throws<InvalidInputException>(() => LabelTable.Load(_folder["labels.parquet"])).Diagnostics[0].ToString();

    private string Fault() =>
        Assert.Throws<InvalidInputException>(() => LabelTable.Load(_folder["labels.parquet"])).Diagnostics.Single().ToString();

    private void Write(params AvroRecord[][] groups) => File.WriteAllBytes(_folder["labels.parquet"], ParquetFile.Of(groups));

    private static AvroRecord Row(long candid, string? label, string? group, string? strength) =>
        new((AvroRecordSchema)AvroSchema.Parse(Schema))
        {
            ["Candid"] = candid,
            ["class"] = label,
            ["group"] = group,
            ["strength"] = strength,
        };
}
