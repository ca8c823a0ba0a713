using StampSpec.Pixels;

namespace StampSpec.Budgets.Encodings;

/// <summary>Bytes as the serialisation writes them.</summary>
public sealed record PlainEncoding() : PixelEncoding("none")
{
    /// <inheritdoc/>
    public override bool IsLossless => true;

    /// <inheritdoc/>
    public override Image<float> RoundTrip(Image<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image.Clone();
    }
}
