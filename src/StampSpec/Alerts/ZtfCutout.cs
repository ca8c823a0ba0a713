using StampSpec.Alerts.Fits;
using StampSpec.Diagnostics;
using StampSpec.Pixels;

namespace StampSpec.Alerts;

/// <summary>Reads ZTF's cutouts: gzipped FITS images of 63 x 63 pixels, or fewer at the edge of a chip.</summary>
internal static class ZtfCutout
{
    /// <summary>Pixels a side.</summary>
    public const int Pixels = 63;

    /// <summary>Side of one pixel, arcsec.</summary>
    public const double PixelScaleArcsec = 1.01;

    /// <summary>Reads one cutout from the packet's stampData.</summary>
    /// <exception cref="InvalidInputException">The bytes are no image, are damaged, or expand beyond the limit.</exception>
    public static Cutout Read(CutoutKind kind, ReadOnlySpan<byte> stampData, AlertReadingOptions options)
    {
        var fits = BoundedInflate.IsGzip(stampData) ? BoundedInflate.Gzip(stampData, options.MaxCutoutBytes) : stampData.ToArray();
        return new Cutout(kind, Centred(FitsFile.Read(fits, options.CutoutFits).Hdus[0].ReadSingle()), PixelScaleArcsec);
    }

    /// <summary>
    /// An edge cutout in the middle of a full one, missing pixels NaN; where the rest is odd the spare column or row comes last. The packet does not say which
    /// side is missing.
    /// </summary>
    private static Image<float> Centred(Image<float> image)
    {
        if (image.Width == Pixels && image.Height == Pixels)
        {
            return image;
        }

        if (image.Width > Pixels || image.Height > Pixels)
        {
            throw new InvalidInputException(Diagnostic.Error(
                "alert.cutout-size", FormattableString.Invariant($"the cutout has {image.Width} x {image.Height} pixels; ZTF's have {Pixels} x {Pixels} at most")));
        }

        var full = new Image<float>(Pixels, Pixels);
        full.Pixels.Fill(float.NaN);
        var (left, below) = ((Pixels - image.Width) / 2, (Pixels - image.Height) / 2);
        for (var row = 0; row < image.Height; row++)
        {
            image.Row(row).CopyTo(full.Row(row + below)[left..]);
        }

        return full;
    }
}
