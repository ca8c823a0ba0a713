using StampSpec.Specs;

namespace StampSpec.Imaging;

/// <summary>The declaration of a study's <c>dataset.simulate</c>, which the study's models carry, too.</summary>
internal static class SimulationSpec
{
    private static readonly SpecKey<SimulationSettings, ResamplingMapping> MappingKey = new(
        "mapping",
        Spec.Choice<ResamplingMapping>(),
        "How angles of a ZTF image are read as angles of an LSST image.",
        s => s.Mapping,
        (s, mapping) => s with { Mapping = mapping },
        "seeing-scaled");

    private static readonly SpecRecord<SimulationSettings> Record = new SpecRecord<SimulationSettings>(
            "a simulation", new SimulationSettings())
        .Key(MappingKey)
        .WithDefault(
            "band",
            Spec.Choice([.. LsstBand.All.Select(b => (b.Name, b))]),
            "r",
            "LSST band whose PSF and noise the alerts get.",
            s => s.Band,
            (s, band) => s with { Band = band })
        .WithDefault(
            "allow-deconvolution",
            Spec.Boolean(),
            "false",
            "Whether the angular mapping may sharpen the PSF, at the noise and the loss that it costs.",
            s => s.AllowDeconvolution,
            (s, allow) => s with { AllowDeconvolution = allow })
        .WithDefault(
            "correlated-noise",
            Spec.Boolean(),
            "false",
            "Whether noise keeps the correlation that resampling gives it, instead of being whitened.",
            s => !s.Whiten,
            (s, keeps) => s with { Whiten = !keeps });

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
