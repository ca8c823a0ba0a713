using StampSpec.Common;
using StampSpec.Formats;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Fits;

namespace StampSpec.Alerts;

/// <summary>One of an alert's small images, at the survey's native pixel scale, north up as shipped.</summary>
/// <param name="Kind">Science, template or difference.</param>
/// <param name="Flux">The image: DN for ZTF, nJy for LSST; missing pixels are NaN.</param>
/// <param name="PixelScaleArcsec">Side of one pixel, arcsec.</param>
public sealed record Cutout(CutoutKind Kind, Image<float> Flux, double PixelScaleArcsec)
{
    /// <summary>Variance of each pixel, in the square of the flux unit; null if the packet ships none (ZTF).</summary>
    public Image<float>? Variance { get; init; }

    /// <summary>PSF image on the native grid, odd sides; null if the packet ships none (ZTF).</summary>
    public Image<double>? Psf { get; init; }

    /// <summary>World coordinates of the image; null if the packet ships none (ZTF).</summary>
    public CutoutWcs? Wcs { get; init; }
}

/// <summary>Adds the packet and the field to the fault of a cutout, whose own offset counts from the start of the cutout.</summary>
internal static class CutoutFault
{
    /// <summary>The fault with its place in the packet.</summary>
    public static InvalidInputException In(string path, AvroOrigin origin, InvalidInputException damaged)
    {
        var diagnostic = damaged.Diagnostics[0];
        var place = diagnostic.ByteOffset is { } inside ? FormattableString.Invariant($", {inside} bytes into the image") : string.Empty;
        var fix = diagnostic.Code switch
        {
            "gzip.too-large" => LimitOption.CutoutBytes.Fix,
            "fits.image-size" => LimitOption.CutoutPixels.Fix,
            FitsFile.SignatureCode => "copy or download the packet again",
            _ => diagnostic.Fix,
        };
        var placed = diagnostic with { Message = diagnostic.Message + place, Path = path, ByteOffset = origin.Offset, Fix = fix };
        return new InvalidInputException(placed, damaged);
    }
}

/// <summary>A cutout's linear world coordinates (FITS standard 4.0, section 8): pixel reference, sky reference and CD matrix.</summary>
/// <param name="ReferenceColumn">CRPIX1, pixels counted from 1.</param>
/// <param name="ReferenceRow">CRPIX2, pixels counted from 1.</param>
/// <param name="RightAscensionDeg">CRVAL1, degrees.</param>
/// <param name="DeclinationDeg">CRVAL2, degrees.</param>
/// <param name="Cd11">d x / d column, degrees per pixel.</param>
/// <param name="Cd12">d x / d row, degrees per pixel.</param>
/// <param name="Cd21">d y / d column, degrees per pixel.</param>
/// <param name="Cd22">d y / d row, degrees per pixel.</param>
public sealed record CutoutWcs(
    double ReferenceColumn,
    double ReferenceRow,
    double RightAscensionDeg,
    double DeclinationDeg,
    double Cd11,
    double Cd12,
    double Cd21,
    double Cd22
);

/// <summary>Which of an alert's three images a cutout shows, in the order of the tensors.</summary>
public enum CutoutKind
{
    /// <summary>The image of the visit.</summary>
    Science,

    /// <summary>The reference coadd.</summary>
    Template,

    /// <summary>Science minus PSF-matched template.</summary>
    Difference,
}
