using System.Text.Json.Nodes;
using StampSpec.Alerts.Lsst;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Tests.Fuzzing.Engine;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

/// <summary>Where the schemas of wire messages come from.</summary>
public sealed class WireSchemaTests : IDisposable
{
    private const string Alert = """
        {"namespace": "lsst.v11_0", "type": "record", "name": "alert", "fields": [
          {"name": "diaSource", "type": "lsst.v11_0.diaSource"},
          {"name": "prvDiaSources", "type": ["null", {"type": "array", "items": "lsst.v11_0.diaSource"}], "default": null}]}
        """;

    private const string Source = """
        {"namespace": "lsst.v11_0", "type": "record", "name": "diaSource", "fields": [
          {"name": "id", "type": "long"}, {"name": "orbit", "type": ["null", "mpc_orbits"]}]}
        """;

    private const string Orbit = """
        {"namespace": "lsst.v11_0", "type": "record", "name": "mpc_orbits", "fields": [{"name": "e", "type": "double"}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("schema")]
    [InlineData("schema", "11")]
    [InlineData("schema", "11", "0")]
    [InlineData("schema", "11", "0", "lsst.v11_0.alert.avsc")]
    public void The_folders_of_alert_packet_with_a_file_for_each_type_are_understood(params string[] path)
    {
        WriteAlertPacket();
        var schema = Assert.IsType<AvroRecordSchema>(WireSchemas.Load(_folder[path]).Find(1100));
        Assert.Equal("lsst.v11_0.alert", schema.Name);
        var source = Assert.IsType<AvroRecordSchema>(schema.Fields[0].Schema);
        Assert.Equal("lsst.v11_0.mpc_orbits", Assert.IsType<AvroUnionSchema>(source.Fields[1].Schema).Branches[1].Name);
        Assert.Same(source, Assert.IsType<AvroArraySchema>(Assert.IsType<AvroUnionSchema>(schema.Fields[1].Schema).Branches[1]).Items);
    }

    [Fact]
    public void A_file_that_is_named_by_an_identifier_is_accepted_alone_and_whatever_its_type_is_called()
    {
        File.WriteAllText(_folder["704.avsc"], """{"type": "record", "name": "anything", "fields": []}""");
        Assert.Equal("anything", WireSchemas.Load(_folder["704.avsc"]).Find(704)!.Name);
        Assert.Equal("anything", WireSchemas.Load(_folder.Path).Find(704)!.Name);
    }

    [Fact]
    public void Every_fault_names_the_path_and_what_to_give()
    {
        const string Fix =
            "give an .avsc file, a folder of .avsc files such as that of lsst/alert_packet, an object container written by Rubin, "
            + "or the address of a schema registry";
        Directory.CreateDirectory(_folder["empty"]);
        File.WriteAllText(_folder["mine.avsc"], """{"type": "record", "name": "mine", "fields": []}""");
        Assert.Equal(
            [
                $"{_folder["absent"]}: error wire.schemas: there is no such file or folder; {Fix}",
                "ftp://example.org/schemas: error wire.registry: this is not the address of a schema registry; write https://HOST:PORT, or "
                    + "https://USER:PASSWORD@HOST:PORT",
                $"{_folder["empty"]}: error wire.schemas: the folder contains no .avsc file that is named by identifier, such as "
                    + "900.avsc, or "
                    + $"whose record is called alert and has a version in its namespace, such as lsst.v9_0; {Fix}",
                $"{_folder["mine.avsc"]}: error wire.schemas: the name of the schema mine contains no version such as lsst.v9_0; "
                    + "give it as an "
                    + ".avsc file that is named by the identifier in the messages, such as 900.avsc",
            ],
            new[] { _folder["absent"], "ftp://example.org/schemas", _folder["empty"], _folder["mine.avsc"] }.Select(Fault)
        );
    }

    [Fact]
    public void A_container_whose_schema_has_no_version_is_named_with_where_to_get_the_schema()
    {
        File.WriteAllBytes(_folder["ztf.avro"], ZtfPacketFile.Container([ZtfPacketFile.Record(1)]));
        var name = JsonNode.Parse(ZtfPacketFile.Schema)!["name"];
        Assert.EndsWith(
            $"{name} and has no version, as brokers such as Fink write it; get https://github.com/lsst/alert_packet and give its folder, "
                + "or give the schema alone as a file that is named by the identifier in the messages, such as 704.avsc",
            Fault(_folder["ztf.avro"]),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            $"{_folder["ztf.avro"]}: error wire.schemas: the container's schema is called ",
            Fault(_folder["ztf.avro"]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_type_without_a_file_is_named()
    {
        WriteAlertPacket();
        File.Delete(_folder["schema", "11", "0", "lsst.v11_0.mpc_orbits.avsc"]);
        Assert.Equal(
            $"{_folder["schema", "11", "0", "lsst.v11_0.alert.avsc"]}: error avro.schema: \"mpc_orbits\" is neither an Avro type "
                + "nor the name of "
                + "a type defined before it (at lsst.v11_0.diaSource.fields[1].type[1])",
            Fault(_folder["schema"])
        );
    }

    /// <summary>Commands that read alerts.</summary>
    public static TheoryData<string, string> Readers =>
        new()
        {
            { "inspect", "ALERTS" },
            { "cut", "rubin-proposal ALERTS --out OUT" },
            { "classify", "MODEL ALERTS --out OUT" },
            { "simulate", "ALERTS --out OUT" },
            { "budget", "--measure ALERTS --out OUT" },
        };

    [Theory]
    [MemberData(nameof(Readers))]
    [InlineData("budget", "rubin-proposal --data ALERTS")]
    public void Every_command_that_reads_alerts_takes_schemas(string command, string arguments)
    {
        WriteMessages();
        var refused = CommandLine.Run([.. Line(command, arguments), "--schemas", _folder["absent"]]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("absent: error wire.schemas: there is no such file or folder", refused.Error, StringComparison.Ordinal);
        var error = CommandLine.Run([.. Line(command, arguments), "--schemas", _folder["1100.avsc"]]).Error;
        Assert.DoesNotContain("wire.no-schema", error, StringComparison.Ordinal);
        Assert.DoesNotContain("--help", error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Many_messages_without_a_schema_give_one_line(string command, string arguments)
    {
        WriteMessages();
        var lines = CommandLine
            .Run([.. Line(command, arguments)])
            .Error.Split('\n')
            .Where(l => l.Contains("wire.no-schema", StringComparison.Ordinal));
        Assert.EndsWith(
            "wire.no-schema: a wire message of schema 1100 (version 11.0) does not contain its schema, so its fields cannot be "
                + "read; this is the "
                + "first of 3 such messages; give the schema with --schemas: the folder of lsst/alert_packet, 1100.avsc, or an "
                + "object container written by Rubin",
            Assert.Single(lines),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_study_reads_messages_with_the_schemas_of_its_dataset()
    {
        WriteMessages();
        File.WriteAllText(_folder["labels.csv"], $"candid,class,group\n{OwnPackets.LsstAlert.Candid},sn,a\n");
        var files = new LabelledFiles(_folder["alerts"], _folder["labels.csv"]);
        var dataSet = new StudyDataSet(["sn", "agn"]) { Real = files };
        Assert.Empty(new LabelledFileReader(dataSet, files, DataRole.Development).Read());
        var reader = new LabelledFileReader(dataSet with { SchemasPath = _folder["1100.avsc"] }, files, DataRole.Development);
        Assert.Equal(OwnPackets.LsstAlert.Candid, Assert.Single(reader.Read()).Labelled.Alert.Candid);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("study")]
    [InlineData("explore")]
    public void The_commands_of_a_study_take_schemas(string command) =>
        Assert.Contains("--schemas <PATH>", CommandLine.Run(command, "--help").Output, StringComparison.Ordinal);

    private string[] Line(string command, string arguments)
    {
        var words = arguments
            .Replace("ALERTS", _folder["alerts"], StringComparison.Ordinal)
            .Replace("OUT", _folder["out"], StringComparison.Ordinal)
            .Replace("MODEL", _folder["model.onnx"], StringComparison.Ordinal);
        if (command == "classify")
        {
            File.WriteAllBytes(_folder["model.onnx"], ModelTargets.Model());
        }

        return [command, .. words.Split(' ')];
    }

    private void WriteMessages()
    {
        Directory.CreateDirectory(_folder["alerts"]);
        var message = ConfluentMessages.Of(OwnPackets.LsstAlert);
        Assert.Equal(1100, ConfluentMessage.Parse(message).SchemaId);
        foreach (var name in new[] { "1.avro", "2.avro", "3.avro" })
        {
            File.WriteAllBytes(_folder["alerts", name], message);
        }

        File.WriteAllText(_folder["1100.avsc"], LsstPacketWriter.SchemaJson);
    }

    private void WriteAlertPacket()
    {
        Directory.CreateDirectory(_folder["schema", "11", "0"]);
        foreach (var (name, text) in new[] { ("alert", Alert), ("diaSource", Source), ("mpc_orbits", Orbit) })
        {
            File.WriteAllText(_folder["schema", "11", "0", $"lsst.v11_0.{name}.avsc"], text);
        }
    }

    private static string Fault(string path) =>
        Assert.Throws<InvalidInputException>(() => WireSchemas.Load(path)).Diagnostics[0].ToString();
}
