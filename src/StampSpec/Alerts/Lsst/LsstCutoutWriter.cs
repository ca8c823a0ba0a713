using StampSpec.Alerts.Fits;

namespace StampSpec.Alerts.Lsst;

/// <summary>Writes a cutout as Rubin does: flux, UNCERT with the variance and PSFIMAGE, as far as the cutout has them.</summary>
public static class LsstCutoutWriter
{
    /// <summary>The FITS file of a cutout.</summary>
    public static byte[] Write(Cutout cutout)
    {
        ArgumentNullException.ThrowIfNull(cutout);
        var units = new List<FitsUnit> { new FitsImageHdu(FitsImage.From(cutout.Flux), [FitsCard.Text("BUNIT", "nJy"), .. WcsCards(cutout.Wcs)]) };
        if (cutout.Variance is { } variance)
        {
            units.Add(new FitsImageHdu(FitsImage.From(variance), [FitsCard.Text("UTYPE", "VarianceUncertainty")], "UNCERT"));
        }

        if (cutout.Psf is { } psf)
        {
            units.Add(new FitsImageHdu(FitsImage.From(psf), [], "PSFIMAGE"));
        }

        return FitsWriter.Write(units);
    }

    private static IEnumerable<FitsCard> WcsCards(CutoutWcs? wcs) => wcs is null
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
