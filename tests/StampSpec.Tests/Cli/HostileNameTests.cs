using System.Formats.Tar;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Alerts;
using StampSpec.Tests.Fuzzing.Engine;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

/// <summary>Whatever the names in packets are, nothing is written outside --out.</summary>
public sealed class HostileNameTests : IDisposable
{
    private static readonly string[] Names =
    [
        "../../../escaped",
        "/tmp/escaped",
        "..\\..\\escaped",
        "=cmd|' /C calc'!A0",
        "a\nb\r\u001b[2Jc",
        "con",
        "~",
        new string('x', 3000),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cut", "ztf-cropped", "--format", "fits")]
    [InlineData("cut", "ztf-cropped")]
    [InlineData("simulate", null, "--packets", "--preview")]
    [InlineData("classify", "MODEL")]
    public void Nothing_is_written_outside_the_folder_asked_for(string command, string? first, params string[] rest)
    {
        File.WriteAllBytes(_folder["model.onnx"], ModelTargets.Model());
        File.WriteAllBytes(_folder["alerts.tar"], Archive());
        var before = Outside();
        var output = command == "classify" ? _folder["out", "classes.csv"] : _folder["out"];
        Directory.CreateDirectory(_folder["out"]);
        string[] arguments =
        [
            command,
            .. first is null ? [] : new[] { first == "MODEL" ? _folder["model.onnx"] : first },
            _folder["alerts.tar"],
            "--out",
            output,
            .. rest,
        ];
        var result = CommandLine.Run(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(before, Outside());
        Assert.NotEmpty(Directory.GetFiles(_folder["out"]));
        Assert.DoesNotContain('\u001b', result.Error);
        Assert.False(File.Exists("/tmp/escaped"));
    }

    private string[] Outside() =>
        [.. Directory.GetFileSystemEntries(_folder.Path).Where(p => p != _folder["out"]).Order(StringComparer.Ordinal)];

    // Ordinary and hostile names of objects, cutouts and entries; a negative candid and one of 19 digits.
    private static byte[] Archive()
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            for (var i = 0; i < Names.Length; i++)
            {
                var record = ZtfPacketFile.Record(
                    i == 0 ? long.MinValue
                    : i == 1 ? long.MaxValue
                    : i
                );
                record["objectId"] = Names[i];
                ((AvroRecord)record["cutoutScience"]!)["fileName"] = Names[i];
                var name = i % 2 == 0 ? $"{i}.avro" : Names[i].Replace('\n', '_') + ".avro";
                writer.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(ZtfPacketFile.Container([record])) }
                );
            }
        }

        return stream.ToArray();
    }
}
