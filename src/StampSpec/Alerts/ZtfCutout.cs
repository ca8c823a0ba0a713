using StampSpec.Alerts.Fits;
using StampSpec.Alerts.Fits.Tiles;
using StampSpec.Diagnostics;
using StampSpec.Pixels;

namespace StampSpec.Alerts;

/// <summary>
/// Reads ZTF's cutouts: gzipped FITS images, tile-compressed or not, of the 63 x 63 pixels around the detection, without those beyond the
/// chip.
/// </summary>
internal static class ZtfCutout
{
    /// <summary>Pixels a side.</summary>
    public const int Pixels = 63;

    /// <summary>Side of one pixel, arcsec.</summary>
    public const double PixelScaleArcsec = 1.01;

    /// <summary>Reads one cutout as an image of 63 x 63 pixels with the detection in its middle; pixels beyond the chip are NaN.</summary>
    /// <param name="kind">Which of the three.</param>
    /// <param name="stampData">The packet's bytes: FITS, gzipped or not.</param>
    /// <param name="position">The detection's place on the chip: it tells on which side a cutout at the chip's edge lacks pixels.</param>
    /// <param name="options">Limits.</param>
    /// <returns>The cutout; if the position does not tell which side is missing, it is centred and comes with a warning.</returns>
    /// <exception cref="InvalidInputException">The bytes are no image, are damaged, or expand beyond the limit.</exception>
    public static (Cutout Cutout, Diagnostic? Note) Read(
        CutoutKind kind, ReadOnlySpan<byte> stampData, QuadrantPosition position, AlertReadingOptions options)
    {
        var fits = BoundedInflate.IsGzip(stampData) ? BoundedInflate.Gzip(stampData, options.MaxCutoutBytes) : stampData.ToArray();
        var image = FitsImageReader.ReadSingle(FitsImageReader.MainUnit(FitsFile.Read(fits, options.CutoutFits)), options.CutoutFits);
        if (image.Width > Pixels || image.Height > Pixels)
        {
            var sizes = FormattableString.Invariant($"{image.Width} x {image.Height} pixels; ZTF's have {Pixels} x {Pixels} at most");
            throw new InvalidInputException(Diagnostic.Error("alert.cutout-size", $"the cutout has {sizes}"));
        }

        var (left, below) = (position.MissingOnTheLeft(image.Width), position.MissingBelow(image.Height));
        var whole = image.Width == Pixels && image.Height == Pixels
            ? image
            : Padded(image, left ?? (Pixels - image.Width) / 2, below ?? (Pixels - image.Height) / 2);
        var note = left is null ? Unplaced("columns", image.Width, "xpos", position.Column)
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
        return Diagnostic.Warning("alert.edge-side", $"{size}, and {reason}; the missing side is not known, so they are centred");
    }
}
