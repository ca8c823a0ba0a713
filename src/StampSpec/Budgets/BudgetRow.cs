using System.Text.Json.Serialization;
using StampSpec.Budgets.Encodings;

namespace StampSpec.Budgets;

/// <summary>
/// One row of a budget: a layout in one serialisation and encoding, in one packet and flow. Gb are 10^9 bit, GB are 10^9 B, PB are 10^15 B.
/// </summary>
public sealed record BudgetRow
{
    private const string Single = "single";

    /// <summary>Name of the layout.</summary>
    [JsonPropertyName("layout")]
    public required string Layout { get; init; }

    /// <summary>Name of the packet that carries the layout.</summary>
    [JsonPropertyName("packet")]
    public required string Packet { get; init; }

    /// <summary>Name of the serialisation.</summary>
    [JsonPropertyName("serialisation")]
    public required string Serialisation { get; init; }

    /// <summary>Name of the encoding.</summary>
    [JsonPropertyName("encoding")]
    public required string Encoding { get; init; }

    /// <summary>Name of the planes that are counted: <c>own</c>, or <c>flux</c>, <c>dmtn-102</c> or <c>rubin</c> for all.</summary>
    [JsonPropertyName("planes")]
    public required string Planes { get; init; }

    /// <summary>These planes and their PSF, such as <c>flux + variance + PSF</c>.</summary>
    [JsonPropertyName("contents")]
    public required string Contents { get; init; }

    /// <summary>
    /// <c>single</c> for the packet's single size; <c>mean</c>, <c>quartile-1</c>, <c>median</c>, <c>quartile-3</c> or <c>percentile-95</c>
    /// over its distribution.
    /// </summary>
    [JsonPropertyName("statistic")]
    public string Statistic { get; init; } = Single;

    /// <summary>Stored pixels of one plane of one image, over all scales.</summary>
    [JsonPropertyName("pixels_per_image")]
    public required int PixelsPerImage { get; init; }

    /// <summary>Images of an alert.</summary>
    [JsonPropertyName("images")]
    public required int Images { get; init; }

    /// <summary>Bytes of an alert's stamps, features and columns; the mean over alerts if they were measured.</summary>
    [JsonPropertyName("bytes_stamps")]
    public required double BytesStamps { get; init; }

    /// <summary>Bytes of an alert's packet with these stamps.</summary>
    [JsonPropertyName("bytes_packet")]
    public required double BytesPacket { get; init; }

    /// <summary>Mean rate.</summary>
    [JsonPropertyName("gbps_mean")]
    public required double GbpsMean { get; init; }

    /// <summary>Rate while a visit's alerts are sent.</summary>
    [JsonPropertyName("gbps_burst")]
    public required double GbpsBurst { get; init; }

    /// <summary>Volume of a night.</summary>
    [JsonPropertyName("gb_per_night")]
    public required double GbPerNight { get; init; }

    /// <summary>Volume of all years of the flow, by default ten.</summary>
    [JsonPropertyName("pb_per_decade")]
    public required double PbPerDecade { get; init; }

    /// <summary>
    /// Size of the packet divided by the size of the same packet with its own stamps; null if planes, serialisation or encoding differ from
    /// those of its own stamps, or if these are not known.
    /// </summary>
    [JsonPropertyName("of_own_stamps")]
    public required double? OfOwnStamps { get; init; }

    /// <summary>Distribution of <see cref="BytesStamps"/> over real alerts; null if it is exact.</summary>
    [JsonPropertyName("measured")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ByteDistribution? Measured { get; init; }

    /// <summary>The row of a cost.</summary>
    public static BudgetRow Of(StampCost cost, AlertPacket packet, AlertFlow flow)
    {
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(flow);
        // The packet's records contain the columns already.
        var bytes = packet.WithStamps(cost.BytesStamps - cost.Layout.RawColumnBytes, cost.Layout.Images.Count);
        return new BudgetRow
        {
            Layout = cost.Layout.Name,
            Packet = packet.Name,
            Serialisation = cost.Serialisation,
            Encoding = cost.Encoding,
            Planes = cost.Planes,
            Contents = PlaneSet.ShortText(cost.Layout),
            PixelsPerImage = cost.Layout.PixelsPerImage,
            Images = cost.Layout.Images.Count,
            BytesStamps = cost.BytesStamps,
            BytesPacket = bytes,
            GbpsMean = flow.MeanGbps(bytes),
            GbpsBurst = flow.BurstGbps(bytes),
            GbPerNight = flow.GigabytesPerNight(bytes),
            PbPerDecade = flow.Petabytes(bytes),
            OfOwnStamps = IsLikeOwn(cost, packet) ? bytes / packet.TotalBytes : null,
            Measured = cost.Measured,
        };
    }

    /// <summary>
    /// The rows of one cost in one packet: the single size and, if the packet has a distribution, its statistics. Each number is the
    /// statistic of its own distribution. Stamps that follow footprints have the size of the median one in the single size.
    /// </summary>
    public static IReadOnlyList<BudgetRow> AllOf(StampCost cost, AlertPacket packet, AlertFlow flow)
    {
        var single = Of(packet.Drawn?.AtMedianFootprint(cost) ?? cost, packet, flow);
        return packet.Drawn is not { } drawn
            ? [single]
            : [single, .. Statistics(single with { OfOwnStamps = null }, drawn.StampBytes(cost), drawn.PacketBytes(cost, packet), flow)];
    }

    /// <summary>The statistics of stamps that are as large as the cutouts of a packet's distribution; none if it has none.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="planes">One of <see cref="StampCosts.PlaneSets"/>.</param>
    /// <param name="serialisation">The serialisation.</param>
    /// <param name="flow">The flow of alerts.</param>
    public static IReadOnlyList<BudgetRow> OfOwnCutouts(AlertPacket packet, string planes, Serialisation serialisation, AlertFlow flow)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(serialisation);
        if (packet.Drawn is not { } drawn)
        {
            return [];
        }

        var set = PlaneSet.Parse(planes);
        var largest = drawn.All.MaxBy(p => p.Cutouts.Max(c => c.Pixels))!.Cutouts;
        var layout = DrawnPackets.OwnLayout(largest[0], set) with { Images = [.. largest.Select(c => c.Kind)] };
        var start = Of(new StampCost(layout, serialisation.Name, PixelEncoding.None.Name, 0, null) { Planes = planes }, packet, flow);
        return
        [
            .. Statistics(
                start with
                {
                    OfOwnStamps = null,
                },
                drawn.OwnStampBytes(set, serialisation),
                drawn.OwnPacketBytes(set, serialisation, packet),
                flow
            ),
        ];
    }

    private static IEnumerable<BudgetRow> Statistics(BudgetRow start, ByteDistribution stamps, ByteDistribution packets, AlertFlow flow) =>
        stamps.Statistics.Zip(packets.Statistics, (s, p) =>
            start with
            {
                Statistic = s.Name,
                BytesStamps = s.Bytes,
                BytesPacket = p.Bytes,
                GbpsMean = flow.MeanGbps(p.Bytes),
                GbpsBurst = flow.BurstGbps(p.Bytes),
                GbPerNight = flow.GigabytesPerNight(p.Bytes),
                PbPerDecade = flow.Petabytes(p.Bytes),
            }
        );

    /// <summary>True if the row is the packet's single size, false if it is a statistic of a distribution.</summary>
    [JsonIgnore]
    public bool IsSingle => Statistic == Single;

    private static bool IsLikeOwn(StampCost cost, AlertPacket packet) =>
        packet.Basis is { } own
        && (own.Form.Serialisation.Name, own.Form.Encoding.Name) == (cost.Serialisation, cost.Encoding)
        && own.Planes.IsOwnOf(cost.Layout);
}
