using System.Buffers.Binary;
using StampSpec.Pixels;

namespace StampSpec.Budgets.Encodings;

/// <summary>
/// IEEE 754 binary16, little-endian: relative error up to 2^-11 from 6.1e-5 on, absolute error up to 2^-25 below; magnitudes from 65,520 on
/// become infinite. NaN and infinities are kept.
/// </summary>
public sealed record Float16Encoding() : QuantisedEncoding("float16")
{
    private const int NumberBytes = 2;

    /// <inheritdoc/>
    public override long? Bytes(int pixels) => (long)NumberBytes * pixels;

    /// <inheritdoc/>
    public override byte[] Encode(Image<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var bytes = new byte[NumberBytes * image.Pixels.Length];
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(NumberBytes * i), (Half)image.Pixels[i]);
        }

        return bytes;
    }

    /// <inheritdoc/>
    public override Image<float> Decode(ReadOnlySpan<byte> bytes, int width, int height)
    {
        var image = new Image<float>(width, height);
        if (bytes.Length != NumberBytes * image.Pixels.Length)
        {
            throw WrongLength(Name, bytes.Length, width, height);
        }

        for (var i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(NumberBytes * i)..]);
        }

        return image;
    }
}
