using System.Buffers.Binary;
using StampSpec.Alerts.Lsst;
using StampSpec.Formats.Compression;
using StampSpec.Formats.Fits;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>FITS and the codecs.</summary>
internal static class ImageTargets
{
    private const int SmallLimit = 1 << 22;

    public static IEnumerable<FuzzTarget> Of(FuzzCorpus corpus)
    {
        byte[][] fits = [.. OwnPackets.Fits, .. corpus.RealWire.Take(2).Select(FirstFits)];
        byte[][] gzip = [.. OwnPackets.Fits.Select(f => OwnPackets.Gzip(f)), OwnPackets.Gzip(new byte[1 << 20])];
        byte[][] deflate = [.. OwnPackets.Fits.Select(f => OwnPackets.Deflate(f)), OwnPackets.Deflate(new byte[1 << 20])];
        byte[][] snappy = [.. fits.Select(f => SnappyEncoder.Encode(f)), SnappyEncoder.Encode(new byte[1 << 16])];
        byte[][] rice =
        [
            Counted(500, RiceCodec.Encode([.. Enumerable.Range(0, 500).Select(i => i * i % 977)])),
            Counted(64, RiceCodec.Encode([.. Enumerable.Range(0, 64).Select(i => i << 25)])),
        ];
        yield return new FuzzTarget(
            "fits",
            random => random.Chance(0.1) ? ByteMutation.Noise(fits[0], random) : FitsMutation.Apply(random.Pick(fits), random),
            ReadFits
        )
        {
            Share = 1.6,
        };
        yield return new FuzzTarget("fits-tiles", random => FitsMutation.Apply(random.Pick(OwnPackets.TileImages), random), ReadFits)
        {
            Share = 1.6,
        };
        yield return new FuzzTarget(
            "gzip",
            random => ByteMutation.Apply(random.Pick(gzip), random),
            bytes => BoundedInflate.Gzip(bytes, SmallLimit)
        );
        yield return new FuzzTarget(
            "deflate",
            random => ByteMutation.Apply(random.Pick(deflate), random),
            bytes => BoundedInflate.Deflate(bytes, SmallLimit)
        );
        yield return new FuzzTarget(
            "snappy",
            random => ByteMutation.Apply(random.Pick(snappy), random),
            bytes => SnappyDecoder.Decode(bytes, SmallLimit)
        )
        {
            Share = 1.6,
        };
        yield return new FuzzTarget("rice", random => ByteMutation.Apply(random.Pick(rice), random), ReadRice) { Share = 1.6 };
    }

    private static void ReadFits(byte[] bytes)
    {
        foreach (var hdu in FitsFile.Read(bytes).Hdus)
        {
            foreach (var card in hdu.Header.Cards)
            {
                _ = card.Keyword;
            }

            if (hdu.HasImage)
            {
                hdu.ReadSingle();
                hdu.ReadDouble(hdu.Planes - 1);
            }
            else if (FitsTileReader.IsCompressedImage(hdu))
            {
                FitsTileReader.Read(hdu);
            }
        }
    }

    private static byte[] FirstFits(byte[] message)
    {
        var cutout = WireCutouts.Find(message.AsMemory(5))[0];
        return message.AsSpan(5 + cutout.Offset, cutout.Length).ToArray();
    }

    // The count is written before the data, because the caller of the codec must know it.
    private static byte[] Counted(int count, byte[] data)
    {
        var bytes = new byte[sizeof(int) + data.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, count);
        data.CopyTo(bytes, sizeof(int));
        return bytes;
    }

    private static void ReadRice(byte[] bytes)
    {
        if (bytes.Length >= sizeof(int))
        {
            RiceCodec.Decode(bytes.AsSpan(sizeof(int)), BinaryPrimitives.ReadInt32LittleEndian(bytes) & ((1 << 26) - 1));
        }
    }
}
