using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Detection;

/// <summary>A source of the catalogue that a survey compares its candidates with.</summary>
/// <param name="DistanceArcsec">Distance from the candidate.</param>
/// <param name="StarScore">0 for a galaxy to 1 for a star.</param>
/// <param name="GreenMag">PSF magnitude in g; null if it was not measured.</param>
/// <param name="RedMag">PSF magnitude in r; null if it was not measured.</param>
internal sealed record CatalogueSource(double DistanceArcsec, double StarScore, double? GreenMag, double? RedMag);

/// <summary>
/// The stars and galaxies of a drawn scene as the catalogue of Pan-STARRS 1 would list them: sources of one place as one, with errors of
/// position and magnitude, and with a score that tells stars from galaxies less well the fainter they are.
/// </summary>
internal static class FieldCatalogue
{
    /// <summary>Distance up to which a packet lists sources.</summary>
    public const double RadiusArcsec = 30;

    // Pan-STARRS 1 has a median seeing of 1.2 arcsec in r and 5-sigma depths of 23.3 and 23.2 in g and r of its stacks (Chambers et al.
    // 2016, arXiv 1612.05560). The magnitudes in packets end about a magnitude earlier, at 22.
    private const double PsfSigmaArcsec = 0.5;
    private const double MergeArcsec = 0.8;
    private const double LimitMag = 22;
    private const double LimitWidthMag = 0.3;
    private const double FaintestMag = 24;

    // A centroid is uncertain by the width of the PSF over the signal-to-noise ratio, and by the registration of both surveys.
    private const double PositionArcsec = 0.05;
    private const double BrightErrorMag = 0.02;
    private const double ErrorAtLimitMag = 0.15;

    // Scatter of the colour of single sources about the mean that the scene was drawn with.
    private const double ColourScatterMag = 0.35;

    // The score is a logistic function of the light beyond a point source.
    private const double StarLimitMag = 0.12;
    private const double ScoreWidthMag = 0.03;

    // Of 1,802 sources in packets, 0.14 with a magnitude in r and 0.39 without have a score of exactly one half: none was determined.
    private const double UnscoredShare = 0.14;
    private const double UnscoredShareOfFaint = 0.39;
    private const double NoScore = 0.5;

    /// <summary>The sources within <see cref="RadiusArcsec"/> of a point, the nearest first.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="x">Columns from the central pixel to the point.</param>
    /// <param name="y">Rows from it.</param>
    /// <param name="random">Source of random numbers.</param>
    public static IReadOnlyList<CatalogueSource> Near(Scene scene, double x, double y, RandomSource random) =>
        [
            .. Merged(scene, x, y)
                .Where(s => s.IsLasting)
                .Select(s => Listed(s, scene.Conditions, x, y, random))
                .Where(s => s.DistanceArcsec <= RadiusArcsec)
                .OrderBy(s => s.DistanceArcsec),
        ];

    private static List<SceneSource> Merged(Scene scene, double x, double y)
    {
        var reach = (RadiusArcsec + 1) / SceneGrid.Ztf.PixelScaleArcsec;
        var merge = MergeArcsec / SceneGrid.Ztf.PixelScaleArcsec;
        var merged = new List<SceneSource>();
        foreach (var source in Sources(scene).Where(s => s.DistanceTo(x, y) <= reach).OrderByDescending(s => s.Flux))
        {
            var index = merged.FindIndex(m => m.DistanceTo(source.X, source.Y) <= merge);
            if (index < 0)
            {
                merged.Add(source);
            }
            else
            {
                merged[index] = merged[index].With(source);
            }
        }

        return merged;
    }

    private static IEnumerable<SceneSource> Sources(Scene scene) =>
        scene
            .Stars.Select(s => new SceneSource(
                s.X,
                s.Y,
                s.TemplateFluxDn,
                s.TemplateFluxDn,
                s.ScienceFluxDn,
                FieldPopulation.StarColourMag
            ))
            .Concat(scene.Galaxies.Select(g => new SceneSource(g.X, g.Y, g.Flux, PointLike(g), g.Flux, FieldPopulation.GalaxyColourMag)));

    // A PSF fit finds 2 p^2 / (2 p^2 + g^2) of the light of a Gaussian galaxy of width g under a PSF of width p.
    private static double PointLike(GalaxySource galaxy)
    {
        const double halfLightRadiusOfSigma = 1.1774;
        var width = galaxy.EffectiveRadiusPixels * Math.Sqrt(galaxy.AxisRatio) * SceneGrid.Ztf.PixelScaleArcsec / halfLightRadiusOfSigma;
        const double psf = 2 * PsfSigmaArcsec * PsfSigmaArcsec;
        return galaxy.Flux * psf / (psf + (width * width));
    }

    private static CatalogueSource Listed(SceneSource source, ObservingConditions conditions, double x, double y, RandomSource random)
    {
        var own = conditions.Magnitude(source.PointFlux);
        var error = BrightErrorMag + (ErrorAtLimitMag * Math.Pow(10, 0.4 * (Math.Min(own, FaintestMag) - LimitMag)));
        var shift = (PositionArcsec + (PsfSigmaArcsec * error)) / SceneGrid.Ztf.PixelScaleArcsec;
        var distance = source.DistanceTo(x + (shift * random.NextNormal()), y + (shift * random.NextNormal()));
        var isGreen = conditions.Band == "g";
        var other = own + ((isGreen ? -1 : 1) * (source.ColourMag + (ColourScatterMag * random.NextNormal())));
        var (green, red) = isGreen ? (own, other) : (other, own);
        var (seenGreen, seenRed) = (Seen(green, error, random), Seen(red, error, random));
        return new CatalogueSource(
            distance * SceneGrid.Ztf.PixelScaleArcsec,
            Score(source, error, seenRed is null, random),
            seenGreen,
            seenRed
        );
    }

    private static double? Seen(double magnitude, double error, RandomSource random)
    {
        var measured = magnitude + (error * random.NextNormal());
        var limit = LimitMag + (LimitWidthMag * random.NextNormal());
        return measured < limit ? measured : null;
    }

    private static double Score(SceneSource source, double error, bool isFaint, RandomSource random)
    {
        var excess = (2.5 * Math.Log10(source.Flux / source.PointFlux)) + (error * random.NextNormal());
        var isUnscored = Distributions.Chance(random, isFaint ? UnscoredShareOfFaint : UnscoredShare);
        return isUnscored ? NoScore : 1 / (1 + Math.Exp((excess - StarLimitMag) / (ScoreWidthMag + (0.5 * error))));
    }

    /// <summary>A source of the scene, or several in one place.</summary>
    private sealed record SceneSource(double X, double Y, double Flux, double PointFlux, double ScienceFlux, double ColourMag)
    {
        /// <summary>What the exposure does not show was a transient in the template, so an older catalogue does not have it.</summary>
        public bool IsLasting => Flux > 0 && ScienceFlux > 0;

        public double DistanceTo(double x, double y) => Math.Sqrt(((X - x) * (X - x)) + ((Y - y) * (Y - y)));

        public SceneSource With(SceneSource other) =>
            this with
            {
                Flux = Flux + other.Flux,
                PointFlux = PointFlux + other.PointFlux,
                ScienceFlux = ScienceFlux + other.ScienceFlux,
            };
    }
}
