using StampSpec.Common;
using StampSpec.Formats.Fits;

namespace StampSpec.Alerts.Lsst;

/// <summary>Reads Rubin's cutouts: FITS files as astropy's CCDData writes them, flux in the primary unit (nJy), UNCERT, and PSFIMAGE.
/// Each may be tile-compressed.</summary>
internal static class LsstCutout
{
    /// <summary>
    /// Nominal side of one of LSSTCam's pixels, arcsec; a cutout's own scale, some 1e-3 beside it, is in its world coordinates.
    /// </summary>
    public const double PixelScaleArcsec = 0.2;

    private const double CameraTolerance = 0.05;
    private const double ArcsecOfDegree = 3600;

    private const string UncertaintyName = "UNCERT";
    private const string PsfName = "PSFIMAGE";

    /// <summary>Reads one cutout.</summary>
    /// <param name="kind">Which image it shows.</param>
    /// <param name="fits">The FITS file.</param>
    /// <param name="limits">Limits on the file; <see cref="FitsLimits.Default"/> if null.</param>
    /// <exception cref="InvalidInputException">The bytes are no FITS file, are damaged, or lack the image.</exception>
    public static Cutout Read(CutoutKind kind, ReadOnlyMemory<byte> fits, FitsLimits? limits = null)
    {
        var file = FitsFile.Read(fits, limits);
        var unit = FluxUnit(file);
        var flux = FitsImageReader.ReadSingle(unit, limits);
        var wcs = Wcs(unit.Header);
        return new Cutout(kind, flux, ScaleOf(wcs))
        {
            Variance = ImageUnit(file, UncertaintyName) is { } uncertainty ? Variance(uncertainty, flux, limits) : null,
            Psf = ImageUnit(file, PsfName) is { } psf ? FitsImageReader.ReadDouble(psf, limits) : null,
            Wcs = wcs,
        };
    }

    // Precursor alerts come from other cameras (HSC: 0.168"); the distortion of a few 1e-3 across LSSTCam is no other scale.
    private static double ScaleOf(CutoutWcs? wcs)
    {
        var own = wcs is null ? 0 : ArcsecOfDegree * Math.Sqrt(Math.Abs((wcs.Cd11 * wcs.Cd22) - (wcs.Cd12 * wcs.Cd21)));
        return own > 0 && Math.Abs(own - PixelScaleArcsec) > CameraTolerance * PixelScaleArcsec ? own : PixelScaleArcsec;
    }

    // A compressed variance behind an empty primary unit does not stand for the flux.
    private static FitsHdu FluxUnit(FitsFile file) =>
        FitsImageReader.MainUnit(file) is { Name: not (UncertaintyName or PsfName) } unit ? unit : file.Hdus[0];

    private static FitsHdu? ImageUnit(FitsFile file, string name) =>
        file[name] is { } unit && FitsImageReader.HoldsImage(unit) ? unit : null;

    private static Image<float> Variance(FitsHdu uncertainty, Image<float> flux, FitsLimits? limits)
    {
        var image = FitsImageReader.ReadSingle(uncertainty, limits);
        if (image.Width != flux.Width || image.Height != flux.Height)
        {
            throw new InvalidInputException(
                Diagnostic.Error(
                    "alert.variance-size",
                    FormattableString.Invariant(
                        $"the variance is {image.Width} x {image.Height} pixels, the image {flux.Width} x {flux.Height}"
                    )
                ) with
                {
                    ByteOffset = uncertainty.Header.ByteOffset,
                }
            );
        }

        if (uncertainty.Header.Text("UTYPE") == "StdDevUncertainty")
        {
            foreach (ref var pixel in image.Pixels)
            {
                pixel *= pixel;
            }
        }

        return image;
    }

    // FITS standard 4.0, section 8.1: CD = CDELT x PC, where PC's diagonal defaults to 1 and CDELT to 1.
    private static CutoutWcs? Wcs(FitsHeader header)
    {
        if (header.Real("CRVAL1") is not { } rightAscension || header.Real("CRVAL2") is not { } declination)
        {
            return null;
        }

        var (x, y) = (header.Real("CDELT1") ?? 1, header.Real("CDELT2") ?? 1);
        return new CutoutWcs(
            header.Real("CRPIX1") ?? 0,
            header.Real("CRPIX2") ?? 0,
            rightAscension,
            declination,
            header.Real("CD1_1") ?? (x * (header.Real("PC1_1") ?? 1)),
            header.Real("CD1_2") ?? (x * (header.Real("PC1_2") ?? 0)),
            header.Real("CD2_1") ?? (y * (header.Real("PC2_1") ?? 0)),
            header.Real("CD2_2") ?? (y * (header.Real("PC2_2") ?? 1))
        );
    }
}
