using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Alerts.Inspection;
using StampSpec.Alerts.Lsst;
using StampSpec.Alerts.Reading;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Fuzzing.Engine;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

/// <summary>Tables of alerts in Parquet.</summary>
public sealed class ParquetAlertsTests : IDisposable
{
    private const string Fix = "give a table whose rows are ZTF's or Rubin's alert packets with their three cutouts, as Fink ships them";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("fink-lsst-7.1-elasticc", 50, 0)]
    [InlineData("fink-ztf-regular", 9, 4)]
    [InlineData("fink-ztf-tde", 21, 21)]
    [InlineData("fink-ztf-tracklets", 16, 15)]
    public void The_alerts_of_finks_tables_are_those_of_their_avro_twins(string name, int alerts, int twinsThere)
    {
        var table = Repository.SharedPath("data", "parquet", name + ".parquet");
        var readings = AlertFiles.Read([table]).ToArray();
        Assert.Equal([null], readings.Select(r => r.Problem?.ToString()).Distinct());
        Assert.Equal(alerts, readings.Select(r => r.Alert!.Candid).Distinct().Count());
        Assert.All(readings, r => Assert.Contains(r.Alert!.Science.Flux.Pixels.ToArray(), float.IsFinite));
        var twins = 0;
        foreach (var alert in readings.Select(r => r.Alert!))
        {
            if (TwinOf(alert) is { } twin)
            {
                twins++;
                AssertEqual(twin, alert);
            }
        }

        Assert.Equal(twinsThere, twins);
    }

    [Theory]
    [InlineData("table.parquet")]
    [InlineData("without-an-extension")]
    [InlineData("tables.tar")]
    [InlineData("")]
    public void A_table_gives_the_same_alerts_as_its_packets_wherever_it_is(string name)
    {
        var records = Records(5);
        records[1]["fp_hists"] = new object?[] { History(8, 2.5f), History(1, 3.25f) };
        records[2]["fp_hists"] = Array.Empty<object?>();
        records[3]["prv_candidates"] = null;
        File.WriteAllBytes(_folder["packets.avro"], ZtfPacketFile.Container(records));
        var table = ParquetFile.Of([.. records[..2]], [.. records[2..]]);
        Directory.CreateDirectory(_folder["in"]);
        if (name == "tables.tar")
        {
            File.WriteAllBytes(_folder["in", "x.parquet"], table);
            System.Formats.Tar.TarFile.CreateFromDirectory(_folder["in"], _folder[name], includeBaseDirectory: false);
        }
        else
        {
            File.WriteAllBytes(name.Length > 0 ? _folder["in", name] : _folder["in", "x.PARQUET"], table);
        }

        var path =
            name == "tables.tar" ? _folder[name]
            : name.Length > 0 ? _folder["in", name]
            : _folder["in"];
        var readings = AlertFiles.Read([path]).ToArray();
        Assert.Equal([null], readings.Select(r => r.Problem?.ToString()).Distinct());
        var twins = AlertFiles.Read([_folder["packets.avro"]]).Select(r => r.Alert!).ToArray();
        Assert.Equal(3.25, twins[1].SeeingPixels);
        Assert.Equal(
            5,
            twins.Zip(readings, (twin, reading) => (twin, reading.Alert!)).Select(pair => Equal(pair.twin, pair.Item2)).Count()
        );
        var file =
            name == "tables.tar" ? _folder[name] + "/x.parquet"
            : name.Length > 0 ? path
            : _folder["in", "x.PARQUET"];
        Assert.Equal($"{file} (row group 1, row 2)", readings[4].Source);
    }

    [Fact]
    public void Rubins_alerts_are_read_from_tables_too()
    {
        File.WriteAllBytes(_folder["x.parquet"], ParquetFile.Of([LsstPacketWriter.ToRecord(OwnPackets.LsstAlert)]));
        File.WriteAllBytes(_folder["1.avro"], ConfluentMessages.Of(OwnPackets.LsstAlert));
        var options = new AlertReadingOptions
        {
            WireSchemas = WireSchemas.Of(new Dictionary<int, AvroSchema> { [1100] = LsstPacketWriter.Schema }),
        };
        var readings = AlertFiles.Read([_folder.Path], options).ToArray();
        AssertEqual(readings[0].Alert!, readings[1].Alert!);
        Assert.NotNull(readings[1].Alert!.Science.Variance);
    }

    [SkippableFact]
    public void A_pipe_may_bring_a_table()
    {
        File.WriteAllBytes(_folder["x.parquet"], ParquetFile.Of(Records(2)));
        using var pipe = new NamedPipe(_folder["pipe"], _folder["x.parquet"]);
        Assert.Equal([0L, 1L], AlertFiles.Read([_folder["pipe"]]).Select(r => r.Alert!.Candid));
    }

    [Fact]
    public void A_bad_row_is_listed_with_its_place_and_the_others_are_read()
    {
        var records = Records(4);
        ((AvroRecord)records[1]["candidate"]!)["ra"] = 400.0;
        ((AvroRecord)records[2]["cutoutScience"]!)["stampData"] = ZtfPacketFile.Gzip([1, 2, 3]);
        records[3]["cutoutTemplate"] = null;
        File.WriteAllBytes(_folder["x.parquet"], ParquetFile.Of(records));
        var readings = AlertFiles.Read([_folder["x.parquet"]]).ToArray();
        Assert.Equal(0, readings[0].Alert!.Candid);
        Assert.Equal(
            [
                $"{_folder["x.parquet"]} (row group 0, row 1): error alert.position: 400 is outside 0 to 360 degrees (at candidate.ra)",
                $"{_folder["x.parquet"]} (row group 0, row 2): error fits.signature: this is not a FITS file: it does not start "
                    + "with SIMPLE =, 0 bytes into the image (at cutoutScience.stampData); copy or download the packet again",
                $"{_folder["x.parquet"]} (row group 0, row 3): error alert.missing-field: the packet has no cutoutTemplate.stampData "
                    + "(at cutoutTemplate.stampData)",
            ],
            readings[1..].Select(r => r.Problem!.ToString())
        );
    }

    [Fact]
    public void What_is_wrong_with_a_whole_table_is_said_once()
    {
        var table = ParquetFile.Of(Records(3));
        var problems = new Dictionary<string, byte[]>
        {
            ["no-cutouts"] = ParquetFile.Of([Records(2)], name => !name.StartsWith("cutout", StringComparison.Ordinal)),
            ["no-template"] = ParquetFile.Of([Records(2)], name => name != "cutoutTemplate"),
            ["no-alerts"] = ParquetFile.Of([Records(2)], name => name == "objectId"),
            ["text"] = ParquetFile.Of(Retyped("\"name\": \"ra\", \"type\": \"double\"", "\"name\": \"ra\", \"type\": \"string\"", "12.5")),
            ["cut"] = table[..^100],
            ["short"] = table[..8],
            ["empty"] = [],
            ["other"] = "not a table at all"u8.ToArray(),
        };
        foreach (var (name, bytes) in problems)
        {
            File.WriteAllBytes(_folder[name + ".parquet"], bytes);
        }

        Assert.Equal(
            $"""
            ~/cut.parquet:byte {table.Length
                - 100}: error parquet.truncated: the table does not end with "PAR1", so its end is missing, where the list of its columns would be; copy or download the file again
            ~/empty.parquet:byte 0: error parquet.empty: the file is empty; copy or download it again
            ~/no-alerts.parquet: error alert.kind: the table has neither the column candidate of ZTF's alerts nor the column diaSource of Rubin's; {Fix}
            ~/no-cutouts.parquet: error parquet.no-cutouts: the table has no cutouts: the columns cutoutScience.stampData, cutoutTemplate.stampData, cutoutDifference.stampData are missing; {Fix}
            ~/no-template.parquet: error parquet.column: the column cutoutTemplate.stampData is missing; {Fix}
            ~/other.parquet:byte 0: error parquet.magic: the file is not a Parquet table: it does not begin with "PAR1"; give a Parquet table, or rename the file if it has another format
            ~/short.parquet:byte 8: error parquet.truncated: the table does not end with "PAR1", so its end is missing, where the list of its columns would be; copy or download the file again
            ~/text.parquet: error parquet.type: the column has the type BYTE_ARRAY (UTF8); numbers are needed (at candidate.ra); write the column with the type that it has in the survey's packets
            """,
            string.Join('\n', AlertFiles.Read([_folder.Path]).Select(r => r.Problem!.ToString()))
                .Replace(_folder.Path, "~", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_row_group_needs_no_more_memory_than_the_limit()
    {
        File.WriteAllBytes(_folder["x.parquet"], ParquetFile.Of(Records(2)));
        var options = ReadingLimits.RowGroupBytes.With(AlertReadingOptions.Default, 10_000);
        var problem = Assert.Single(AlertFiles.Read([_folder["x.parquet"]], options)).Problem!;
        Assert.Equal($"{_folder["x.parquet"]} (row group 0)", problem.File);
        Assert.Equal("parquet.row-group-size", problem.Code);
        Assert.Equal("if you trust the input, raise --max-row-group-bytes, or write the table with smaller row groups", problem.Fix);
    }

    [Fact]
    public void Inspect_shows_each_row_and_its_bytes_add_up()
    {
        var records = Records(2);
        File.WriteAllBytes(_folder["x.parquet"], ParquetFile.Of(records));
        var rows = PacketInspector.Inspect([_folder["x.parquet"]]).ToArray();
        Assert.Equal(["ztf", "ztf"], rows.Select(r => r.Kind));
        Assert.All(rows, row => Assert.Equal(row.Bytes, row.Parts.Sum(part => part.Bytes)));
        Assert.Equal(ZtfPacketFile.RecordSchema.Fields.Select(f => f.Name), rows[0].Parts.Select(p => p.Name));
        Assert.Equal([(63, 63), (63, 63), (63, 63)], rows[1].Cutouts.Select(c => (c.Width, c.Height)));
        var packet = PacketInspector.Inspect([Container(records[0])]).Single();
        foreach (var part in new[] { "prv_candidates", "cutoutScience" })
        {
            var (own, twin) = (rows[0].Parts.Single(p => p.Name == part).Bytes, packet.Parts.Single(p => p.Name == part).Bytes);
            Assert.InRange(own, twin, twin + 80);
        }
    }

    [Fact]
    public void Damaged_tables_give_problems_and_nothing_else()
    {
        var table = ParquetFile.Of(Records(2));
        var random = new Random(20261129);
        var codes = new HashSet<string>();
        for (var i = 0; i < 300; i++)
        {
            var damaged = table.ToArray();
            // The pages are long and the footer is short, so half of the damage goes to each.
            var at = i % 2 == 0 ? random.Next(damaged.Length) : damaged.Length - 1 - random.Next(2500);
            damaged[at] = (byte)random.Next(256);
            File.WriteAllBytes(_folder["x.parquet"], damaged);
            codes.UnionWith(AlertFiles.Read([_folder["x.parquet"]]).Select(r => r.Problem?.Code ?? "none"));
        }

        Assert.Contains("none", codes);
        Assert.Contains("parquet.damaged", codes);
    }

    [Fact]
    public void A_column_that_is_nested_too_deeply_is_refused_before_it_is_followed()
    {
        // FileMetaData in Thrift's compact protocol: version 1, and a list of 100,000 schema elements with a name and one child each.
        var chain = Enumerable.Repeat(new byte[] { 0x48, 0x01, (byte)'a', 0x15, 0x02, 0x00 }, 100_000).SelectMany(e => e).ToArray();
        byte[] footer = [0x15, 0x02, 0x19, 0xFC, 0xA0, 0x8D, 0x06, .. chain, 0x00];
        File.WriteAllBytes(_folder["x.parquet"], [.. "PAR1"u8, .. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8]);
        Assert.Equal(
            "the list of the table's columns is damaged: its columns are nested more than 24 deep",
            Assert.Single(AlertFiles.Read([_folder["x.parquet"]])).Problem!.Message
        );
    }

    // Footers in Thrift's compact protocol. The library would read them without end, or lose its place in them.
    [Theory]
    [InlineData("1802616100", "field 1 of FileMetaData does not have the type that Parquet defines")]
    [InlineData("3915020000", "field 3 of FileMetaData does not have the type that Parquet defines")]
    [InlineData("491C4915020000", "field 4 of RowGroup does not have the type that Parquet defines")]
    [InlineData("D9120100", "FileMetaData has a field 13, which Parquet does not define")]
    [InlineData("15021000", "a field has no type")]
    [InlineData("05000200", "a field has a number that no field can have")]
    public void A_footer_of_other_types_is_refused_before_it_is_followed(string footer, string message)
    {
        var bytes = Convert.FromHexString(footer);
        File.WriteAllBytes(_folder["x.parquet"], [.. "PAR1"u8, .. bytes, .. BitConverter.GetBytes(bytes.Length), .. "PAR1"u8]);
        var problem = Assert.Single(AlertFiles.Read([_folder["x.parquet"]])).Problem!;
        Assert.Equal((message, "parquet.damaged"), (problem.Message, problem.Code));
        Assert.InRange(problem.ByteOffset!.Value, 4, 4 + bytes.Length);
    }

    [Fact]
    public void Commands_take_tables()
    {
        var records = Records(3);
        ((AvroRecord)records[1]["candidate"]!)["dec"] = 100.0;
        File.WriteAllBytes(_folder["x.parquet"], ParquetFile.Of(records));
        var cut = CommandLine.Run("cut", "ztf-full", _folder["x.parquet"], "--out", _folder["cut"]);
        Assert.True(cut.ExitCode == 0, cut.Error);
        Assert.EndsWith("2 alerts cut, 1 skipped", cut.Error.TrimEnd(), StringComparison.Ordinal);
        var measured = CommandLine.Run("budget", "--measure", _folder["x.parquet"], "--out", _folder["budget"]);
        Assert.True(measured.ExitCode == 0, measured.Error);
        Assert.Contains("ZTF", File.ReadAllText(_folder["budget", "README.md"]), StringComparison.Ordinal);
    }

    private static AvroRecord[] Records(int count) => [.. Enumerable.Range(0, count).Select(i => ZtfPacketFile.Record(i))];

    private static AvroRecord History(long pid, float seeing)
    {
        var lists = (AvroUnionSchema)ZtfPacketFile.RecordSchema.Fields[5].Schema;
        return new AvroRecord((AvroRecordSchema)((AvroArraySchema)lists.Branches[1]).Items) { ["pid"] = pid, ["sciinpseeing"] = seeing };
    }

    private static AvroRecord[] Retyped(string from, string to, object value)
    {
        var schema = (AvroRecordSchema)AvroSchema.Parse(ZtfPacketFile.Schema.Replace(from, to, StringComparison.Ordinal));
        var (old, record) = (ZtfPacketFile.Record(1), new AvroRecord(schema));
        foreach (var field in schema.Fields)
        {
            record[field.Name] = old[field.Name];
        }

        var candidate = new AvroRecord((AvroRecordSchema)schema.Fields[3].Schema);
        foreach (var field in candidate.Schema.Fields)
        {
            candidate[field.Name] = field.Name == "ra" ? value : ((AvroRecord)old["candidate"]!)[field.Name];
        }

        record["candidate"] = candidate;
        record["prv_candidates"] = null;
        return [record];
    }

    private string Container(AvroRecord record)
    {
        File.WriteAllBytes(_folder["one.avro"], ZtfPacketFile.Container([record]));
        return _folder["one.avro"];
    }

    private static Alert? TwinOf(Alert alert)
    {
        var candid = alert.Candid.ToString(CultureInfo.InvariantCulture);
        var folder = Repository.SharedPath("data", alert.Survey == SurveyKind.Ztf ? "ztf" : "lsst");
        var file = Directory
            .EnumerateFiles(folder, candid + ".*avro")
            .FirstOrDefault(path => !path.Contains(".wire", StringComparison.Ordinal));
        return file is null ? null : Assert.Single(AlertFiles.Read([file])).Alert;
    }

    private static bool Equal(Alert twin, Alert alert)
    {
        AssertEqual(twin, alert);
        return true;
    }

    private static void AssertEqual(Alert twin, Alert alert)
    {
        foreach (var kind in Enum.GetValues<CutoutKind>())
        {
            Assert.Equal(twin[kind].Flux.Pixels.ToArray(), alert[kind].Flux.Pixels.ToArray());
            Assert.Equal(twin[kind].Variance?.Pixels.ToArray(), alert[kind].Variance?.Pixels.ToArray());
            Assert.Equal(twin[kind].Psf?.Pixels.ToArray(), alert[kind].Psf?.Pixels.ToArray());
            Assert.Equal(twin[kind].PixelScaleArcsec, alert[kind].PixelScaleArcsec);
            Assert.Equal(twin[kind].Wcs, alert[kind].Wcs);
        }

        // Some packets come without the history that the tables have, and colours follow from it.
        var columns = PacketColumns.Of(twin.Survey).Where(c => c.Type != ColumnType.Derived && alert.Columns!.Has(c));
        Assert.NotEmpty(columns);
        Assert.All(columns, c => Assert.Equal((c.Name, twin.Columns!.ValueOf(c)), (c.Name, alert.Columns!.ValueOf(c))));
        Assert.Equal(
            twin with
            {
                Science = alert.Science,
                Template = alert.Template,
                Difference = alert.Difference,
                Columns = alert.Columns,
            },
            alert
        );
    }
}
