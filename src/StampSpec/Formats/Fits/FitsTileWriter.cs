using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using StampSpec.Common;
using StampSpec.Formats.Compression;

namespace StampSpec.Formats.Fits;

/// <summary>
/// Writes images as tile-compressed binary tables (FITS standard 4.0, section 10): Rice compression of pixels quantised in steps of sigma/q
/// with subtractive dithering. The whole image is one tile. A tile that cannot be quantised (infinite pixels, no noise) is stored without
/// loss by gzip.
/// </summary>
internal static class FitsTileWriter
{
    private const int ColumnBytes = 8;

    // Third-order differences of Gaussian noise have 1 / 0.6052697 times its sigma as their median absolute value.
    private const double MedianToSigma = 0.6052697;

    private const int Reach = 4;

    /// <summary>The table unit with the image.</summary>
    /// <param name="image">The pixels.</param>
    /// <param name="settings">Quantisation.</param>
    /// <param name="cards">Cards of the image, without those that describe its pixels.</param>
    /// <param name="name">EXTNAME; null for none.</param>
    public static FitsTableHdu Compress(Image<float> image, FitsTileSettings settings, IReadOnlyList<FitsCard> cards, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.DitherSeed, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.DitherSeed, DitherSequence.Length);
        var tile = Quantise(image, settings);
        var heap = tile is null ? GzipPixels(image.Pixels) : RiceCodec.Encode(tile.Values);
        byte[] bytes = [.. Row(tile, heap.Length), .. heap];
        FitsCard[] all = [.. ColumnCards(tile, heap.Length), .. ImageCards(image, settings), .. cards];
        return new FitsTableHdu(bytes, Columns(tile) * ColumnBytes, 1, Columns(tile), all, name);
    }

    /// <summary>The quantised pixels; null if they must be stored without loss.</summary>
    internal static QuantisedTile? Quantise(Image<float> image, FitsTileSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.QuantisationLevel);
        return Sigma(image.Pixels, image.Width) is { } sigma
            ? QuantisedTile.Quantise(image.Pixels, sigma / settings.QuantisationLevel, settings.DitherSeed - 1)
            : null;
    }

    /// <summary>Pixels as big-endian floats, compressed by gzip, as the standard stores a tile without loss.</summary>
    internal static byte[] GzipPixels(ReadOnlySpan<float> pixels)
    {
        var bytes = new byte[pixels.Length * sizeof(float)];
        for (var i = 0; i < pixels.Length; i++)
        {
            BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(i * sizeof(float)), pixels[i]);
        }

        using var target = new MemoryStream();
        using (var stream = new GZipStream(target, CompressionLevel.Optimal))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }

    // The heap's descriptors (length, offset), which begin with an empty one if the tile is stored without loss; then ZSCALE and ZZERO.
    private static byte[] Row(QuantisedTile? tile, int heapBytes)
    {
        var row = new byte[Columns(tile) * ColumnBytes];
        BinaryPrimitives.WriteInt32BigEndian(row.AsSpan(tile is null ? ColumnBytes : 0), heapBytes);
        BinaryPrimitives.WriteDoubleBigEndian(row.AsSpan(row.Length - (2 * ColumnBytes)), tile?.Scale ?? 0);
        BinaryPrimitives.WriteDoubleBigEndian(row.AsSpan(row.Length - ColumnBytes), tile?.Zero ?? 0);
        return row;
    }

    private static int Columns(QuantisedTile? tile) => tile is null ? 4 : 3;

    private static IEnumerable<FitsCard> ColumnCards(QuantisedTile? tile, int heapBytes)
    {
        var heap = FormattableString.Invariant($"1PB({heapBytes})");
        (string Name, string Form)[] columns = tile is null
            ? [("COMPRESSED_DATA", "1PB(0)"), ("GZIP_COMPRESSED_DATA", heap), ("ZSCALE", "1D"), ("ZZERO", "1D")]
            : [("COMPRESSED_DATA", heap), ("ZSCALE", "1D"), ("ZZERO", "1D")];
        for (var i = 0; i < columns.Length; i++)
        {
            var index = (i + 1).ToString(CultureInfo.InvariantCulture);
            yield return FitsCard.Text("TTYPE" + index, columns[i].Name);
            yield return FitsCard.Text("TFORM" + index, columns[i].Form);
        }
    }

    private static FitsCard[] ImageCards(Image<float> image, FitsTileSettings settings) =>
        [
            FitsCard.Logical("ZIMAGE", true),
            FitsCard.Integer("ZBITPIX", -32),
            FitsCard.Integer("ZNAXIS", 2),
            FitsCard.Integer("ZNAXIS1", image.Width),
            FitsCard.Integer("ZNAXIS2", image.Height),
            FitsCard.Integer("ZTILE1", image.Width),
            FitsCard.Integer("ZTILE2", image.Height),
            FitsCard.Text("ZCMPTYPE", "RICE_1"),
            FitsCard.Text("ZNAME1", "BLOCKSIZE"),
            FitsCard.Integer("ZVAL1", 32),
            FitsCard.Text("ZNAME2", "BYTEPIX"),
            FitsCard.Integer("ZVAL2", 4),
            FitsCard.Text("ZQUANTIZ", "SUBTRACTIVE_DITHER_1"),
            FitsCard.Integer("ZDITHER0", settings.DitherSeed),
            FitsCard.Integer("ZBLANK", QuantisedTile.Blank),
        ];

    /// <summary>
    /// Standard deviation of the noise: 0.6052697 x median |2 x[i] - x[i-2] - x[i+2]| (Stoehr et al. 2008, ADASS XVII); null if no row has
    /// five finite pixels side by side, or if the median is 0.
    /// </summary>
    /// <param name="pixels">Row-major pixels; those that are not finite are ignored.</param>
    /// <param name="width">Pixels of a row.</param>
    internal static double? Sigma(ReadOnlySpan<float> pixels, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var differences = new List<double>(pixels.Length);
        for (var row = 0; row < pixels.Length; row += width)
        {
            AddDifferences(pixels.Slice(row, Math.Min(width, pixels.Length - row)), differences);
        }

        if (differences.Count == 0)
        {
            return null;
        }

        differences.Sort();
        var median = (differences[(differences.Count - 1) / 2] + differences[differences.Count / 2]) / 2;
        return median > 0 ? median * MedianToSigma : null;
    }

    private static void AddDifferences(ReadOnlySpan<float> row, List<double> differences)
    {
        for (var i = 0; i + Reach < row.Length; i++)
        {
            var difference = Math.Abs((2.0 * row[i + 2]) - row[i] - row[i + Reach]);
            if (double.IsFinite(difference))
            {
                differences.Add(difference);
            }
        }
    }
}

/// <summary>The settings of Rice tile compression.</summary>
/// <param name="QuantisationLevel">q, above 0: the quantisation step is the tile's noise sigma divided by q.</param>
/// <param name="DitherSeed">ZDITHER0, 1 to 10,000.</param>
internal sealed record FitsTileSettings(double QuantisationLevel, int DitherSeed = 1);
