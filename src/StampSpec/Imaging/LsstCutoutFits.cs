using StampSpec.Alerts;
using StampSpec.Alerts.Fits;

namespace StampSpec.Imaging;

/// <summary>A cutout as Rubin ships it: PRIMARY float32 flux (nJy) with linear TAN coordinates, UNCERT float32 variance, PSFIMAGE float64.</summary>
public static class LsstCutoutFits
{
    /// <summary>The units of one cutout's file.</summary>
    /// <exception cref="ArgumentException">The cutout lacks variance, PSF or coordinates.</exception>
    public static IReadOnlyList<FitsImageHdu> Of(Cutout cutout)
    {
        ArgumentNullException.ThrowIfNull(cutout);
        if (cutout is not { Variance: { } variance, Psf: { } psf, Wcs: { } wcs })
        {
            throw new ArgumentException("a Rubin cutout has variance, PSF and coordinates", nameof(cutout));
        }

        return
        [
            new FitsImageHdu(FitsImage.From(cutout.Flux), [FitsCard.Text("BUNIT", "nJy"), .. Coordinates(wcs)]),
            new FitsImageHdu(FitsImage.From(variance), [FitsCard.Text("UTYPE", "VarianceUncertainty")], "UNCERT"),
            new FitsImageHdu(FitsImage.From(psf), [], "PSFIMAGE"),
        ];
    }

    private static IEnumerable<FitsCard> Coordinates(CutoutWcs wcs) =>
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
