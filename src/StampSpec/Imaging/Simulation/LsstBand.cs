using StampSpec.Common;
using StampSpec.Imaging.Psf;

namespace StampSpec.Imaging.Simulation;

/// <summary>
/// A typical visit in one LSST band: 1 x 30 s, airmass 1, dark sky (SMTN-002, 2025 throughputs), and the noise and PSFs that follow from
/// it. All PSFs are effective.
/// </summary>
/// <param name="Name">u, g, r, i, z or y.</param>
/// <param name="FwhmEffectiveArcsec">FWHM of the single Gaussian with the same n_eff; for signal-to-noise.</param>
/// <param name="FwhmArcsec">Geometric FWHM, 0.822 FWHMeff + 0.052; for rendering.</param>
/// <param name="ZeroPointMag">AB mag of a source of 1 e-/s.</param>
/// <param name="SkyElectrons">Sky in one visit, electrons per pixel.</param>
public sealed record LsstBand(string Name, double FwhmEffectiveArcsec, double FwhmArcsec, double ZeroPointMag, double SkyElectrons)
{
    /// <summary>Side of a pixel, arcsec.</summary>
    public const double PixelScaleArcsec = 0.2;

    /// <summary>Visits in the template coadd. Its noise is that of a visit divided by the square root of this number.</summary>
    public const int TemplateVisits = 10;

    // A coadd of visits with different seeing has a wider PSF than the median visit. The factor is a choice of this model.
    private const double TemplateBroadening = 1.1;
    private const double ReadNoiseElectrons = 8.8;
    private const double DarkElectronsPerSecond = 0.2;
    private const double ExposureSeconds = 30;

    /// <summary>The six bands, blue to red.</summary>
    public static IReadOnlyList<LsstBand> All { get; } =
    [
        new("u", 0.92, 0.808, 26.52, 45),
        new("g", 0.87, 0.767, 28.51, 464),
        new("r", 0.83, 0.734, 28.36, 989),
        new("i", 0.80, 0.710, 28.17, 1588),
        new("z", 0.78, 0.693, 27.78, 2382),
        new("y", 0.76, 0.677, 26.82, 2717),
    ];

    /// <summary>Flux of one electron in one visit, nJy.</summary>
    public double NanojanskyPerElectron => Math.Pow(10, (Nanojansky.ZeroPointMag - ZeroPointMag) / 2.5) / ExposureSeconds;

    /// <summary>Standard deviation of an empty pixel (sky, dark and read noise), nJy.</summary>
    public double NoiseNanojansky => NoiseAt(SkyElectrons);

    /// <summary>Standard deviation of an empty pixel of the template, nJy.</summary>
    public double TemplateNoiseNanojansky => NoiseNanojansky / Math.Sqrt(TemplateVisits);

    /// <summary>PSF of a visit: Kolmogorov, the usual approximation of the von Karman profile.</summary>
    public PointSpreadFunction VisitPsf => new KolmogorovPsf(FwhmArcsec);

    /// <summary>PSF of the template.</summary>
    public PointSpreadFunction TemplatePsf => new KolmogorovPsf(TemplateBroadening * FwhmArcsec);

    /// <summary>Standard deviation of an empty pixel under a sky of another brightness, nJy.</summary>
    /// <param name="skyElectrons">Sky in one visit, electrons per pixel.</param>
    internal double NoiseAt(double skyElectrons) =>
        Math.Sqrt(skyElectrons + (ReadNoiseElectrons * ReadNoiseElectrons) + (DarkElectronsPerSecond * ExposureSeconds))
        * NanojanskyPerElectron;

    /// <summary>The band with a name; null if there is none.</summary>
    public static LsstBand? Find(string name) => All.FirstOrDefault(b => b.Name == name);
}
