using StampSpec.Common;

namespace StampSpec.Sky.Scenes;

/// <summary>
/// The PSFs that the pipeline measures. They come from few stars and have small errors, which cause residuals of bright stars.
/// </summary>
/// <param name="Science">Measured PSF of the exposure.</param>
/// <param name="Template">Measured PSF of the template.</param>
internal sealed record PsfKnowledge(TabulatedMoffat Science, TabulatedMoffat Template)
{
    private const double WidthError = 0.012;
    private const double BetaError = 0.1;
    private const double EllipticityError = 0.014;

    /// <summary>The true PSFs, without errors.</summary>
    public static PsfKnowledge Exact(ObservingConditions conditions) => new(conditions.SciencePsf, conditions.TemplatePsf);

    /// <summary>Draws the errors.</summary>
    public static PsfKnowledge Draw(ObservingConditions conditions, RandomSource random) =>
        Draw(conditions.SciencePsf, conditions.TemplatePsf, 1, random);

    /// <summary>Draws the errors of two PSFs.</summary>
    /// <param name="science">True PSF of the exposure.</param>
    /// <param name="template">True PSF of the template.</param>
    /// <param name="scale">Median of the errors, in units of those of ZTF.</param>
    /// <param name="random">Source of random numbers.</param>
    public static PsfKnowledge Draw(TabulatedMoffat science, TabulatedMoffat template, double scale, RandomSource random)
    {
        var badness = Distributions.LogNormal(random, scale, 0.6);
        return new(Mistaken(science, badness, random), Mistaken(template, badness, random));
    }

    private static TabulatedMoffat Mistaken(TabulatedMoffat psf, double badness, RandomSource random) =>
        new(
            psf.FwhmPixels * Math.Max(0.8, 1 + (badness * WidthError * random.NextNormal())),
            Math.Max(1.6, psf.Beta + (badness * BetaError * random.NextNormal())),
            Math.Clamp(psf.E1 + (badness * EllipticityError * random.NextNormal()), -0.6, 0.6),
            Math.Clamp(psf.E2 + (badness * EllipticityError * random.NextNormal()), -0.6, 0.6)
        );
}

/// <summary>
/// How well the template was matched to the exposure: a common shift, a shift of each star (colour-dependent refraction, proper motion) and
/// a flux ratio. The pipeline does not know them, which causes residuals.
/// </summary>
/// <param name="ShiftX">Common shift along columns, pixels.</param>
/// <param name="ShiftY">Common shift along rows, pixels.</param>
/// <param name="FluxRatio">Flux in the template divided by the flux that the pipeline assumes.</param>
internal readonly record struct TemplateMatching(double ShiftX, double ShiftY, double FluxRatio)
{
    private const double CommonShiftPixels = 0.045;
    private const double StarShiftPixels = 0.02;
    private const double FluxScatter = 0.005;

    /// <summary>Draws the matching for one exposure.</summary>
    public static TemplateMatching Draw(RandomSource random) =>
        new(CommonShiftPixels * random.NextNormal(), CommonShiftPixels * random.NextNormal(), 1 + (FluxScatter * random.NextNormal()));

    /// <summary>The position of a star in the template.</summary>
    public (double X, double Y) Place(StarSource star, RandomSource random) =>
        (star.X + ShiftX + (StarShiftPixels * random.NextNormal()), star.Y + ShiftY + (StarShiftPixels * random.NextNormal()));
}
