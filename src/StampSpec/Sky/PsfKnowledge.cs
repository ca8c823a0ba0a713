using StampSpec.Seeds;

namespace StampSpec.Sky;

/// <summary>The PSFs that the pipeline believes in: measured on few stars, so a little wrong. Residuals of bright stars come from here.</summary>
/// <param name="Science">Believed PSF of the exposure.</param>
/// <param name="Template">Believed PSF of the template.</param>
internal sealed record PsfKnowledge(MoffatPsf Science, MoffatPsf Template)
{
    private const double WidthError = 0.02;
    private const double BetaError = 0.15;
    private const double EllipticityError = 0.02;

    /// <summary>A pipeline that knows the truth.</summary>
    public static PsfKnowledge Exact(ObservingConditions conditions) => new(conditions.SciencePsf, conditions.TemplatePsf);

    /// <summary>Draws the errors.</summary>
    public static PsfKnowledge Draw(ObservingConditions conditions, RandomSource random) =>
        new(Blurred(conditions.SciencePsf, random), Blurred(conditions.TemplatePsf, random));

    private static MoffatPsf Blurred(MoffatPsf psf, RandomSource random) => new(
        psf.FwhmPixels * (1 + (WidthError * random.NextNormal())),
        Math.Max(1.6, psf.Beta + (BetaError * random.NextNormal())),
        psf.E1 + (EllipticityError * random.NextNormal()),
        psf.E2 + (EllipticityError * random.NextNormal()));
}
