using StampSpec.Pixels;

namespace StampSpec.Budgets.Encodings;

/// <summary>Flux and variance in fewer bits, each scale of each plane by itself. Masks and PSFs stay as they are.</summary>
/// <param name="Name">Name in tables and specs.</param>
public abstract record QuantisedEncoding(string Name) : PixelEncoding(Name)
{
    /// <inheritdoc/>
    public override bool IsLossless => false;

    /// <summary>Bytes of an encoded image; null if they depend on its values.</summary>
    /// <param name="pixels">Pixels of the image.</param>
    public abstract long? Bytes(int pixels);

    /// <summary>The encoded image.</summary>
    public abstract byte[] Encode(Image<float> image);

    /// <summary>The image again.</summary>
    /// <param name="bytes">What <see cref="Encode"/> gave.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="Diagnostics.InvalidInputException">The bytes are no image of this size.</exception>
    public abstract Image<float> Decode(ReadOnlySpan<byte> bytes, int width, int height);

    /// <inheritdoc/>
    public override Image<float> RoundTrip(Image<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Decode(Encode(image), image.Width, image.Height);
    }

    /// <summary>The fault of bytes that do not fill the image.</summary>
    private protected static Diagnostics.InvalidInputException WrongLength(string name, int bytes, int width, int height) =>
        new(Diagnostics.Diagnostic.Error("budget.encoded-length", FormattableString.Invariant($"{bytes} bytes are no {name} image of {width} x {height}")));
}
