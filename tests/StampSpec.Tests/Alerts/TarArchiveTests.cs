using System.Diagnostics;
using System.Globalization;
using System.Text;
using StampSpec.Alerts.Reading;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

/// <summary>Archives as other programs write them, built byte by byte.</summary>
public sealed class TarArchiveTests : IDisposable
{
    private const int BlockBytes = 512;

    private static readonly byte[] Packet = ZtfPacketFile.Container([ZtfPacketFile.Record(7)]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_packet_after_a_sparse_file_of_GNU_tar_is_read_whatever_the_length_of_its_map(int mapBlocks)
    {
        byte[] archive =
        [
            .. Entry("a.avro", '0', Packet),
            .. Header("m.bin", 'S', 3 * BlockBytes, continues: mapBlocks > 0),
            .. Enumerable.Range(1, mapBlocks).SelectMany(block => Map(isLast: block == mapBlocks)),
            // The second block of the data is all zeros, like an end mark.
            .. Filled(1),
            .. new byte[BlockBytes],
            .. Filled(2),
            .. Entry("z.avro", '0', Packet),
            .. new byte[2 * BlockBytes],
        ];
        var readings = Read(archive);
        Assert.Equal([null, null], readings.Select(r => r.Problem));
        Assert.Equal([Named("a.avro"), Named("z.avro")], readings.Select(r => r.Source));
    }

    [SkippableFact]
    public void So_is_the_packet_after_a_sparse_file_that_the_installed_tar_writes()
    {
        Skip.If(!InstalledProgram.All("tar").Any() || OperatingSystem.IsWindows(), "there is no tar on the PATH");
        File.WriteAllBytes(_folder["a.avro"], Packet);
        File.WriteAllBytes(_folder["z.avro"], Packet);
        using (var holes = File.Create(_folder["m.bin"]))
        {
            holes.SetLength(1 << 20);
            for (var byteOffset = 0; byteOffset < 600_000; byteOffset += 100_000)
            {
                holes.Position = byteOffset;
                holes.WriteByte(1);
            }
        }

        foreach (var format in new[] { "gnu", "pax" })
        {
            using var tar = Process.Start(
                "tar",
                ["-S", $"--format={format}", "-C", _folder.Path, "-cf", _folder["s.tar"], "a.avro", "m.bin", "z.avro"]
            );
            tar.WaitForExit();
            Skip.If(tar.ExitCode != 0, "the installed tar cannot store sparse files");
            Assert.Equal([null, null], AlertFiles.Read([_folder["s.tar"]]).Select(r => r.Problem?.ToString()));
        }
    }

    [Fact]
    public void A_packet_that_is_itself_a_sparse_file_is_refused_in_either_format()
    {
        byte[] archive =
        [
            .. Header("gnu.avro", 'S', BlockBytes, continues: false),
            .. Filled(1),
            .. Entry("PaxHeaders/pax.avro", 'x', Pax(("GNU.sparse.major", "1"), ("GNU.sparse.name", "pax.avro"))),
            .. Entry("GNUSparseFile.1/pax.avro", '0', Packet),
            .. Entry("z.avro", '0', Packet),
            .. new byte[2 * BlockBytes],
        ];
        var readings = Read(archive);
        Assert.Equal(
            [
                $"{Named("gnu.avro")}:byte 0: error tar.entry-type: the entry is a sparse file, not an ordinary file; "
                    + "unpack the archive with tar and give the folder",
                $"{Named("pax.avro")}:byte 2048: error tar.entry-type: the entry is a sparse file, not an ordinary file; "
                    + "unpack the archive with tar and give the folder",
                null,
            ],
            readings.Select(r => r.Problem?.ToString())
        );
    }

    [Theory]
    [InlineData('M', "the entry is of type 'M', not an ordinary file; unpack the archive with tar and give the folder")]
    [InlineData(
        '2',
        "the entry is a symbolic link, not an ordinary file; links are not followed: pack the files themselves, for instance with "
            + "'tar -h --hard-dereference'"
    )]
    public void An_entry_of_another_type_says_which(char type, string expected)
    {
        byte[] archive = [.. Header("a.avro", type, 0, continues: false), .. new byte[2 * BlockBytes]];
        Assert.Equal($"{Named("a.avro")}:byte 0: error tar.entry-type: {expected}", Assert.Single(Read(archive)).Problem?.ToString());
    }

    [Fact]
    public void A_single_block_of_zeros_before_other_bytes_is_reported()
    {
        byte[] archive =
        [
            .. Entry("a.avro", '0', Packet),
            .. new byte[BlockBytes],
            .. Entry("z.avro", '0', Packet),
            .. new byte[2 * BlockBytes],
        ];
        var readings = Read(archive);
        Assert.Null(readings[0].Problem);
        Assert.Equal(
            FormattableString.Invariant($"{_folder["a.tar"]}:byte {Entry("a.avro", '0', Packet).Length}: ")
                + "error tar.damaged: a single block of zeros is followed by other bytes; two are the end mark, so the rest of the archive "
                + "was not read",
            readings[1].Problem?.ToString()
        );
        Assert.Null(Assert.Single(Read([.. Entry("a.avro", '0', Packet), .. new byte[BlockBytes]])).Problem);
    }

    [Fact]
    public void An_archive_after_the_end_of_another_is_reported()
    {
        byte[] one = [.. Entry("a.avro", '0', Packet), .. new byte[20 * BlockBytes]];
        var readings = Read([.. one, .. one]);
        Assert.Equal(
            FormattableString.Invariant($"{_folder["a.tar"]}:byte {one.Length}: ")
                + "error tar.joined: another archive follows the end mark, as if archives had been joined; it was not read; "
                + "give the archives separately, or unpack the file with 'tar -xif' and give the folder",
            readings[1].Problem?.ToString()
        );
    }

    [Theory]
    [InlineData('x')]
    [InlineData('L')]
    public void A_header_of_more_than_a_megabyte_says_what_is_too_long(char type)
    {
        var problem = Assert.Single(Read(Entry("long", type, new byte[(1 << 20) + 1]))).Problem;
        Assert.Equal(
            $"{_folder["a.tar"]}:byte 0: error tar.entry-size: the header of an entry has 1048577 bytes; the limit is 1048576; pack the "
                + "alerts again with names of ordinary length and without further attributes",
            problem?.ToString()
        );
    }

    private AlertReading[] Read(byte[] archive)
    {
        File.WriteAllBytes(_folder["a.tar"], archive);
        return [.. AlertFiles.Read([_folder["a.tar"]])];
    }

    private string Named(string entry) => $"{_folder["a.tar"]}/{entry}";

    private static byte[] Entry(string name, char type, byte[] data) =>
        [
            .. Header(name, type, data.Length, continues: false),
            .. data,
            .. new byte[(BlockBytes - (data.Length % BlockBytes)) % BlockBytes],
        ];

    private static byte[] Header(string name, char type, int bytes, bool continues)
    {
        var header = new byte[BlockBytes];
        Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        Encoding.ASCII.GetBytes(Convert.ToString(bytes, 8).PadLeft(11, '0')).CopyTo(header, 124);
        header[156] = (byte)type;
        "ustar  \0"u8.CopyTo(header.AsSpan(257));
        header[482] = continues ? (byte)1 : (byte)0;
        header.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        return header;
    }

    // 21 parts of 24 bytes, and whether another block follows.
    private static byte[] Map(bool isLast)
    {
        var map = Filled((byte)'0');
        map[504] = isLast ? (byte)0 : (byte)1;
        return map;
    }

    private static byte[] Filled(byte value)
    {
        var block = new byte[BlockBytes];
        block.AsSpan().Fill(value);
        return block;
    }

    private static byte[] Pax(params (string Key, string Value)[] records) =>
        [
            .. records.SelectMany(record =>
            {
                var text = $" {record.Key}={record.Value}\n";
                return Encoding.ASCII.GetBytes((text.Length + 2).ToString(CultureInfo.InvariantCulture) + text);
            }),
        ];
}
