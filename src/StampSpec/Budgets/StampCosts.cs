using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Budgets.Encodings;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;

namespace StampSpec.Budgets;

/// <summary>
/// A layout's bytes in every serialisation and encoding: calculated from the layout if they do not depend on pixel values, otherwise
/// measured on alerts.
/// </summary>
public static class StampCosts
{
    /// <summary>
    /// The names of the planes with which layouts can be counted: own, each layout's own; flux, flux only; dmtn-102, flux, variance and
    /// mask; rubin, flux, variance and PSF.
    /// </summary>
    public static IReadOnlyList<string> PlaneSets { get; } = [.. PlaneSet.All.Select(s => s.Name)];

    /// <summary>A layout with other planes; its images, scales and features stay.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="planes">One of <see cref="PlaneSets"/>.</param>
    /// <exception cref="Common.InvalidInputException">There are no such planes.</exception>
    public static StampLayout AtPlanes(StampLayout layout, string planes) => PlaneSet.Parse(planes).Of(layout);

    /// <summary>
    /// Costs that do not depend on pixel values, in the order of <see cref="Serialisation.All"/> and <see cref="PixelEncoding.All"/>.
    /// </summary>
    public static IEnumerable<StampCost> Exact(StampLayout layout) =>
        from serialisation in Serialisation.All
        from encoding in PixelEncoding.All
        where serialisation.Supports(layout, encoding)
        let bytes = serialisation.Bytes(layout, encoding)
        where bytes is not null
        select new StampCost(layout, serialisation.Name, encoding.Name, bytes.Value, null);

    /// <summary>
    /// The cost of one combination. If it depends on pixel values, it is measured: the stamps of each alert are cut and serialised. Alerts
    /// whose cutouts are too coarse or too small for the layout are skipped and counted.
    /// </summary>
    /// <returns>Null if the cutouts of no alert are sufficient for the layout, or if the combination is not supported.</returns>
    public static StampCost? Of(StampLayout layout, Serialisation serialisation, PixelEncoding encoding, IEnumerable<Alert> alerts)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(serialisation);
        ArgumentNullException.ThrowIfNull(alerts);
        if (!serialisation.Supports(layout, encoding))
        {
            return null;
        }

        return serialisation.Bytes(layout, encoding) is { } exact
            ? new StampCost(layout, serialisation.Name, encoding.Name, exact, null)
            : Measured(layout, serialisation, encoding, alerts);
    }

    /// <summary>Why a layout cannot be cut from an alert, so that it is not measured on it; null if it can.</summary>
    public static Common.Diagnostic? ProblemOf(StampLayout layout, Alert alert) => NativeCoverage.Problems(layout, alert).FirstOrDefault();

    private static StampCost? Measured(StampLayout layout, Serialisation serialisation, PixelEncoding encoding, IEnumerable<Alert> alerts)
    {
        var bytes = new List<long>();
        var skipped = 0;
        foreach (var alert in alerts)
        {
            if (CanSupply(alert, layout))
            {
                bytes.Add(serialisation.Write(SampledStamps.Of(alert, layout), encoding).Sum(b => (long)b.Length));
            }
            else
            {
                skipped++;
            }
        }

        return bytes.Count == 0
            ? null
            : new StampCost(layout, serialisation.Name, encoding.Name, bytes.Average(), ByteDistribution.Of(bytes, skipped));
    }

    // If the layout is larger than the cutout, stamps would be filled up with missing pixels, which compress unlike real ones.
    internal static bool CanSupply(Alert alert, StampLayout layout) => ProblemOf(layout, alert) is null;
}

/// <summary>What a layout costs in one serialisation and encoding.</summary>
/// <param name="Layout">The layout.</param>
/// <param name="Serialisation">Name of the serialisation.</param>
/// <param name="Encoding">Name of the encoding.</param>
/// <param name="BytesStamps">Bytes of one alert's stamps; the mean over alerts if they were measured.</param>
/// <param name="Measured">Their distribution over real alerts; null if the bytes are exact for every alert.</param>
public sealed record StampCost(StampLayout Layout, string Serialisation, string Encoding, double BytesStamps, ByteDistribution? Measured)
{
    /// <summary>Name of the planes that are counted: <c>own</c>, or the same planes for every layout.</summary>
    public string Planes { get; init; } = PlaneSet.OwnName;

    /// <summary>True if the stamps follow footprints, and the bytes are those of the largest stamp.</summary>
    internal bool CountsLargest => Layout.SmallestPixels is not null && Measured is null;

    /// <summary>
    /// What to say if the stamps follow footprints and a packet does not say how large these are: the largest stamp is counted, or packets
    /// of a distribution are left out. Null if there is nothing to say.
    /// </summary>
    public string? FootprintNote(AlertPacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        if (!CountsLargest)
        {
            return null;
        }

        if (packet.Drawn is not { HasFootprints: true } drawn)
        {
            return $"{Layout.Name}: its largest stamp is counted, because the packet {packet.Name} does not say how large footprints are; "
                + "--packet ALERTS, with alerts of Rubin, counts the stamp of each alert";
        }

        var unknown = drawn.All.Count(p => p.FootprintPixels is null);
        return unknown == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Layout.Name}: {unknown:N0} of {drawn.All.Count:N0} packets do not say how large their footprint is; its "
                    + $"statistics leave them out"
            );
    }

    /// <summary>The cost of the stamp of one footprint; this cost if it does not count the largest stamp.</summary>
    /// <param name="footprintPixels">Longer side of the footprint's bounding box, pixels; null if it is not known.</param>
    internal StampCost At(int? footprintPixels)
    {
        if (!CountsLargest || footprintPixels is not { } pixels)
        {
            return this;
        }

        var layout = FootprintStamp.LayoutOf(Layout, pixels);
        var bytes = Budgets.Serialisation.Parse(Serialisation).Bytes(layout, PixelEncoding.Parse(Encoding))!.Value;
        return this with { Layout = layout, BytesStamps = bytes };
    }
}
