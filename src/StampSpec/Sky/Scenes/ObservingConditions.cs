using StampSpec.Common;

namespace StampSpec.Sky.Scenes;

/// <summary>
/// One exposure and its template: band, depth, seeing, noise. Medians follow the survey's description (Masci et al. 2019, PASP 131, 018003;
/// Bellm et al. 2019, PASP 131, 018002: g and r zero points 26.325 and 26.275, seeing 2.1" and 2.0", gain 5.8 e-/DN, read noise 10 e-);
/// widths are rounded from ZTF's public alerts.
/// </summary>
internal sealed record ObservingConditions
{
    /// <summary>Electrons per DN.</summary>
    public const double Gain = 5.8;

    /// <summary>Frames that a template averages, at least (Masci et al. 2019, section 4.4).</summary>
    public const int TemplateFrames = 15;

    private const double ReadNoiseElectrons = 10.3;
    private const double ClearZeroPoint = 26.3;

    /// <summary>Band, g or r: the bands of the public survey.</summary>
    public required string Band { get; init; }

    /// <summary>AB magnitude of 1 DN.</summary>
    public required double ZeroPointMag { get; init; }

    /// <summary>PSF of the science image.</summary>
    public required TabulatedMoffat SciencePsf { get; init; }

    /// <summary>PSF of the template after resampling to the science image.</summary>
    public required TabulatedMoffat TemplatePsf { get; init; }

    /// <summary>Level of the sky in both images, DN per pixel. The pipeline matches their backgrounds.</summary>
    public required double SkyDn { get; init; }

    /// <summary>Level of the sky in the exposure before that matching, DN per pixel. Its photons cause the noise.</summary>
    public required double NightSkyDn { get; init; }

    /// <summary>Standard deviation of the science image's empty sky, DN per pixel: photons of the night sky and read noise.</summary>
    public double ScienceNoiseDn => Math.Sqrt((NightSkyDn * Gain) + (ReadNoiseElectrons * ReadNoiseElectrons)) / Gain;

    /// <summary>Standard deviation of the template's empty sky, DN per pixel.</summary>
    public required double TemplateNoiseDn { get; init; }

    /// <summary>Amplitude of the three-column pattern of the read-out, DN.</summary>
    public double StripeDn { get; init; }

    /// <summary>
    /// The level of the night sky at which photons and read noise have a given standard deviation, DN per pixel; 0 if read noise alone is
    /// larger.
    /// </summary>
    public static double NightSkyOfNoise(double sigmaDn) =>
        Math.Max(0, (sigmaDn * Gain * sigmaDn * Gain) - (ReadNoiseElectrons * ReadNoiseElectrons)) / Gain;

    /// <summary>Flux of a magnitude, DN.</summary>
    public double Flux(double magnitude) => Math.Pow(10, 0.4 * (ZeroPointMag - magnitude));

    /// <summary>Magnitude of a flux above 0 DN.</summary>
    public double Magnitude(double flux) => ZeroPointMag - (2.5 * Math.Log10(flux));

    /// <summary>
    /// Noise of a PSF-fit flux on empty sky, DN: sigma sqrt(n_eff), n_eff = 2.266 FWHM^2 in pixels (LSE-40, eq. 1), times 2.5, because the
    /// limits in ZTF's packets are larger than the formula by this factor.
    /// </summary>
    public double FluxNoise => 2.5 * Math.Sqrt(2.266) * SciencePsf.FwhmPixels * ScienceNoiseDn;

    /// <summary>Draws one exposure.</summary>
    /// <param name="random">Source of random numbers.</param>
    /// <param name="cloudShare">Fraction of exposures that are taken through cloud, in [0, 1].</param>
    /// <param name="blurring">Factor of the median seeing, from the airmass.</param>
    public static ObservingConditions Draw(RandomSource random, double cloudShare, double blurring)
    {
        var isGreen = random.NextDouble() < 0.5;
        var cloudMag = random.NextDouble() < cloudShare ? random.NextDouble(0.7, 3.5) : Math.Abs(random.NextNormal()) * 0.12;
        var zeroPoint = ClearZeroPoint + (0.05 * random.NextNormal()) - cloudMag;
        var transparency = Math.Pow(10, -0.4 * cloudMag);
        var sky = (isGreen ? 112 : 212) * Math.Exp((isGreen ? 0.27 : 0.28) * random.NextNormal()) * transparency;
        var nightSky = NightSky(random, isGreen);
        var conditions = new ObservingConditions
        {
            Band = isGreen ? "g" : "r",
            ZeroPointMag = zeroPoint,
            SciencePsf = DrawPsf(random, (isGreen ? 2.05 : 1.68) * blurring, 0.29, 0.1),
            TemplatePsf = DrawPsf(random, isGreen ? 2.03 : 1.95, 0.09, 0.06),
            SkyDn = sky,
            NightSkyDn = nightSky,
            TemplateNoiseDn = (isGreen ? 1.3 : 1.58) * Math.Exp(0.18 * random.NextNormal()) * transparency,
        };
        return conditions with { StripeDn = conditions.ScienceNoiseDn * Math.Min(0.4, Distributions.LogNormal(random, 0.06, 1.2)) };
    }

    // In moonlit nights the sky is up to ten times as bright as in dark nights.
    private static double NightSky(RandomSource random, bool isGreen)
    {
        var moonlit = random.NextDouble() < 0.3;
        var brightening = moonlit ? Math.Exp(random.NextDouble(0.8, 2.6)) : Math.Exp(0.3 + (0.25 * random.NextNormal()));
        return (isGreen ? 90 : 165) * brightening;
    }

    private static double Ellipticity(RandomSource random, double width) => Math.Clamp(width * random.NextNormal(), -0.4, 0.4);

    private static TabulatedMoffat DrawPsf(RandomSource random, double medianFwhm, double width, double ellipticity)
    {
        var fwhm = Math.Max(1.3, medianFwhm * Math.Exp(width * random.NextNormal()));
        var beta = Math.Max(1.9, 2.7 + (0.5 * random.NextNormal()));
        return new TabulatedMoffat(fwhm, beta, Ellipticity(random, ellipticity), Ellipticity(random, ellipticity));
    }
}
