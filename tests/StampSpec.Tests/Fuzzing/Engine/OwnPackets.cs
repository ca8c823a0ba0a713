using System.Formats.Tar;
using System.IO.Compression;
using StampSpec.Alerts;
using StampSpec.Alerts.Lsst;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Fits;
using StampSpec.Tests.Alerts;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>Small files of every kind, written by our own writers.</summary>
internal static class OwnPackets
{
    private const int Side = 21;

    /// <summary>ZTF-like containers, one of each codec.</summary>
    public static IReadOnlyList<byte[]> Ztf { get; } =
    [.. Enum.GetValues<AvroCodec>().Select(codec => ZtfPacketFile.Container([ZtfPacketFile.Record(7)], codec))];

    /// <summary>An LSST-like alert with variance and PSF images.</summary>
    public static Alert LsstAlert { get; } =
        new(SurveyKind.Lsst, 42, "17", 150, 2.5, Cutout(CutoutKind.Science), Cutout(CutoutKind.Template), Cutout(CutoutKind.Difference));

    /// <summary>FITS files: single and double precision, integers with scaling, extensions, a compressed image.</summary>
    public static IReadOnlyList<byte[]> Fits { get; } =
    [
        LsstCutout.Write(LsstAlert.Science),
        FitsWriter.Write(
            new FitsImageHdu(
                FitsImage.FromInt16(5, 4, new short[20]),
                [
                    FitsCard.Real("BZERO", 32768),
                    FitsCard.Real("BSCALE", 2),
                    FitsCard.Integer("BLANK", 0),
                    FitsCard.Text("LONG", new string('x', 200)),
                ]
            )
        ),
        Tiles(QuietNoise(64), 4),
    ];

    /// <summary>Tile-compressed images: quantised and kept without loss.</summary>
    public static IReadOnlyList<byte[]> TileImages { get; } =
    [Tiles(QuietNoise(64), 4), Tiles(QuietNoise(Side), 1), Tiles(new Image<float>(9, 9), 1)];

    /// <summary>An archive of packets, a long name and a folder; in pax format also a link.</summary>
    public static byte[] Tar(TarEntryFormat format)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, format, leaveOpen: true))
        {
            foreach (
                var (name, bytes) in new[] { ("1.avro", Ztf[1]), (new string('d', 120) + "/2.avro", Ztf[2]), ("readme.txt", [1, 2, 3]) }
            )
            {
                writer.WriteEntry(WithData(Entry(format, TarEntryType.RegularFile, name), bytes));
            }

            if (format == TarEntryFormat.Pax)
            {
                var link = Entry(format, TarEntryType.SymbolicLink, "link.avro");
                link.LinkName = "1.avro";
                writer.WriteEntry(link);
            }

            writer.WriteEntry(Entry(format, TarEntryType.Directory, "folder"));
        }

        return stream.ToArray();
    }

    /// <summary>The same bytes through gzip.</summary>
    public static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    /// <summary>The same bytes as a raw deflate stream.</summary>
    public static byte[] Deflate(ReadOnlySpan<byte> bytes)
    {
        using var stream = new MemoryStream();
        using (var deflate = new DeflateStream(stream, CompressionLevel.Fastest))
        {
            deflate.Write(bytes);
        }

        return stream.ToArray();
    }

    private static TarEntry Entry(TarEntryFormat format, TarEntryType type, string name) =>
        format switch
        {
            TarEntryFormat.Gnu => new GnuTarEntry(type, name),
            TarEntryFormat.Ustar => new UstarTarEntry(type, name),
            _ => new PaxTarEntry(type, name),
        };

    private static TarEntry WithData(TarEntry entry, byte[] bytes)
    {
        entry.DataStream = new MemoryStream(bytes);
        return entry;
    }

    private static byte[] Tiles(Image<float> image, double level) =>
        FitsWriter.Write(new FitsImageHdu(FitsImage.None, []), FitsTileWriter.Compress(image, new FitsTileSettings(level), []));

    private static Image<float> QuietNoise(int side)
    {
        var (image, random) = (new Image<float>(side, side), new RandomSource(new Seed(3)));
        foreach (ref var pixel in image.Pixels)
        {
            pixel = (float)random.NextNormal();
        }

        return image;
    }

    private static Cutout Cutout(CutoutKind kind) =>
        new(kind, QuietNoise(Side), LsstCutout.PixelScaleArcsec)
        {
            Variance = QuietNoise(Side),
            Psf = new Image<double>(5, 5),
            Wcs = new CutoutWcs(11, 11, 150, 2.5, -5e-5, 0, 0, 5e-5),
        };
}
