using System.Text.Json.Serialization;

namespace StampSpec.Budgets;

/// <summary>The largest stamp of one kind that a number of bytes holds.</summary>
public sealed record FittingLayout
{
    /// <summary>Name of the serialisation.</summary>
    [JsonPropertyName("serialisation")]
    public required string Serialisation { get; init; }

    /// <summary>Pixels a side of every scale.</summary>
    [JsonPropertyName("pixels")]
    public required int Pixels { get; init; }

    /// <summary>Finest pixel, arcsec.</summary>
    [JsonPropertyName("pixel_scale_arcsec")]
    public required double PixelScaleArcsec { get; init; }

    /// <summary>Number of scales, each twice as coarse as the finer one.</summary>
    [JsonPropertyName("scales")]
    public required int Scales { get; init; }

    /// <summary>Side of the widest scale's field, arcsec.</summary>
    [JsonPropertyName("field_of_view_arcsec")]
    public required double FieldOfViewArcsec { get; init; }

    /// <summary>Planes and their number types.</summary>
    [JsonPropertyName("planes")]
    public required string Planes { get; init; }

    /// <summary>The PSF carried.</summary>
    [JsonPropertyName("psf")]
    public required string Psf { get; init; }

    /// <summary>Images of an alert.</summary>
    [JsonPropertyName("images")]
    public required int Images { get; init; }

    /// <summary>Bytes of an alert's stamps.</summary>
    [JsonPropertyName("bytes_stamps")]
    public required long BytesStamps { get; init; }
}
