namespace StampSpec.Imaging;

/// <summary>How the angles of a ZTF image are read as angles of an LSST image.</summary>
public enum ResamplingMapping
{
    /// <summary>
    /// One ZTF pixel stands for one LSST pixel: 63" become 12.6". The PSF, 2 pixels wide in ZTF and 3.7 in LSST, is broadened.
    /// </summary>
    PixelAnalog,

    /// <summary>All angles shrink by LSST FWHM / ZTF FWHM, so that the PSFs agree in arcsec.</summary>
    SeeingScaled,

    /// <summary>Angles are kept. To a narrower PSF that is a deconvolution, done only where it is explicitly allowed.</summary>
    Angular,
}
