using StampSpec.Seeds;

namespace StampSpec.Sky;

/// <summary>
/// How well the template was matched to the exposure: a common shift, a shift of each star (colour-dependent refraction, proper motion) and
/// a flux ratio. Not knowing these is what leaves residuals.
/// </summary>
/// <param name="ShiftX">Common shift along columns, pixels.</param>
/// <param name="ShiftY">Common shift along rows, pixels.</param>
/// <param name="FluxRatio">Template flux over the flux the pipeline assumes.</param>
internal readonly record struct TemplateMatching(double ShiftX, double ShiftY, double FluxRatio)
{
    private const double CommonShiftPixels = 0.045;
    private const double StarShiftPixels = 0.02;
    private const double FluxScatter = 0.005;

    /// <summary>Draws one exposure's matching.</summary>
    public static TemplateMatching Draw(RandomSource random) =>
        new(CommonShiftPixels * random.NextNormal(), CommonShiftPixels * random.NextNormal(), 1 + (FluxScatter * random.NextNormal()));

    /// <summary>Where the template shows a star.</summary>
    public (double X, double Y) Place(StarSource star, RandomSource random) =>
        (star.X + ShiftX + (StarShiftPixels * random.NextNormal()), star.Y + ShiftY + (StarShiftPixels * random.NextNormal()));
}
