using System.Diagnostics;
using System.Formats.Tar;
using StampSpec.Alerts.Reading;
using StampSpec.Tests.Fuzzing.Engine;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

/// <summary>What a file contains is known by its first bytes, not by its name.</summary>
public sealed class InputFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, byte[]> Compressed =>
        new()
        {
            { "xz", "xz -dk", [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 0, 4] },
            { "bzip2", "bzip2 -dk", [.. "BZh91AY&SY"u8] },
            { "zstd", "zstd -d", [0x28, 0xB5, 0x2F, 0xFD, 4, 0] },
            { "lz4", "lz4 -d", [0x04, 0x22, 0x4D, 0x18, 0x64] },
            { "zip", "unzip", [(byte)'P', (byte)'K', 3, 4, 20] },
        };

    [Theory]
    [InlineData("alerts", false)]
    [InlineData("alerts.bin", true)]
    [InlineData("alerts.tar", true)]
    [InlineData("alerts.tar.gz", false)]
    public void An_archive_may_have_any_name(string name, bool isGzip)
    {
        var archive = OwnPackets.Tar(TarEntryFormat.Ustar);
        File.WriteAllBytes(_folder[name], isGzip ? OwnPackets.Gzip(archive) : archive);
        Assert.Equal([7L, 7L], AlertFiles.Read([_folder[name]]).Select(r => r.Alert?.Candid));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_archive_may_come_through_a_pipe(bool isGzip)
    {
        var archive = OwnPackets.Tar(TarEntryFormat.Ustar);
        File.WriteAllBytes(_folder["alerts.tar"], isGzip ? OwnPackets.Gzip(archive) : archive);
        using var pipe = new NamedPipe(_folder["pipe"], _folder["alerts.tar"]);
        Assert.Equal([7L, 7L], AlertFiles.Read([_folder["pipe"]]).Select(r => r.Alert?.Candid));
    }

    [Theory]
    [MemberData(nameof(Compressed))]
    public void A_compression_that_is_not_read_is_named_with_the_command_that_removes_it(string name, string command, byte[] bytes)
    {
        File.WriteAllBytes(_folder["alerts.tar." + name], bytes);
        var problem = Assert.Single(AlertFiles.Read([_folder["alerts.tar." + name]])).Problem;
        Assert.Equal(
            $"{_folder["alerts.tar." + name]}:byte 0: error alert.compression: the input is compressed with {name}; only tar archives that "
                + $"are plain or compressed with gzip are read; decompress it first, for instance with '{command} FILE'",
            problem?.ToString()
        );
    }

    [Fact]
    public void A_gzip_file_without_an_archive_says_so()
    {
        File.WriteAllBytes(_folder["1.avro.gz"], OwnPackets.Gzip(OwnPackets.Ztf[0]));
        Assert.Equal(
            $"{_folder["1.avro.gz"]}:byte 0: error alert.compression: the input is compressed with gzip and contains no tar archive; "
                + "only tar archives are read in compressed form; decompress it first, for instance with 'gunzip -k FILE'",
            Assert.Single(AlertFiles.Read([_folder["1.avro.gz"]])).Problem?.ToString()
        );
    }

    [SkippableFact]
    public void A_name_that_is_not_UTF_8_is_explained_and_the_other_packets_are_read()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "names are Unicode on this system");
        File.WriteAllBytes(_folder["1.avro"], OwnPackets.Ztf[0]);
        var copy = $"cp '{_folder["1.avro"]}' \"$(printf '{_folder["caf"]}\\351.avro')\"";
        using var shell = Process.Start("/bin/sh", ["-c", copy]);
        shell.WaitForExit();
        Skip.If(shell.ExitCode != 0, "the file system accepts only UTF-8");
        var readings = AlertFiles.Read([_folder.Path]).ToArray();
        Assert.Equal([7L, null], readings.Select(r => r.Alert?.Candid));
        Assert.Equal(
            _folder["caf"]
                + "\uFFFD.avro: error alert.name-encoding: the name is not UTF-8, so the file cannot be opened; U+FFFD stands for "
                + "the bytes that "
                + "cannot be read; rename the file, for instance with 'convmv -f latin1 -t utf8 --notest FILE', or put the files "
                + "into a tar "
                + "archive, where names may contain any bytes",
            readings[1].Problem?.ToString()
        );
        // The runtime cannot delete the file either.
        using var removal = Process.Start("rm", ["-rf", _folder.Path]);
        removal.WaitForExit();
        Directory.CreateDirectory(_folder.Path);
    }
}
