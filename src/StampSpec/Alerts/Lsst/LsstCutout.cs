using StampSpec.Common;
using StampSpec.Formats.Fits;

namespace StampSpec.Alerts.Lsst;

/// <summary>
/// Reads and writes Rubin's cutouts: FITS files as astropy's CCDData writes them, with the flux (nJy) in the primary unit, the variance in
/// UNCERT and the PSF in PSFIMAGE. When they are read, each may be tile-compressed, and the UTYPE of UNCERT may also name a standard
/// deviation or an inverse variance.
/// </summary>
internal static class LsstCutout
{
    /// <summary>
    /// Nominal side of a pixel of LSSTCam, arcsec. The exact scale of a cutout differs by about 1e-3 and is in its world coordinates.
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
    /// <exception cref="InvalidInputException">The bytes are not a FITS file, are damaged, or do not contain the image.</exception>
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

    /// <summary>Writes a cutout as Rubin does: the flux, and UNCERT with the variance and PSFIMAGE if the cutout has them.</summary>
    public static byte[] Write(Cutout cutout)
    {
        ArgumentNullException.ThrowIfNull(cutout);
        var units = new List<FitsUnit>
        {
            new FitsImageHdu(FitsImage.From(cutout.Flux), [FitsCard.Text("BUNIT", "nJy"), .. WcsCards(cutout.Wcs)]),
        };
        if (cutout.Variance is { } variance)
        {
            units.Add(new FitsImageHdu(FitsImage.From(variance), [FitsCard.Text("UTYPE", "VarianceUncertainty")], UncertaintyName));
        }

        if (cutout.Psf is { } psf)
        {
            units.Add(new FitsImageHdu(FitsImage.From(psf), [], PsfName));
        }

        return FitsWriter.Write(units);
    }

    /// <summary>
    /// The pixel scale that a cutout with these coordinates has when it is read, arcsec. Precursor alerts come from other cameras (HSC:
    /// 0.168"). The distortion of a few 1e-3 across LSSTCam does not count as a different scale.
    /// </summary>
    public static double ScaleOf(CutoutWcs? wcs)
    {
        var own = wcs is null ? 0 : ArcsecOfDegree * Math.Sqrt(Math.Abs((wcs.Cd11 * wcs.Cd22) - (wcs.Cd12 * wcs.Cd21)));
        return own > 0 && Math.Abs(own - PixelScaleArcsec) > CameraTolerance * PixelScaleArcsec ? own : PixelScaleArcsec;
    }

    // A compressed variance after an empty primary unit is not the flux.
    private static FitsHdu FluxUnit(FitsFile file) =>
        FitsImageReader.MainUnit(file) is { Name: not (UncertaintyName or PsfName) } unit ? unit : file.Hdus[0];

    private static FitsHdu? ImageUnit(FitsFile file, string name) =>
        file[name] is { } unit && FitsImageReader.HoldsImage(unit) ? unit : null;

    private static Image<float> Variance(FitsHdu uncertainty, Image<float> flux, FitsLimits? limits)
    {
        var image = FitsImageReader.ReadSingle(uncertainty, limits);
        if (image.Width != flux.Width || image.Height != flux.Height)
        {
            throw InvalidInputException.Of(
                "alert.variance-size",
                FormattableString.Invariant(
                    $"the variance has {image.Width} x {image.Height} pixels, but the image has {flux.Width} x {flux.Height}"
                ),
                byteOffset: uncertainty.Header.ByteOffset
            );
        }

        var toVariance = ToVariance(uncertainty.Header);
        foreach (ref var pixel in image.Pixels)
        {
            pixel = toVariance(pixel);
        }

        return image;
    }

    // astropy.nddata's CCDData: an uncertainty without UTYPE is a standard deviation. An inverse variance of 0 says nothing about a pixel.
    private static Func<float, float> ToVariance(FitsHeader header) =>
        header.Text("UTYPE") switch
        {
            "VarianceUncertainty" => variance => variance,
            "StdDevUncertainty" or null => deviation => deviation * deviation,
            "InverseVariance" => inverse => inverse > 0 ? 1 / inverse : float.NaN,
            var other => throw InvalidInputException.Of(
                "alert.uncertainty",
                $"UTYPE of the uncertainty is {other}; VarianceUncertainty, StdDevUncertainty and InverseVariance are supported",
                byteOffset: header.ByteOffset
            ),
        };

    // FITS standard 4.0, section 8.1: CD = CDELT x PC. The diagonal of PC and CDELT default to 1.
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

    private static IEnumerable<FitsCard> WcsCards(CutoutWcs? wcs) =>
        wcs is null
            ? []
            :
            [
                FitsCard.Integer("WCSAXES", 2, "Number of coordinate axes"),
                FitsCard.Real("CRPIX1", wcs.ReferenceColumn, "Pixel coordinate of reference point"),
                FitsCard.Real("CRPIX2", wcs.ReferenceRow, "Pixel coordinate of reference point"),
                FitsCard.Real("PC1_1", wcs.Cd11, "Coordinate transformation matrix element"),
                FitsCard.Real("PC1_2", wcs.Cd12, "Coordinate transformation matrix element"),
                FitsCard.Real("PC2_1", wcs.Cd21, "Coordinate transformation matrix element"),
                FitsCard.Real("PC2_2", wcs.Cd22, "Coordinate transformation matrix element"),
                FitsCard.Real("CDELT1", 1, "[deg] Coordinate increment at reference point"),
                FitsCard.Real("CDELT2", 1, "[deg] Coordinate increment at reference point"),
                FitsCard.Text("CUNIT1", "deg"),
                FitsCard.Text("CUNIT2", "deg"),
                FitsCard.Text("CTYPE1", "RA---TAN"),
                FitsCard.Text("CTYPE2", "DEC--TAN"),
                FitsCard.Real("CRVAL1", wcs.RightAscensionDeg, "[deg] Coordinate value at reference point"),
                FitsCard.Real("CRVAL2", wcs.DeclinationDeg, "[deg] Coordinate value at reference point"),
                FitsCard.Text("RADESYS", "ICRS"),
            ];
}
