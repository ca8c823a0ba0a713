using System.Runtime.InteropServices;
using StampSpec.Pixels;

namespace StampSpec.Budgets.Encodings;

/// <summary>The serialised bytes of each image, compressed without loss.</summary>
/// <param name="Name">Name in tables and specs.</param>
/// <param name="Codec">The compression.</param>
public sealed record CompressedEncoding(string Name, ByteCodec Codec) : PixelEncoding(Name)
{
    /// <inheritdoc/>
    public override bool IsLossless => true;

    /// <inheritdoc/>
    public override Image<float> RoundTrip(Image<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var bytes = MemoryMarshal.AsBytes(image.Pixels);
        var expanded = Codec.Expand(Codec.Compress(bytes), bytes.Length);
        return new Image<float>(image.Width, image.Height, MemoryMarshal.Cast<byte, float>(expanded).ToArray());
    }
}
