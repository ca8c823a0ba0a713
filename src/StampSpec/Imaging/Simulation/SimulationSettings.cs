using System.Globalization;
using StampSpec.Alerts.Ztf;
using StampSpec.Common;
using StampSpec.Imaging.Psf;
using StampSpec.Specs;

namespace StampSpec.Imaging.Simulation;

/// <summary>How ZTF alerts are turned into alerts with LSST's resolution.</summary>
public sealed record SimulationSettings
{
    /// <summary>The seeing of a typical ZTF image, for messages before any image is read.</summary>
    internal const double TypicalSeeingArcsec = 2.0;

    /// <summary>How angles of a ZTF image become angles of an LSST image.</summary>
    public ResamplingMapping Mapping { get; init; } = ResamplingMapping.SeeingScaled;

    /// <summary>The band whose PSF and noise the result has.</summary>
    public LsstBand Band { get; init; } = LsstBand.All[2];

    /// <summary>True if the angular mapping may sharpen the PSF, which increases noise and loses power.</summary>
    public bool AllowDeconvolution { get; init; }

    /// <summary>
    /// True to add noise that makes the resampled noise white; false to keep its correlation. Noise of the angular mapping is never
    /// whitened, because the added noise would dominate.
    /// </summary>
    public bool Whiten { get; init; } = true;

    /// <summary>
    /// Side in pixels of the result for a whole ZTF cutout of 63 x 63 pixels with the typical seeing, 2.0". With worse seeing the mapping
    /// seeing-scaled gives fewer pixels.
    /// </summary>
    public int TypicalPixels => MappedGeometry.Of(ZtfCutout.Pixels, ZtfCutout.Pixels, TypicalSeeingArcsec, this).Science.TargetGrid.Width;

    /// <summary>Whether angles on the sky (separations, sizes, spacings of glints) are kept.</summary>
    internal bool KeepsAngles => SimulationTruth.Of(Mapping, Whiten).Angles;

    /// <summary>What of the simulated alerts is as Rubin's, in one sentence.</summary>
    public string TruthInWords => SimulationTruth.SentenceOf(this);

    /// <summary>Problems with the settings; empty if they are valid.</summary>
    public IReadOnlyList<Diagnostic> Problems()
    {
        if (Mapping != ResamplingMapping.Angular || AllowDeconvolution)
        {
            return [];
        }

        var cost = DeconvolutionCost.Of(new KolmogorovPsf(TypicalSeeingArcsec), MappedGeometry.ZtfPixelScaleArcsec, Band.VisitPsf);
        return
        [
            Diagnostic.Error(
                "simulate.deconvolution",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the angular mapping from ZTF's {TypicalSeeingArcsec:0.0}\" to LSST's {Band.FwhmArcsec:0.00}\" is a "
                        + $"deconvolution: it multiplies white noise by {cost.NoiseGain:0}, and of the power that it needs "
                        + $"{cost.LostPower:0 %} is beyond ZTF's Nyquist frequency"
                ),
                fix: "choose seeing-scaled or pixel-analog, which only broaden the PSF, or allow it with --allow-deconvolution "
                    + "(allow-deconvolution: true in a spec)"
            ),
        ];
    }
}

/// <summary>How angles of a ZTF image become angles of an LSST image.</summary>
public enum ResamplingMapping
{
    /// <summary>
    /// One ZTF pixel becomes one LSST pixel: 63" become 12.6". The PSF, 2 pixels wide in ZTF and 3.7 in LSST, is broadened.
    /// </summary>
    PixelAnalog,

    /// <summary>All angles shrink by LSST FWHM / ZTF FWHM, so that the PSFs agree in arcsec.</summary>
    SeeingScaled,

    /// <summary>Angles are kept. The narrower PSF makes this a deconvolution, which must be allowed explicitly.</summary>
    Angular,
}

/// <summary>Names of the mappings in specs, in manifests and on the command line.</summary>
public static class ResamplingMappingNames
{
    /// <summary>All names, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All { get; } = ["pixel-analog", "seeing-scaled", "angular"];

    /// <summary>The name of a mapping.</summary>
    public static string Name(this ResamplingMapping mapping) => All[(int)mapping];

    /// <summary>The mapping with a name; null if there is none.</summary>
    public static ResamplingMapping? Parse(string name) =>
        All.Index().Where(n => n.Item == name).Select(n => (ResamplingMapping?)n.Index).FirstOrDefault();
}

/// <summary>The declaration of a study's <c>dataset.simulate</c>, which the models of the study also contain.</summary>
internal static class SimulationSpec
{
    private static readonly SpecKey<SimulationSettings, ResamplingMapping> MappingKey = new(
        "mapping",
        Spec.Choice<ResamplingMapping>(),
        "How angles of a ZTF image are read as angles of an LSST image.",
        s => s.Mapping,
        (s, mapping) => s with { Mapping = mapping },
        "seeing-scaled"
    );

    private static readonly SpecRecord<SimulationSettings> Record = new SpecRecord<SimulationSettings>(
        "a simulation",
        new SimulationSettings()
    )
        .Key(MappingKey)
        .WithDefault(
            "band",
            Spec.Choice([.. LsstBand.All.Select(b => (b.Name, b))]),
            "r",
            "LSST band whose PSF and noise the alerts get.",
            s => s.Band,
            (s, band) => s with { Band = band }
        )
        .WithDefault(
            "allow-deconvolution",
            Spec.Boolean(),
            "false",
            "Whether the angular mapping may sharpen the PSF, at the noise and the loss that it costs.",
            s => s.AllowDeconvolution,
            (s, allow) => s with { AllowDeconvolution = allow }
        )
        .WithDefault(
            "correlated-noise",
            Spec.Boolean(),
            "false",
            "Whether noise keeps the correlation that resampling gives it, instead of being whitened.",
            s => !s.Whiten,
            (s, keeps) => s with { Whiten = !keeps }
        );

    /// <summary>The keys.</summary>
    public static SpecMapping<SimulationSettings> Declaration { get; } = Record.ToMapping(Check);

    /// <summary>A simulation as the values of these keys.</summary>
    public static OrderedDictionary<string, object> Write(SimulationSettings settings) => Record.Write(settings, "");

    private static void Check(SpecReader reader)
    {
        if (Record.Keys.All(reader.HasValue))
        {
            foreach (var problem in Record.Read(new SimulationSettings(), reader).Problems())
            {
                reader.Error(MappingKey, problem.Code, problem.Message, problem.Fix);
            }
        }
    }
}
