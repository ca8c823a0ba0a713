using System.Buffers.Binary;
using StampSpec.Common;
using StampSpec.Formats.Compression;
using StampSpec.Formats.Fits;

namespace StampSpec.Budgets.Encodings;

/// <summary>
/// FITS tile compression without FITS: pixels are quantised in steps of sigma/q with subtractive dithering and then Rice-compressed. The
/// format is 8 bytes for the step, 8 bytes for the zero point and the compressed data. The error of a pixel is at most half a step. If an
/// image cannot be quantised (infinite pixels, no noise), the step is 0 and the data are the gzipped floats, without loss.
/// </summary>
/// <param name="Name">Name in tables and specs.</param>
/// <param name="QuantisationLevel">q, above 0.</param>
internal sealed record RiceEncoding(string Name, double QuantisationLevel) : QuantisedEncoding(Name)
{
    private const int HeaderBytes = 16;

    /// <summary>The settings of FITS tile compression for this encoding.</summary>
    internal FitsTileSettings Settings => new(QuantisationLevel);

    /// <inheritdoc/>
    public override long? Bytes(int pixels) => null;

    /// <inheritdoc/>
    public override byte[] Encode(Image<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var tile = FitsTileWriter.Quantise(image, Settings);
        var header = new byte[HeaderBytes];
        BinaryPrimitives.WriteDoubleLittleEndian(header, tile?.Scale ?? 0);
        BinaryPrimitives.WriteDoubleLittleEndian(header.AsSpan(8), tile?.Zero ?? 0);
        return [.. header, .. tile is null ? FitsTileWriter.GzipPixels(image.Pixels) : RiceCodec.Encode(tile.Values)];
    }

    /// <inheritdoc/>
    public override Image<float> Decode(ReadOnlySpan<byte> bytes, int width, int height)
    {
        var image = new Image<float>(width, height);
        if (bytes.Length < HeaderBytes)
        {
            throw WrongLength(Name, bytes.Length, width, height);
        }

        var payload = bytes[HeaderBytes..];
        var scale = BinaryPrimitives.ReadDoubleLittleEndian(bytes);
        if (scale == 0)
        {
            ReadLossless(payload, image);
            return image;
        }

        var tile = new QuantisedTile(
            RiceCodec.Decode(payload, image.Pixels.Length),
            scale,
            BinaryPrimitives.ReadDoubleLittleEndian(bytes[8..])
        );
        tile.Restore(image.Pixels, Settings.DitherSeed - 1);
        return image;
    }

    private void ReadLossless(ReadOnlySpan<byte> gzip, Image<float> image)
    {
        var bytes = BoundedInflate.Gzip(gzip, sizeof(float) * image.Pixels.Length);
        if (bytes.Length != sizeof(float) * image.Pixels.Length)
        {
            throw WrongLength(Name, bytes.Length, image.Width, image.Height);
        }

        for (var i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = BinaryPrimitives.ReadSingleBigEndian(bytes.AsSpan(sizeof(float) * i));
        }
    }
}
