using StampSpec.Specs;

namespace StampSpec.Imaging;

/// <summary>The declaration of a study's <c>dataset.simulate</c>, which the study's models carry, too.</summary>
internal static class SimulationSpec
{
    private static readonly SpecKey<ResamplingMapping> MappingKey = Spec.WithDefault(
        "mapping", Spec.Choice<ResamplingMapping>(), "seeing-scaled", "How angles of a ZTF image are read as angles of an LSST image.");

    private static readonly SpecKey<LsstBand> BandKey = Spec.WithDefault(
        "band", Spec.Choice([.. LsstBand.All.Select(b => (b.Name, b))]), "r", "LSST band whose PSF and noise the alerts get.");

    private static readonly SpecKey<bool> DeconvolutionKey = Spec.WithDefault(
        "allow-deconvolution", Spec.Boolean(), "false", "Whether the angular mapping may sharpen the PSF, at the noise and the loss that it costs.");

    private static readonly SpecKey<bool> CorrelatedKey = Spec.WithDefault(
        "correlated-noise", Spec.Boolean(), "false", "Whether noise keeps the correlation that resampling gives it, instead of being whitened.");

    /// <summary>The keys.</summary>
    public static SpecMapping<SimulationSettings> Declaration { get; } = new(
        "a simulation", [MappingKey, BandKey, DeconvolutionKey, CorrelatedKey], Build, Check);

    /// <summary>A simulation as the values of these keys.</summary>
    public static OrderedDictionary<string, object> Write(SimulationSettings settings) => new()
    {
        [MappingKey.Name] = settings.Mapping.Name(),
        [BandKey.Name] = settings.Band.Name,
        [DeconvolutionKey.Name] = settings.AllowDeconvolution,
        [CorrelatedKey.Name] = !settings.Whiten,
    };

    private static SimulationSettings Build(SpecReader reader) => new()
    {
        Mapping = reader.Get(MappingKey),
        Band = reader.Get(BandKey),
        AllowDeconvolution = reader.Get(DeconvolutionKey),
        Whiten = !reader.Get(CorrelatedKey),
    };

    private static void Check(SpecReader reader)
    {
        if (reader.TryGet(MappingKey, out _) && reader.TryGet(BandKey, out _) && reader.TryGet(DeconvolutionKey, out _) && reader.TryGet(CorrelatedKey, out _))
        {
            foreach (var problem in Build(reader).Problems())
            {
                reader.Error(MappingKey, problem.Code, problem.Message, problem.Fix);
            }
        }
    }
}
