using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Budgets.Measured;
using StampSpec.Layouts;
using StampSpec.Reports.Charts;

namespace StampSpec.Cli.Commands;

/// <summary>The bars of the byte figure: packets as shipped, the same pixels carried otherwise, and a multi-scale layout in the same packet.</summary>
internal static class BudgetFigureParts
{
    private const string Proposal = "rubin-proposal";

    /// <summary>Parts in the order of the key.</summary>
    public static IReadOnlyList<StackedBarSegment> Of(IReadOnlyList<PartBytes> shipped, IReadOnlyList<VariantBytes> stamps)
    {
        var bars = shipped.Where(p => p.Part != ShippedParts.Container).Select(p => new StackedBarSegment(p.Packet, p.Part, p.Bytes)).ToList();
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

    private static IEnumerable<StackedBarSegment> Variant(StampVariant variant, double records, IReadOnlyList<VariantBytes> stamps)
    {
        var name = "LSST without FITS, " + variant.Name.Replace(" (as shipped)", string.Empty, StringComparison.Ordinal);
        var flux = Raw(stamps, "flux alone");
        var planes = variant.HasVariance ? Raw(stamps, "no PSF") : flux;
        yield return new StackedBarSegment(name, ShippedParts.Records, records);
        yield return new StackedBarSegment(name, ShippedParts.Flux, flux);
        yield return new StackedBarSegment(name, ShippedParts.Variance, planes - flux);
        yield return new StackedBarSegment(name, ShippedParts.Psf, Raw(stamps, variant.Name) - planes);
    }

    private static IEnumerable<StackedBarSegment> MultiScale(double records, IReadOnlyList<VariantBytes> stamps)
    {
        var layout = LayoutLibrary.Load(Proposal);
        var flux = Serialisation.Parse("raw").Bytes(layout, PixelEncoding.Parse("none"))!.Value;
        var name = "LSST multi-scale 4 x 16 px, float32 PSFs";
        yield return new StackedBarSegment(name, ShippedParts.Records, records);
        yield return new StackedBarSegment(name, ShippedParts.Flux, flux);
        yield return new StackedBarSegment(name, ShippedParts.Variance, flux);
        yield return new StackedBarSegment(name, ShippedParts.Psf, Raw(stamps, "float32 PSFs") - Raw(stamps, "no PSF"));
    }
}
