using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Layouts.Specification;

namespace StampSpec.Budgets.Measured;

/// <summary>
/// The measured bytes of real packets: of their parts, and of their stamps in every variant, serialisation and encoding.
/// </summary>
/// <param name="Surveys">Each survey's measurements.</param>
public sealed record MeasuredBudget(IReadOnlyList<MeasuredSurvey> Surveys)
{
    /// <summary>Mean bytes of the parts of the shipped packets.</summary>
    public IReadOnlyList<PacketPartSize> Parts => [.. Surveys.SelectMany(s => s.Parts)];

    /// <summary>The alerts' own stamps in every variant, serialisation and encoding.</summary>
    public IReadOnlyList<VariantBytes> Stamps => [.. Surveys.SelectMany(s => s.Stamps)];

    /// <summary>Whole messages, with the shipped stamps and with other stamps in their place.</summary>
    public IReadOnlyList<VariantBytes> Messages => [.. Surveys.SelectMany(s => s.Messages)];

    /// <summary>
    /// The packets that a figure of stacked bars compares, by part: the shipped packet, packets with the same pixels in other forms, and
    /// the packet with a multi-scale layout.
    /// </summary>
    public IReadOnlyList<PacketPartSize> Comparison => PacketComparison.Of(Parts, Stamps);

    /// <summary>Reads and measures packets.</summary>
    /// <param name="paths">Packets, folders and archives, as for <see cref="AlertFiles.Read"/>.</param>
    /// <param name="atMost">Largest number of alerts of a survey, evenly spaced in their order; null for all alerts.</param>
    /// <param name="report">Receives the problems of packets that cannot be read.</param>
    /// <param name="options">Limits and schemas; <see cref="AlertReadingOptions.Default"/> if null.</param>
    /// <exception cref="InvalidInputException">A path does not exist, or no packet could be read.</exception>
    public static MeasuredBudget Of(
        IReadOnlyList<string> paths,
        int? atMost,
        Action<Diagnostic> report,
        AlertReadingOptions? options = null
    ) => new(PacketMeasurement.Of(paths, atMost, report, options));

    /// <summary>The tables and the page that describe the measurement, each with the name of its file.</summary>
    /// <param name="command">The command that measured, which the page states.</param>
    public IEnumerable<(string FileName, string Text)> Documents(string command)
    {
        yield return ("parts.csv", MeasuredPage.OfParts(Parts));
        yield return ("stamps.csv", MeasuredPage.OfVariants(Stamps));
        yield return ("messages.csv", MeasuredPage.OfVariants(Messages));
        yield return ("README.md", MeasuredPage.Of(this, command));
    }
}

/// <summary>
/// Compares packets: the shipped packet, packets with the same pixels in other forms, and the packet with a multi-scale layout.
/// </summary>
internal static class PacketComparison
{
    private const string Proposal = "rubin-proposal";

    /// <summary>The parts of every packet, in the order of the figure's key.</summary>
    public static IReadOnlyList<PacketPartSize> Of(IReadOnlyList<PacketPartSize> shipped, IReadOnlyList<VariantBytes> stamps)
    {
        var bars = shipped.Where(p => p.Part != ShippedParts.Container).ToList();
        if (stamps.Any(s => s.Survey == "lsst"))
        {
            var records = shipped.First(p => p.Packet.StartsWith("LSST", StringComparison.Ordinal) && p.Part == ShippedParts.Records).Bytes;
            bars.AddRange(StampVariant.Lsst.SelectMany(v => Variant(v, records, stamps)));
            bars.AddRange(MultiScale(records, stamps));
        }

        return bars;
    }

    /// <summary>Mean bytes of a variant as raw planes, by part.</summary>
    public static double Raw(IReadOnlyList<VariantBytes> stamps, string variant) =>
        stamps.Single(s => s.Survey == "lsst" && s.Variant == variant && s is { Serialisation: "raw", Encoding: "none" }).Bytes.Mean;

    private static IEnumerable<PacketPartSize> Variant(StampVariant variant, double records, IReadOnlyList<VariantBytes> stamps)
    {
        var name = "LSST without FITS, " + variant.Name.Replace(" (as shipped)", string.Empty, StringComparison.Ordinal);
        var flux = Raw(stamps, "flux alone");
        var planes = variant.HasVariance ? Raw(stamps, "no PSF") : flux;
        yield return new PacketPartSize(name, ShippedParts.Records, records);
        yield return new PacketPartSize(name, ShippedParts.Flux, flux);
        yield return new PacketPartSize(name, ShippedParts.Variance, planes - flux);
        yield return new PacketPartSize(name, ShippedParts.Psf, Raw(stamps, variant.Name) - planes);
    }

    private static IEnumerable<PacketPartSize> MultiScale(double records, IReadOnlyList<VariantBytes> stamps)
    {
        var layout = LayoutLibrary.Load(Proposal);
        var flux = Serialisation.Parse("raw").Bytes(layout, PixelEncoding.Parse("none"))!.Value;
        var name = "LSST multi-scale 4 x 16 px, float32 PSFs";
        yield return new PacketPartSize(name, ShippedParts.Records, records);
        yield return new PacketPartSize(name, ShippedParts.Flux, flux);
        yield return new PacketPartSize(name, ShippedParts.Variance, flux);
        yield return new PacketPartSize(name, ShippedParts.Psf, Raw(stamps, "float32 PSFs") - Raw(stamps, "no PSF"));
    }
}
