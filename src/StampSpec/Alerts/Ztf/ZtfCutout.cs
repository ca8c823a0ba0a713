using StampSpec.Common;
using StampSpec.Formats.Compression;
using StampSpec.Formats.Fits;

namespace StampSpec.Alerts.Ztf;

/// <summary>
/// Reads ZTF's cutouts: gzipped FITS images, tile-compressed or not, of the 63 x 63 pixels around the detection, without the pixels outside
/// the chip.
/// </summary>
internal static class ZtfCutout
{
    /// <summary>Pixels a side.</summary>
    public const int Pixels = 63;

    /// <summary>Side of one pixel, arcsec.</summary>
    public const double PixelScaleArcsec = 1.01;

    /// <summary>Reads one cutout as an image of 63 x 63 pixels with the detection in its middle. Pixels outside the chip are NaN.</summary>
    /// <param name="kind">Which of the three.</param>
    /// <param name="stampData">The packet's bytes: FITS, gzipped or not.</param>
    /// <param name="position">
    /// The detection's place on the chip, which shows on which side of a cutout at the chip's edge pixels are missing.
    /// </param>
    /// <param name="options">Limits.</param>
    /// <returns>The cutout. If the position does not show which side is missing, the cutout is centred and has a warning.</returns>
    /// <exception cref="InvalidInputException">The bytes are not an image, are damaged, or expand beyond the limit.</exception>
    public static (Cutout Cutout, Diagnostic? Note) Read(
        CutoutKind kind,
        ReadOnlySpan<byte> stampData,
        QuadrantPosition position,
        AlertReadingOptions options
    )
    {
        var fits = BoundedInflate.IsGzip(stampData) ? BoundedInflate.Gzip(stampData, options.MaxCutoutBytes) : stampData.ToArray();
        var image = FitsImageReader.ReadSingle(FitsImageReader.MainUnit(FitsFile.Read(fits, options.CutoutFits)), options.CutoutFits);
        if (image.Width > Pixels || image.Height > Pixels)
        {
            var sizes = FormattableString.Invariant($"{image.Width} x {image.Height} pixels; a ZTF cutout has at most {Pixels} x {Pixels}");
            throw InvalidInputException.Of("alert.cutout-size", $"the cutout has {sizes}");
        }

        var (left, below) = (position.MissingOnTheLeft(image.Width), position.MissingBelow(image.Height));
        var whole =
            image.Width == Pixels && image.Height == Pixels
                ? image
                : Padded(image, left ?? (Pixels - image.Width) / 2, below ?? (Pixels - image.Height) / 2);
        var note =
            left is null ? Unplaced("columns", image.Width, "xpos", position.Column)
            : below is null ? Unplaced("rows", image.Height, "ypos", position.Row)
            : null;
        return (new Cutout(kind, whole, PixelScaleArcsec), note);
    }

    private static Image<float> Padded(Image<float> image, int left, int below)
    {
        var whole = new Image<float>(Pixels, Pixels);
        whole.Pixels.Fill(float.NaN);
        for (var row = 0; row < image.Height; row++)
        {
            image.Row(row).CopyTo(whole.Row(row + below)[left..]);
        }

        return whole;
    }

    private static Diagnostic Unplaced(string axis, int pixels, string field, double? position)
    {
        var size = FormattableString.Invariant($"the cutout has {pixels} of {Pixels} {axis}");
        var reason = position is null
            ? $"the packet has no {field}"
            : FormattableString.Invariant($"{field} is {position}, which does not explain that");
        return Diagnostic.Warning("alert.edge-side", $"{size}, and {reason}; it is not known which side is missing, so they are centred");
    }
}

/// <summary>
/// The position of a ZTF detection on its readout quadrant of 3,072 x 3,080 pixels: xpos along NAXIS1, the columns, and ypos along NAXIS2,
/// the rows, in pixels; the centre of the first pixel is at 1, as FITS counts. ZTF cuts 63 x 63 pixels around the nearest pixel and drops
/// those outside the quadrant: pixel (column i, row j) of a whole cutout, both from 0, is pixel (round(xpos) - 31 + i, round(ypos) - 31 +
/// j) of the quadrant, both from 1. The sizes of 24 real cutouts at chip edges and the fluxes in their middles agree.
/// </summary>
/// <param name="Column">xpos; null if the packet has none.</param>
/// <param name="Row">ypos; null if the packet has none.</param>
internal readonly record struct QuadrantPosition(double? Column, double? Row)
{
    private const int Columns = 3072;
    private const int Rows = 3080;
    private const int HalfCutout = ZtfCutout.Pixels / 2;

    /// <summary>Columns that are missing left of a cutout of this width; null if the position does not explain the width.</summary>
    public int? MissingOnTheLeft(int width) => MissingBefore(Column, Columns, width);

    /// <summary>Rows that are missing below a cutout of this height; null if the position does not explain the height.</summary>
    public int? MissingBelow(int height) => MissingBefore(Row, Rows, height);

    private static int? MissingBefore(double? position, int quadrantPixels, int pixels)
    {
        var missing = ZtfCutout.Pixels - pixels;
        if (missing == 0)
        {
            return 0;
        }

        if (position is not { } place)
        {
            return null;
        }

        var isAtStart = place < quadrantPixels / 2.0;
        var beyond = isAtStart ? HalfCutout + 1 - place : place + HalfCutout - quadrantPixels;
        // A position halfway between two pixels may have been rounded either way; the number of missing pixels shows which.
        return Math.Abs(missing - beyond) > 0.5 ? null
            : isAtStart ? missing
            : 0;
    }
}
