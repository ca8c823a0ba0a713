using StampSpec.Alerts;
using StampSpec.Budgets.Encodings;
using StampSpec.Layouts.Model;

namespace StampSpec.Budgets;

/// <summary>The sizes of one packet of a distribution.</summary>
/// <param name="Share">Its weight among the packets, greater than 0.</param>
/// <param name="RecordBytes">Bytes of the records, with their history.</param>
/// <param name="Cutouts">The cutouts, in the order of <see cref="CutoutKind"/>.</param>
/// <param name="StampBytes">Bytes of the stamps with which the packet was sent; null if the distribution is declared.</param>
internal sealed record DrawnPacket(double Share, long RecordBytes, IReadOnlyList<DrawnCutout> Cutouts, long? StampBytes)
{
    /// <summary>Longer side of the footprint's bounding box, pixels; null if it is not known.</summary>
    public int? FootprintPixels { get; init; }
}

/// <summary>The size of one cutout.</summary>
/// <param name="Kind">Which image it is.</param>
/// <param name="Pixels">Pixels a side.</param>
/// <param name="PixelScaleArcsec">Side of a pixel, arcsec.</param>
/// <param name="PsfPixels">Pixels a side of its PSF image; null if it has none.</param>
internal readonly record struct DrawnCutout(CutoutKind Kind, int Pixels, double PixelScaleArcsec, int? PsfPixels);

/// <summary>
/// The bytes of stamps over a distribution of packets, whose cutouts, PSFs and histories have different sizes: read from real packets or
/// declared.
/// </summary>
/// <param name="All">The packets, at least one.</param>
internal sealed record DrawnPackets(IReadOnlyList<DrawnPacket> All)
{
    /// <summary>The name in tables of stamps that are as large as the packets' own cutouts.</summary>
    public const string OwnCutouts = "own-cutouts";

    /// <summary>True if a packet says how large its footprint is.</summary>
    public bool HasFootprints => All.Any(p => p.FootprintPixels is not null);

    /// <summary>The cost of the stamp of the median footprint; the cost itself if it does not depend on footprints, or none is known.
    /// </summary>
    public StampCost AtMedianFootprint(StampCost cost)
    {
        if (!cost.CountsLargest || !HasFootprints)
        {
            return cost;
        }

        long[] known = [.. All.Select(p => p.FootprintPixels).OfType<int>().Select(side => (long)side)];
        return cost.At((int)ByteDistribution.Of(known, 0).Median);
    }

    /// <summary>
    /// Bytes of a packet with the stamps of a cost: the packet's own records and, for stamps of exact size, PSF images as large as the
    /// packet's and stamps as large as its footprint, if the layout follows it. Measured stamps enter with their mean.
    /// </summary>
    public ByteDistribution PacketBytes(StampCost cost, AlertPacket packet) =>
        Distribution(Counted(cost), p => packet with { RecordBytes = p.RecordBytes }, p => StampBytes(cost, p), cost.Layout.Images.Count);

    /// <summary>Bytes of the stamps of a cost.</summary>
    public ByteDistribution StampBytes(StampCost cost) => ByteDistribution.Of(Counted(cost).Select(p => (StampBytes(cost, p), p.Share)));

    /// <summary>Bytes of a packet with stamps that are as large as its own cutouts.</summary>
    public ByteDistribution OwnPacketBytes(PlaneSet planes, Serialisation serialisation, AlertPacket packet) =>
        Distribution(
            All,
            p => packet with { RecordBytes = p.RecordBytes },
            p => OwnStampBytes(p, planes, serialisation),
            All.Max(p => p.Cutouts.Count)
        );

    /// <summary>Bytes of stamps that are as large as the packets' own cutouts.</summary>
    public ByteDistribution OwnStampBytes(PlaneSet planes, Serialisation serialisation) =>
        ByteDistribution.Of(All.Select(p => (OwnStampBytes(p, planes, serialisation), p.Share)));

    /// <summary>The layout of one cutout of a packet with its own size: flux and, if it has a PSF, variance and PSF.</summary>
    public static StampLayout OwnLayout(DrawnCutout cutout, PlaneSet planes)
    {
        var flux = new StampLayout(OwnCutouts, [new StampScale(cutout.Pixels, cutout.PixelScaleArcsec)]) { Images = [cutout.Kind] };
        var counted = planes == PlaneSet.Own ? (cutout.PsfPixels is null ? PlaneSet.Flux : PlaneSet.Rubin) : planes;
        return WithPsfOf(counted.Of(flux), cutout);
    }

    private static ByteDistribution Distribution(
        IEnumerable<DrawnPacket> packets,
        Func<DrawnPacket, AlertPacket> packetOf,
        Func<DrawnPacket, double> stamps,
        int images
    ) => ByteDistribution.Of(packets.Select(p => (packetOf(p).WithStamps(stamps(p), images), p.Share)));

    /// <summary>The packets whose stamps are known: where stamps follow footprints, those that state theirs, unless none does.</summary>
    private IEnumerable<DrawnPacket> Counted(StampCost cost) =>
        cost.CountsLargest && HasFootprints ? All.Where(p => p.FootprintPixels is not null) : All;

    private static double OwnStampBytes(DrawnPacket packet, PlaneSet planes, Serialisation serialisation) =>
        packet.Cutouts.Sum(c => (double)serialisation.Bytes(OwnLayout(c, planes), PixelEncoding.None)!.Value);

    // The PSFs of an alert's images differ in size, so each image is a layout of its own. Features are counted once.
    private static double StampBytes(StampCost largest, DrawnPacket packet)
    {
        var cost = largest.At(packet.FootprintPixels);
        if (cost.Measured is not null || cost.Layout.Psf is not PsfImage { IsShared: false })
        {
            return cost.BytesStamps;
        }

        var (serialisation, encoding) = (Serialisation.Parse(cost.Serialisation), PixelEncoding.Parse(cost.Encoding));
        return cost.BytesStamps + cost.Layout.Images.Sum(Difference);

        double Difference(CutoutKind kind)
        {
            var image = cost.Layout with { Images = [kind], Features = [] };
            var cutout = packet.Cutouts.FirstOrDefault(c => c.Kind == kind);
            return serialisation.Bytes(WithPsfOf(image, cutout), encoding)!.Value - serialisation.Bytes(image, encoding)!.Value;
        }
    }

    private static StampLayout WithPsfOf(StampLayout layout, DrawnCutout cutout) =>
        layout.Psf is PsfImage psf && cutout.PsfPixels is { } pixels ? layout with { Psf = psf with { Pixels = pixels } } : layout;
}
