using System.Globalization;
using CsvHelper.Configuration.Attributes;
using StampSpec.Seeds;

namespace StampSpec.Imaging;

/// <summary>One row of a simulation's manifest. Empty where unknown.</summary>
internal sealed record SimulationManifestRow
{
    [Name("candid")]
    public required long Candid { get; init; }

    [Name("object_id")]
    public required string ObjectId { get; init; }

    [Name("mapping")]
    public required string Mapping { get; init; }

    [Name("band")]
    public required string Band { get; init; }

    [Name("seed")]
    public required string Seed { get; init; }

    [Name("width_pixels")]
    public required int WidthPixels { get; init; }

    [Name("height_pixels")]
    public required int HeightPixels { get; init; }

    [Name("source_psf")]
    public required string SourcePsf { get; init; }

    [Name("seeing_pixels")]
    public required string SeeingPixels { get; init; }

    [Name("seeing_error_pixels")]
    public required string? SeeingErrorPixels { get; init; }

    [Name("seeing_origin")]
    public required string SeeingOrigin { get; init; }

    [Name("dilation")]
    public required string Dilation { get; init; }

    [Name("target_psf")]
    public required string TargetPsf { get; init; }

    [Name("template_psf")]
    public required string TemplatePsf { get; init; }

    [Name("njy_per_dn")]
    public required string NanojanskyPerDn { get; init; }

    [Name("dimming_mag")]
    public required string? DimmingMag { get; init; }

    [Name("science_noise_njy")]
    public required string ScienceNoise { get; init; }

    [Name("template_noise_njy")]
    public required string TemplateNoise { get; init; }

    [Name("neighbour_correlation")]
    public required string NeighbourCorrelation { get; init; }

    [Name("whitened")]
    public required string Whitened { get; init; }

    [Name("noise_gain")]
    public required string? NoiseGain { get; init; }

    [Name("lost_power")]
    public required string? LostPower { get; init; }

    /// <summary>The row of one alert.</summary>
    public static SimulationManifestRow Of(SimulatedAlert simulated, Seed seed)
    {
        var report = simulated.Report;
        return new SimulationManifestRow
        {
            Candid = simulated.Alert.Candid,
            ObjectId = simulated.Alert.ObjectId,
            Mapping = report.Mapping.Name(),
            Band = report.Band,
            Seed = Text(seed),
            WidthPixels = simulated.Alert.Science.Flux.Width,
            HeightPixels = simulated.Alert.Science.Flux.Height,
            SourcePsf = "kolmogorov:" + Text(report.Seeing.FwhmPixels * MappedGeometry.ZtfPixelScaleArcsec),
            SeeingPixels = Text(report.Seeing.FwhmPixels),
            SeeingErrorPixels = report.Seeing.ErrorPixels is { } error ? Text(error) : null,
            SeeingOrigin = report.Seeing.Origin.ToString().ToLowerInvariant(),
            Dilation = Text(report.Dilation),
            TargetPsf = "kolmogorov:" + Text(report.TargetFwhmArcsec),
            TemplatePsf = "kolmogorov:" + Text(report.TemplateFwhmArcsec),
            NanojanskyPerDn = Text(report.NanojanskyPerDn),
            DimmingMag = report.DimmingMag is { } dimming ? Text(dimming) : null,
            ScienceNoise = Text(report.ScienceNoiseNanojansky),
            TemplateNoise = Text(report.TemplateNoiseNanojansky),
            NeighbourCorrelation = Text(report.NeighbourCorrelation),
            Whitened = Text(report.IsWhitened),
            NoiseGain = report.Deconvolution is { } cost ? Text(cost.NoiseGain) : null,
            LostPower = report.Deconvolution is { } loss ? Text(loss.LostPower) : null,
        };
    }

    /// <summary>True where the row was made with these settings and seed.</summary>
    public bool Agrees(SimulationSettings settings, Seed seed) =>
        Mapping == settings.Mapping.Name() && Band == settings.Band.Name && Seed == Text(seed)
        && Whitened == Text(settings.Whiten && settings.Mapping != ResamplingMapping.Angular);

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(Seed seed) => seed.Value.ToString(CultureInfo.InvariantCulture);
}
