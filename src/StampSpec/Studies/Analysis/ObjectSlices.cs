using System.Globalization;
using MathNet.Numerics.Statistics;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Analysis;

/// <summary>The properties by which scores are sliced. An object whose alert does not contain a property is in the <see cref="Unknown"/>
/// part of this property.</summary>
internal static class ObjectSlices
{
    /// <summary>Signal-to-noise ratio of the detection, in four parts of nearly equal numbers.</summary>
    public const string SignalToNoise = "signal-to-noise";

    /// <summary>The type of the nearest catalogued source, from ZTF's distpsnr1 and sgscore1, which come from Pan-STARRS (Tachibana and
    /// Miller 2018, PASP 130, 128001: 0 extended, 1 point-like).</summary>
    public const string Host = "host";

    /// <summary>Distance of the host, which is the nearest catalogued source if that is a galaxy, from the same fields.</summary>
    public const string HostDistance = "host-distance";

    /// <summary>Whether the survey has detected nothing at this position before, from ZTF's ndethist.</summary>
    public const string FirstDetection = "first-detection";

    /// <summary>Whether a cutout has missing pixels, mostly because it extends over the edge of the detector.</summary>
    public const string Edge = "edge";

    /// <summary>Sources in the template away from its centre.</summary>
    public const string Crowding = "crowding";

    /// <summary>The origin of the object; only if there are several origins.</summary>
    public const string Origin = "origin";

    /// <summary>The part of the objects whose alerts do not contain the property.</summary>
    public const string Unknown = "unknown";

    /// <summary>Distance within which the nearest catalogued source counts, arcsec.</summary>
    public const double HostArcsec = 5;

    /// <summary>Star-galaxy score below which a source counts as a galaxy: the middle of the scale.</summary>
    public const double GalaxyScore = 0.5;

    // ZTF's alerts of a nucleus lie within about a pixel of it; its catalogue match reaches to 30 arcsec.
    private const double NuclearArcsec = 1.5;
    private const double FarArcsec = 15;

    private const int NoiseBins = 4;

    // About thirds of ZTF's alerts.
    private const int FewNeighbours = 2;
    private const int ManyNeighbours = 8;

    /// <summary>Every part of every property that contains an object.</summary>
    public static IReadOnlyList<ObjectSlice> All(IReadOnlyList<ObjectRow> scored)
    {
        var noise = NoiseEdges(scored);
        return
        [
            .. Numeric(scored, SignalToNoise, RatioOf, ratio => noise.Count(edge => edge <= ratio), RangeText),
            .. Named(scored, Host, HostOf),
            .. Named(scored, HostDistance, HostDistanceOf),
            .. Named(scored, FirstDetection, FirstDetectionOf),
            .. Named(scored, Edge, o => o.MissingFraction > 0 ? "missing pixels" : "whole"),
            .. Numeric(
                scored,
                Crowding,
                o => o.TemplateNeighbours,
                n =>
                    n <= FewNeighbours ? 0
                    : n < ManyNeighbours ? 1
                    : 2,
                NeighbourText
            ),
            .. scored.Select(o => o.Origin).Distinct().Count() > 1 ? Named(scored, Origin, o => o.Origin) : [],
        ];
    }

    private static double? RatioOf(ObjectRow row) => row.SignalToNoise is { } ratio && ratio > 0 && double.IsFinite(ratio) ? ratio : null;

    private static double[] NoiseEdges(IReadOnlyList<ObjectRow> scored)
    {
        double[] known = [.. scored.Select(RatioOf).OfType<double>().Order()];
        return known.Length == 0 ? [] : [.. Enumerable.Range(1, NoiseBins - 1).Select(bin => known[bin * known.Length / NoiseBins])];
    }

    private static string HostOf(ObjectRow row) =>
        (row.NearestSourceArcsec, row.NearestSourceStarScore) switch
        {
            (null, _) => Unknown,
            (> HostArcsec, _) => "no source near",
            (_, null) => Unknown,
            (_, < GalaxyScore) => "galaxy",
            _ => "star",
        };

    // The parts are in the order of their names.
    private static string HostDistanceOf(ObjectRow row) =>
        (row.NearestSourceArcsec, row.NearestSourceStarScore) switch
        {
            (null, _) or (_, null) => Unknown,
            (_, >= GalaxyScore) => "no galaxy nearest",
            (< NuclearArcsec, _) => "galaxy within 1.5 arcsec",
            (< HostArcsec, _) => "galaxy, 1.5 to 5 arcsec",
            (< FarArcsec, _) => "galaxy, 5 to 15 arcsec",
            _ => "galaxy, above 15 arcsec",
        };

    private static string FirstDetectionOf(ObjectRow row) =>
        row.Detections switch
        {
            null => Unknown,
            1 => "first detection",
            _ => "detected before",
        };

    private static string RangeText(double[] sorted) =>
        string.Create(CultureInfo.InvariantCulture, $"{sorted[0]:0.0#} to {sorted[^1]:0.0#}");

    private static string NeighbourText(double[] sorted) =>
        sorted[0] switch
        {
            <= FewNeighbours => string.Create(CultureInfo.InvariantCulture, $"0 to {FewNeighbours} neighbours"),
            < ManyNeighbours => string.Create(CultureInfo.InvariantCulture, $"{FewNeighbours + 1} to {ManyNeighbours - 1} neighbours"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{ManyNeighbours} or more neighbours"),
        };

    private static IEnumerable<ObjectSlice> Numeric(
        IReadOnlyList<ObjectRow> scored,
        string slice,
        Func<ObjectRow, double?> property,
        Func<double, int> bin,
        Func<double[], string> text
    )
    {
        var known = scored.Index().Where(o => property(o.Item) is not null).Select(o => (o.Index, Value: property(o.Item)!.Value));
        foreach (var part in known.GroupBy(o => bin(o.Value)).OrderBy(g => g.Key))
        {
            double[] sorted = [.. part.Select(o => o.Value).Order()];
            yield return new ObjectSlice(slice, text(sorted), SortedArrayStatistics.Median(sorted), [.. part.Select(o => o.Index)]);
        }

        int[] unknown = [.. scored.Index().Where(o => property(o.Item) is null).Select(o => o.Index)];
        if (unknown.Length > 0)
        {
            yield return new ObjectSlice(slice, Unknown, null, unknown);
        }
    }

    private static IEnumerable<ObjectSlice> Named(IReadOnlyList<ObjectRow> scored, string slice, Func<ObjectRow, string> property) =>
        scored
            .Index()
            .GroupBy(o => property(o.Item))
            .OrderBy(g => g.Key == Unknown)
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new ObjectSlice(slice, g.Key, null, [.. g.Select(o => o.Index)]));
}

/// <summary>Scored objects that share a property.</summary>
/// <param name="Slice">The property.</param>
/// <param name="Value">The part of the property.</param>
/// <param name="Median">Median of the property in this part; null if it is not a number.</param>
/// <param name="Objects">Indices of the objects among the scored ones.</param>
internal sealed record ObjectSlice(string Slice, string Value, double? Median, IReadOnlyList<int> Objects);
