using System.Globalization;
using CsvHelper;
using StampSpec.Seeds;

namespace StampSpec.Imaging;

/// <summary>One row of a simulation's manifest. Empty where unknown.</summary>
[CsvRecord]
internal sealed partial record SimulationManifestRow
{
    public required long Candid { get; init; }

    public required string ObjectId { get; init; }

    public required string Mapping { get; init; }

    public required string Band { get; init; }

    public required string Seed { get; init; }

    public required int WidthPixels { get; init; }

    public required int HeightPixels { get; init; }

    public required string SourcePsf { get; init; }

    public required string SeeingPixels { get; init; }

    public required string? SeeingErrorPixels { get; init; }

    public required string SeeingOrigin { get; init; }

    public required string Dilation { get; init; }

    public required string TargetPsf { get; init; }

    public required string TemplatePsf { get; init; }

    public required string NjyPerDn { get; init; }

    public required string? DimmingMag { get; init; }

    public required string ScienceNoiseNjy { get; init; }

    public required string TemplateNoiseNjy { get; init; }

    public required string NeighbourCorrelation { get; init; }

    public required string Whitened { get; init; }

    public required string? NoiseGain { get; init; }

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
            NjyPerDn = Text(report.NanojanskyPerDn),
            DimmingMag = report.DimmingMag is { } dimming ? Text(dimming) : null,
            ScienceNoiseNjy = Text(report.ScienceNoiseNanojansky),
            TemplateNoiseNjy = Text(report.TemplateNoiseNanojansky),
            NeighbourCorrelation = Text(report.NeighbourCorrelation),
            Whitened = Text(report.IsWhitened),
            NoiseGain = report.Deconvolution is { } cost ? Text(cost.NoiseGain) : null,
            LostPower = report.Deconvolution is { } loss ? Text(loss.LostPower) : null,
        };
    }

    /// <summary>True if the row was made with these settings and seed.</summary>
    public bool Agrees(SimulationSettings settings, Seed seed) =>
        Mapping == settings.Mapping.Name() && Band == settings.Band.Name && Seed == Text(seed)
        && Whitened == Text(settings.Whiten && settings.Mapping != ResamplingMapping.Angular);

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(Seed seed) => seed.Value.ToString(CultureInfo.InvariantCulture);
}
