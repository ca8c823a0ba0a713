using StampSpec.Seeds;

namespace StampSpec.Sky;

/// <summary>
/// The PSFs that the pipeline believes in: measured on few stars, so a little wrong. Residuals of bright stars come from here.
/// </summary>
/// <param name="Science">Believed PSF of the exposure.</param>
/// <param name="Template">Believed PSF of the template.</param>
internal sealed record PsfKnowledge(TabulatedMoffat Science, TabulatedMoffat Template)
{
    private const double WidthError = 0.012;
    private const double BetaError = 0.1;
    private const double EllipticityError = 0.014;

    /// <summary>A pipeline that knows the truth.</summary>
    public static PsfKnowledge Exact(ObservingConditions conditions) => new(conditions.SciencePsf, conditions.TemplatePsf);

    /// <summary>Draws the errors.</summary>
    public static PsfKnowledge Draw(ObservingConditions conditions, RandomSource random)
    {
        var badness = Distributions.LogNormal(random, 1, 0.6);
        return new(Mistaken(conditions.SciencePsf, badness, random), Mistaken(conditions.TemplatePsf, badness, random));
    }

    private static TabulatedMoffat Mistaken(TabulatedMoffat psf, double badness, RandomSource random) => new(
        psf.FwhmPixels * Math.Max(0.8, 1 + (badness * WidthError * random.NextNormal())),
        Math.Max(1.6, psf.Beta + (badness * BetaError * random.NextNormal())),
        Math.Clamp(psf.E1 + (badness * EllipticityError * random.NextNormal()), -0.6, 0.6),
        Math.Clamp(psf.E2 + (badness * EllipticityError * random.NextNormal()), -0.6, 0.6));
}
