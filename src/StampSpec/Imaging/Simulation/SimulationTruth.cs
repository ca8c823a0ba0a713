namespace StampSpec.Imaging.Simulation;

/// <summary>
/// What of a simulated alert is as Rubin's would be, and what is not. Scenes of another telescope can be brought to Rubin's pixels, PSF and
/// noise, but only at their own angles and depth, or at Rubin's PSF with other angles.
/// </summary>
/// <param name="PixelSampling">Whether the pixels sample the image as Rubin's do, 0.2" each.</param>
/// <param name="PsfWidth">Whether the PSF is as wide as in Rubin's typical visit.</param>
/// <param name="Noise">Whether the noise of an empty pixel has the level of the band's visit, and is as white as before resampling.</param>
/// <param name="Angles">Whether angles on the sky (separations, sizes, spacings of glints) are kept.</param>
internal sealed record SimulationTruth(bool PixelSampling, bool PsfWidth, bool Noise, bool Angles)
{
    /// <summary>What is true under a mapping. Depth is true under none: a source is as many times its noise as in the input.</summary>
    /// <param name="mapping">How angles are mapped.</param>
    /// <param name="isWhitened">Whether the resampled noise is whitened.</param>
    public static SimulationTruth Of(ResamplingMapping mapping, bool isWhitened)
    {
        var keepsAngles = mapping == ResamplingMapping.Angular;
        return new SimulationTruth(true, true, isWhitened && !keepsAngles, keepsAngles);
    }

    /// <summary>The statement in one sentence, for captions and pages.</summary>
    public static string SentenceOf(SimulationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var truth = Of(settings.Mapping, settings.Whiten);
        string[] kept = ["pixel sampling", "PSF width", .. truth.Noise ? ["noise level"] : Array.Empty<string>()];
        var shrinkage = SimulationSettings.TypicalSeeingArcsec / settings.Band.FwhmArcsec;
        var angles = settings.Mapping switch
        {
            ResamplingMapping.Angular => "angles on the sky are kept",
            ResamplingMapping.PixelAnalog => FormattableString.Invariant(
                $"angles on the sky are not: they shrink {MappedGeometry.ZtfPixelScaleArcsec / LsstBand.PixelScaleArcsec:0.0} times"
            ),
            _ => FormattableString.Invariant($"angles on the sky are not: they shrink with the PSF, about {shrinkage:0.0} times"),
        };
        var unlike = truth.Noise ? "" : "; the noise is amplified or correlated by the resampling";
        return $"simulated at Rubin's resolution from ZTF images: {string.Join(", ", kept)} are Rubin's; {angles}; depth is ZTF's{unlike}";
    }
}
