using System.Buffers.Binary;
using StampSpec.Pixels;

namespace StampSpec.Budgets.Encodings;

/// <summary>
/// 16-bit integers over the image's own range: 4 bytes scale, 4 bytes least value, then 2 bytes a pixel, little-endian. Each finite pixel comes back within half of
/// the step (most - least) / 65,532; NaN and infinities have codes of their own.
/// </summary>
public sealed record Int16Encoding() : QuantisedEncoding("int16")
{
    private const int HeaderBytes = 8;
    private const int Steps = 65_532;
    internal const short Missing = -32768;
    private const short MinusInfinity = -32767;
    private const short PlusInfinity = -32766;
    internal const short Least = -32765;

    /// <inheritdoc/>
    public override long? Bytes(int pixels) => HeaderBytes + (2L * pixels);

    /// <inheritdoc/>
    public override byte[] Encode(Image<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var codes = Quantise(image, out var scale, out var zero);
        var bytes = new byte[HeaderBytes + (2 * codes.Length)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, scale);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4), zero);
        for (var i = 0; i < codes.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(HeaderBytes + (2 * i)), codes[i]);
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
            image.Pixels[i] = Value(BinaryPrimitives.ReadInt16LittleEndian(bytes[(HeaderBytes + (2 * i))..]), scale, zero);
        }

        return image;
    }

    /// <summary>The codes of an image, the step and the least value, which has the code -32,765.</summary>
    internal static short[] Quantise(Image<float> image, out float scale, out float zero)
    {
        var finite = image.Pixels.ToArray().Where(float.IsFinite).DefaultIfEmpty().ToArray();
        zero = finite.Min();

        // Rounded up, so that the greatest value still has a code.
        var exact = ((double)finite.Max() - zero) / Steps;
        scale = (float)exact;
        scale = scale < exact ? MathF.BitIncrement(scale) : scale;
        var codes = new short[image.Pixels.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = Code(image.Pixels[i], scale, zero);
        }

        return codes;
    }

    private static short Code(float pixel, float scale, float zero) => pixel switch
    {
        float.NaN => Missing,
        float.NegativeInfinity => MinusInfinity,
        float.PositiveInfinity => PlusInfinity,
        _ => scale == 0 ? Least : (short)(Least + (int)Math.Round(((double)pixel - zero) / scale)),
    };

    private static float Value(short code, float scale, float zero) => code switch
    {
        Missing => float.NaN,
        MinusInfinity => float.NegativeInfinity,
        PlusInfinity => float.PositiveInfinity,
        // The step is rounded up, so the greatest code of the widest range would lie beyond the greatest float.
        _ => (float)Math.Min(((double)(code - Least) * scale) + zero, float.MaxValue),
    };
}
