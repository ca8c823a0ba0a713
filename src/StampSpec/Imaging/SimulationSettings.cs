using StampSpec.Alerts;
using StampSpec.Diagnostics;

namespace StampSpec.Imaging;

/// <summary>How ZTF alerts are turned into alerts of LSST's resolution.</summary>
public sealed record SimulationSettings
{
    // The seeing of a typical ZTF image, for what is said before any image is seen.
    private const double TypicalSeeingArcsec = 2.0;

    /// <summary>How angles are read.</summary>
    public ResamplingMapping Mapping { get; init; } = ResamplingMapping.SeeingScaled;

    /// <summary>The visit whose PSF and noise the result has.</summary>
    public LsstBand Band { get; init; } = LsstBand.All[2];

    /// <summary>True if the angular mapping may sharpen the PSF, with the noise and the loss that it costs.</summary>
    public bool AllowDeconvolution { get; init; }

    /// <summary>
    /// True to add the noise that makes resampled noise white; false to leave its correlation. Never done to deconvolved noise, which it
    /// would drown.
    /// </summary>
    public bool Whiten { get; init; } = true;

    /// <summary>
    /// Pixels a side that a whole ZTF cutout of 63 x 63 pixels and of typical seeing, 2.0", comes to; with worse seeing, seeing-scaled
    /// gives fewer.
    /// </summary>
    public int TypicalPixels => MappedGeometry.Of(ZtfCutout.Pixels, ZtfCutout.Pixels, TypicalSeeingArcsec, this).Science.TargetGrid.Width;

    /// <summary>What is wrong with the settings; empty if nothing is.</summary>
    public IReadOnlyList<Diagnostic> Problems()
    {
        if (Mapping != ResamplingMapping.Angular || AllowDeconvolution)
        {
            return [];
        }

        var cost = DeconvolutionCost.Of(new KolmogorovPsf(TypicalSeeingArcsec), MappedGeometry.ZtfPixelScaleArcsec, Band.VisitPsf);
        return
        [
            Diagnostic.Error("simulate.deconvolution", FormattableString.Invariant(
                $"the angular mapping from ZTF's {TypicalSeeingArcsec:0.0}\" to LSST's {Band.FwhmArcsec:0.00}\" is a deconvolution: it multiplies white noise by {cost.NoiseGain:0} and asks for power of which {cost.LostPower:0 %} lies beyond ZTF's Nyquist frequency"))
            with
            { Fix = "choose seeing-scaled or pixel-analog, which only broaden, or allow it with --allow-deconvolution (allow-deconvolution: true in a spec)" },
        ];
    }
}
