using System.Buffers.Binary;
using StampSpec.Common;

namespace StampSpec.Budgets.Encodings;

/// <summary>
/// Signed integers of 1 or 2 bytes over the range of the image: 4 bytes for the scale, 4 bytes for the smallest value, then the pixels,
/// little-endian. The error of a finite pixel is at most half of the step (largest - smallest) / 252 or / 65,532; NaN and infinities have
/// their own codes.
/// </summary>
/// <param name="Name">Name in tables and specs.</param>
/// <param name="NumberBytes">1 or 2.</param>
internal sealed record ScaledIntegerEncoding(string Name, int NumberBytes) : QuantisedEncoding(Name)
{
    private const int HeaderBytes = 8;

    /// <summary>One byte for each pixel: 253 levels.</summary>
    public static ScaledIntegerEncoding Int8 { get; } = new("int8", 1);

    /// <summary>Two bytes for each pixel: 65,533 levels.</summary>
    public static ScaledIntegerEncoding Int16 { get; } = new("int16", 2);

    /// <summary>The code of a missing pixel: the smallest integer.</summary>
    internal int Missing => -(1 << ((8 * NumberBytes) - 1));

    /// <summary>The code of the smallest value. The two codes below it are those of the infinities.</summary>
    internal int Least => Missing + 3;

    private int MinusInfinity => Missing + 1;

    private int PlusInfinity => Missing + 2;

    private int Steps => -Missing - 1 - Least;

    /// <inheritdoc/>
    public override long? Bytes(int pixels) => HeaderBytes + ((long)NumberBytes * pixels);

    /// <inheritdoc/>
    public override byte[] Encode(Image<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var codes = Quantise(image, out var scale, out var zero);
        var bytes = new byte[HeaderBytes + (NumberBytes * codes.Length)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, scale);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4), zero);
        for (var i = 0; i < codes.Length; i++)
        {
            var target = bytes.AsSpan(HeaderBytes + (NumberBytes * i));
            if (NumberBytes == 1)
            {
                target[0] = unchecked((byte)codes[i]);
            }
            else
            {
                BinaryPrimitives.WriteInt16LittleEndian(target, codes[i]);
            }
        }

        return bytes;
    }

    /// <inheritdoc/>
    public override Image<float> Decode(ReadOnlySpan<byte> bytes, int width, int height)
    {
        var image = new Image<float>(width, height);
        if (bytes.Length != Bytes(image.Pixels.Length))
        {
            throw WrongLength(Name, bytes.Length, width, height);
        }

        var scale = BinaryPrimitives.ReadSingleLittleEndian(bytes);
        var zero = BinaryPrimitives.ReadSingleLittleEndian(bytes[4..]);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var source = bytes[(HeaderBytes + (NumberBytes * i))..];
            image.Pixels[i] = Value(
                NumberBytes == 1 ? unchecked((sbyte)source[0]) : BinaryPrimitives.ReadInt16LittleEndian(source),
                scale,
                zero
            );
        }

        return image;
    }

    /// <summary>The codes of an image, the step and the smallest value, whose code is <see cref="Least"/>.</summary>
    internal short[] Quantise(Image<float> image, out float scale, out float zero)
    {
        var finite = image.Pixels.ToArray().Where(float.IsFinite).DefaultIfEmpty().ToArray();
        zero = finite.Min();

        // Rounded up, so that the largest value still has a code.
        var exact = ((double)finite.Max() - zero) / Steps;
        scale = (float)exact;
        scale = scale < exact ? MathF.BitIncrement(scale) : scale;
        var codes = new short[image.Pixels.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = (short)Code(image.Pixels[i], scale, zero);
        }

        return codes;
    }

    private int Code(float pixel, float scale, float zero) =>
        pixel switch
        {
            float.NaN => Missing,
            float.NegativeInfinity => MinusInfinity,
            float.PositiveInfinity => PlusInfinity,
            _ => scale == 0 ? Least : Least + (int)Math.Round(((double)pixel - zero) / scale),
        };

    private float Value(int code, float scale, float zero) =>
        code == Missing ? float.NaN
        : code == MinusInfinity ? float.NegativeInfinity
        : code == PlusInfinity ? float.PositiveInfinity
        // The step is rounded up, so the largest code of the widest range would exceed the largest float.
        : (float)Math.Min(((double)(code - Least) * scale) + zero, float.MaxValue);
}

/// <summary>Flux and variance in fewer bits, separately for each scale of each plane. Masks and PSFs are not changed.</summary>
/// <param name="Name">Name in tables and specs.</param>
internal abstract record QuantisedEncoding(string Name) : PixelEncoding(Name)
{
    /// <inheritdoc/>
    public override bool IsLossless => false;

    /// <summary>Bytes of an encoded image; null if they depend on its values.</summary>
    /// <param name="pixels">Pixels of the image.</param>
    public abstract long? Bytes(int pixels);

    /// <summary>The encoded image.</summary>
    public abstract byte[] Encode(Image<float> image);

    /// <summary>The decoded image.</summary>
    /// <param name="bytes">The result of <see cref="Encode"/>.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="InvalidInputException">The bytes are not an image of this size.</exception>
    public abstract Image<float> Decode(ReadOnlySpan<byte> bytes, int width, int height);

    /// <inheritdoc/>
    public override Image<float> RoundTrip(Image<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Decode(Encode(image), image.Width, image.Height);
    }

    /// <summary>The exception for bytes that do not fit the size of the image.</summary>
    private protected static InvalidInputException WrongLength(string name, int bytes, int width, int height) =>
        new(
            Diagnostic.Error(
                "budget.encoded-length",
                FormattableString.Invariant($"{bytes} bytes are not a {name} image of {width} x {height} pixels")
            )
        );
}
