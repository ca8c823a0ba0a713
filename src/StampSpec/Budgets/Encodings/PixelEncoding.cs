using System.Buffers.Binary;
using System.Runtime.InteropServices;
using StampSpec.Common;

namespace StampSpec.Budgets.Encodings;

/// <summary>
/// How stamps are made smaller: not at all (<see cref="PlainEncoding"/>), by compression of the bytes of each image (<see
/// cref="CompressedEncoding"/>), or by fewer bits for flux and variance (<see cref="QuantisedEncoding"/>).
/// </summary>
/// <param name="Name">Name in tables and specs: <c>none</c>, <c>gzip</c>, <c>rice-q4</c>, ...</param>
public abstract record PixelEncoding(string Name)
{
    /// <summary>The bytes that the serialisation writes, unchanged.</summary>
    public static PixelEncoding None { get; } = new PlainEncoding();

    /// <summary>Every encoding, lossless ones first.</summary>
    public static IReadOnlyList<PixelEncoding> All { get; } =
    [
        None,
        new CompressedEncoding("gzip", ByteCodec.Gzip),
        new CompressedEncoding("deflate", ByteCodec.Deflate),
        new CompressedEncoding("brotli", ByteCodec.Brotli),
        new CompressedEncoding("shuffle-gzip", ByteCodec.Shuffled(ByteCodec.Gzip)),
        new CompressedEncoding("snappy", ByteCodec.Snappy),
        new Float16Encoding(),
        ScaledIntegerEncoding.Int16,
        ScaledIntegerEncoding.Int8,
        new RiceEncoding("rice-q1", 1),
        new RiceEncoding("rice-q2", 2),
        new RiceEncoding("rice-q4", 4),
        new RiceEncoding("rice-q16", 16),
    ];

    /// <summary>True if decoded pixels are identical to the original ones.</summary>
    public abstract bool IsLossless { get; }

    /// <summary>The encoding with a name.</summary>
    /// <exception cref="InvalidInputException">There is no encoding with this name.</exception>
    public static PixelEncoding Parse(string name) =>
        All.FirstOrDefault(e => e.Name == name)
        ?? throw InvalidInputException.Of(
            "budget.encoding",
            $"there is no encoding called {name}",
            fix: "write one of " + string.Join(", ", All.Select(e => e.Name))
        );

    /// <summary>
    /// Encodes and decodes an image: the result is the image that a receiver sees. A study applies this to each scale of each image of a
    /// layout, before normalisation and classification, so that the scores include the loss. The same pixels always give the same result.
    /// </summary>
    /// <param name="image">Flux or variance.</param>
    public abstract Image<float> RoundTrip(Image<float> image);
}

/// <summary>Lossless compression of the serialised bytes of each image.</summary>
/// <param name="Name">Name in tables and specs.</param>
/// <param name="Codec">The compression.</param>
internal sealed record CompressedEncoding(string Name, ByteCodec Codec) : PixelEncoding(Name)
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

/// <summary>
/// IEEE 754 binary16, little-endian: relative error up to 2^-11 from 6.1e-5 on, absolute error up to 2^-25 below; absolute values from
/// 65,520 on become infinite. NaN and infinities are kept.
/// </summary>
internal sealed record Float16Encoding() : QuantisedEncoding("float16")
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

/// <summary>The bytes that the serialisation writes, unchanged.</summary>
internal sealed record PlainEncoding() : PixelEncoding("none")
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
