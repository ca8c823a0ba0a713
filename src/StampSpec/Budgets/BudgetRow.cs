using System.Text.Json.Serialization;

namespace StampSpec.Budgets;

/// <summary>
/// One row of a budget: a layout in one serialisation and encoding, in one packet and flow. Gb are 10^9 bit, GB are 10^9 B, PB are 10^15 B.
/// </summary>
public sealed record BudgetRow
{
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

    /// <summary>Size of the packet divided by the size of the same packet with its own stamps.</summary>
    [JsonPropertyName("of_own_stamps")]
    public required double OfOwnStamps { get; init; }

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
            PixelsPerImage = cost.Layout.PixelsPerImage,
            Images = cost.Layout.Images.Count,
            BytesStamps = cost.BytesStamps,
            BytesPacket = bytes,
            GbpsMean = flow.MeanGbps(bytes),
            GbpsBurst = flow.BurstGbps(bytes),
            GbPerNight = flow.GigabytesPerNight(bytes),
            PbPerDecade = flow.Petabytes(bytes),
            OfOwnStamps = bytes / packet.TotalBytes,
            Measured = cost.Measured,
        };
    }
}
