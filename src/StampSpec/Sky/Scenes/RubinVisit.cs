using StampSpec.Common;
using StampSpec.Imaging.Simulation;

namespace StampSpec.Sky.Scenes;

/// <summary>
/// One visit of LSSTCam (1 x 30 s) and its template, in nJy and pixels of 0.2 arcsec: band, depth, seeing, registration. Throughput, read
/// noise and dark sky are those of SMTN-002 (<see cref="LsstBand"/>). Seeing, sky and template are rounded from the alert packets of 2025
/// and 2026, visits in focus: see the constants.
/// </summary>
internal sealed record RubinVisit
{
    /// <summary>Saturation of LSSTCam, electrons (lsst/obs_lsst, means of the amplifiers: 124,000 to 137,000).</summary>
    public const double FullWellElectrons = 130_000;

    /// <summary>
    /// Median FWHM in r, arcsec: between the baseline (0.73) and DP1 (1.12, RTN-095); packets in focus have 0.84 to 1.26. The other bands
    /// scale like the baseline's. Log-normal, clipped at 0.6 and 1.8.
    /// </summary>
    public const double SeeingArcsec = 0.9;

    /// <summary>Standard deviation of the logarithm of the seeing.</summary>
    public const double SeeingWidth = 0.16;

    /// <summary>
    /// Median brightness of the sky over that of a dark night: packets of 2025 and 2026 have 3 times (g), 2.5 to 5 times (i), and 1.2 to
    /// 1.6 times (z).
    /// </summary>
    public const double SkyBrightening = 2.4;

    /// <summary>Standard deviation of the logarithm of the sky's brightness.</summary>
    public const double SkyWidth = 0.4;

    /// <summary>Median of the ellipticity (a^2 - b^2) / (a^2 + b^2), a Rayleigh distribution: 0.05 to 0.13 in packets in focus.</summary>
    public const double MedianEllipticity = 0.11;

    /// <summary>
    /// Median number of visits in a template. The noise of templates in packets is 0.08 to 0.46 times that of the visit, in most 0.17.
    /// </summary>
    public const double TemplateVisitsMedian = 40;

    /// <summary>
    /// Median FWHM of templates, arcsec: coadds of the best visits. Packets have 0.78 to 1.0, at most 1.4 (lsst/drp_pipe).
    /// </summary>
    public const double TemplateSeeingArcsec = 0.92;

    /// <summary>
    /// Registration error a component, arcsec (RTN-095: pairs repeat within 10 mas; packets show 20 mas for bright stars).
    /// </summary>
    public const double RegistrationArcsec = 0.012;

    /// <summary>Share of detectors whose registration is four times worse. A choice of this model.</summary>
    public const double PoorRegistrationShare = 0.03;

    /// <summary>
    /// Scatter of single stars between visit and template, arcsec a component: colour-dependent refraction, 15 mas in g, 5 in r, 2 in i.
    /// </summary>
    private static readonly Dictionary<string, double> RefractionArcsec = new()
    {
        ["u"] = 0.025,
        ["g"] = 0.015,
        ["r"] = 0.005,
    };

    /// <summary>
    /// Median share of a star's light by which its image differs from the PSF that the pipeline models: three lobes brighter, three
    /// fainter. Differences in packets show 3 to 6 lobes of 1 to 3 % of the peak. A choice of this model.
    /// </summary>
    public const double TrefoilShare = 0.015;

    /// <summary>Scatter of the variance plane of a visit, beyond that of its pixels' photons, as a fraction.</summary>
    public const double FlatFieldScatter = 0.005;

    private const double RedRefractionArcsec = 0.002;
    private const double FluxScatter = 0.005;

    // Amplitude of each of the two waves that warping leaves in the variance of the template: 12 % together, as in packets.
    private const double TemplateStructureShare = 0.12;

    /// <summary>Band.</summary>
    public required LsstBand Band { get; init; }

    /// <summary>Sky, electrons per pixel.</summary>
    public required double SkyElectrons { get; init; }

    /// <summary>PSF of the visit.</summary>
    public required TabulatedMoffat SciencePsf { get; init; }

    /// <summary>PSF of the template after warping to the visit.</summary>
    public required TabulatedMoffat TemplatePsf { get; init; }

    /// <summary>Visits in the template, at least 1.</summary>
    public required double TemplateVisits { get; init; }

    /// <summary>Common shift of the template and its flux scale, in pixels.</summary>
    public TemplateMatching Matching { get; init; } = new(0, 0, 1);

    /// <summary>Offset of the event from the middle of a pixel, pixels.</summary>
    public (double X, double Y) PointingPixels { get; init; }

    /// <summary>Share of a star's light in the lobes of its image, and the angle of the first lobe.</summary>
    public (double Share, double AngleRad) Trefoil { get; init; }

    /// <summary>Amplitude of the unevenness of the template's variance, as a fraction.</summary>
    public double TemplateStructure { get; init; } = TemplateStructureShare;

    /// <summary>Flux of one electron, nJy.</summary>
    public double NanojanskyPerElectron => Band.NanojanskyPerElectron;

    /// <summary>Standard deviation of an empty pixel of the visit, nJy.</summary>
    public double ScienceNoise => Band.NoiseAt(SkyElectrons);

    /// <summary>Standard deviation of an empty pixel of the template, nJy, before its resampling correlates neighbours.</summary>
    public double TemplateNoise => ScienceNoise / Math.Sqrt(TemplateVisits);

    /// <summary>Standard deviation of an empty pixel of the difference, nJy.</summary>
    public double DifferenceNoise => Math.Sqrt((ScienceNoise * ScienceNoise) + (TemplateNoise * TemplateNoise));

    /// <summary>Noise of a PSF-fit flux on empty sky of the difference, nJy: sigma / sqrt(sum P^2).</summary>
    public double FluxNoise => DifferenceNoise / Math.Sqrt(SciencePsf.MeanOfItself);

    /// <summary>Largest pixel above the sky, nJy.</summary>
    public double FullWell => (FullWellElectrons - SkyElectrons) * NanojanskyPerElectron;

    /// <summary>Scatter of single stars between visit and template, pixels a component.</summary>
    public double StarShiftPixels => RefractionArcsec.GetValueOrDefault(Band.Name, RedRefractionArcsec) / LsstBand.PixelScaleArcsec;

    /// <summary>Noise of a PSF-fit flux of a source with the visit's own photons, nJy.</summary>
    /// <param name="fluxNanojansky">Flux of the source in the visit.</param>
    public double FluxNoiseOf(double fluxNanojansky) =>
        Math.Sqrt((FluxNoise * FluxNoise) + (Math.Max(0, fluxNanojansky) * NanojanskyPerElectron));

    /// <summary>Draws one visit.</summary>
    /// <param name="band">Its band.</param>
    /// <param name="random">Source of random numbers.</param>
    /// <param name="seeingArcsec">FWHM of the visit's PSF; null to draw it.</param>
    /// <param name="templateVisits">Visits in the template; null to draw their number.</param>
    public static RubinVisit Draw(LsstBand band, RandomSource random, double? seeingArcsec = null, int? templateVisits = null)
    {
        var sky = Math.Clamp(Distributions.LogNormal(random, SkyBrightening, SkyWidth), 0.8, 10);
        var visits = Math.Clamp(Distributions.LogNormal(random, TemplateVisitsMedian, 0.6), 3, 150);
        var red = band.FwhmArcsec / LsstBand.Find("r")!.FwhmArcsec;
        var seeing = Math.Clamp(red * Distributions.LogNormal(random, SeeingArcsec, SeeingWidth), 0.6, 1.8);
        var template = Math.Clamp(red * Distributions.LogNormal(random, TemplateSeeingArcsec, 0.09), 0.6, 1.4);
        return new RubinVisit
        {
            Band = band,
            SkyElectrons = sky * band.SkyElectrons,
            TemplateVisits = templateVisits ?? visits,
            TemplateStructure = TemplateStructureShare * Distributions.LogNormal(random, 1, 0.06),
            SciencePsf = DrawPsf(
                random,
                seeingArcsec ?? seeing,
                Math.Clamp(3.6 + (0.6 * random.NextNormal()), 2.6, 5.5),
                MedianEllipticity
            ),
            TemplatePsf = DrawPsf(random, template, 2.9 + (0.15 * random.NextNormal()), 0.045),
            Matching = DrawMatching(random),
            Trefoil = (Distributions.LogNormal(random, TrefoilShare, 0.6), random.NextDouble(0, 2 * Math.PI)),
            PointingPixels = (random.NextDouble(-0.5, 0.5), random.NextDouble(-0.5, 0.5)),
        };
    }

    private static TemplateMatching DrawMatching(RandomSource random)
    {
        var error = RegistrationArcsec / LsstBand.PixelScaleArcsec * (Distributions.Chance(random, PoorRegistrationShare) ? 4 : 1);
        return new(error * random.NextNormal(), error * random.NextNormal(), 1 + (FluxScatter * random.NextNormal()));
    }

    private static TabulatedMoffat DrawPsf(RandomSource random, double fwhmArcsec, double beta, double medianEllipticity)
    {
        // The median of a Rayleigh distribution is sigma sqrt(ln 4).
        var length = Math.Min(0.3, medianEllipticity / Math.Sqrt(Math.Log(4)) * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())));
        var (sine, cosine) = Math.SinCos(random.NextDouble(0, 2 * Math.PI));
        return new TabulatedMoffat(fwhmArcsec / LsstBand.PixelScaleArcsec, beta, length * cosine, length * sine);
    }
}
