using StampSpec.Diagnostics;
using StampSpec.Pixels;

namespace StampSpec.Budgets.Encodings;

/// <summary>
/// How a stamp's serialised bytes or pixel values are made smaller: <see cref="PlainEncoding"/>, <see cref="CompressedEncoding"/> on whole
/// images' bytes, <see cref="QuantisedEncoding"/> on flux and variance values.
/// </summary>
/// <param name="Name">Name in tables and specs: <c>none</c>, <c>gzip</c>, <c>rice-q4</c>, ...</param>
public abstract record PixelEncoding(string Name)
{
    /// <summary>Bytes as the serialisation writes them.</summary>
    public static PixelEncoding None { get; } = new PlainEncoding();

    /// <summary>Every encoding, those without loss first.</summary>
    public static IReadOnlyList<PixelEncoding> All { get; } =
    [
        None,
        new CompressedEncoding("gzip", new GzipCodec()),
        new CompressedEncoding("deflate", new DeflateCodec()),
        new CompressedEncoding("brotli", new BrotliCodec()),
        new CompressedEncoding("shuffle-gzip", new ShuffledCodec(new GzipCodec())),
        new CompressedEncoding("snappy", new SnappyCodec()),
        new Float16Encoding(),
        ScaledIntegerEncoding.Int16,
        ScaledIntegerEncoding.Int8,
        new RiceEncoding("rice-q1", 1),
        new RiceEncoding("rice-q2", 2),
        new RiceEncoding("rice-q4", 4),
        new RiceEncoding("rice-q16", 16),
    ];

    /// <summary>True if pixels come back bit for bit.</summary>
    public abstract bool IsLossless { get; }

    /// <summary>The encoding of a name.</summary>
    /// <exception cref="InvalidInputException">There is none of this name.</exception>
    public static PixelEncoding Parse(string name) =>
        All.FirstOrDefault(e => e.Name == name) ?? throw new InvalidInputException(
            Diagnostic.Error("budget.encoding", $"there is no encoding called {name}") with
            {
                Fix = "write one of " + string.Join(", ", All.Select(e => e.Name)),
            });

    /// <summary>
    /// What a receiver sees of an image: encoded and decoded. A study applies it to each scale of each image that a layout yields, before
    /// normalisation and classification, so that the loss is charged. The same pixels always give the same result.
    /// </summary>
    /// <param name="image">Flux or variance.</param>
    public abstract Image<float> RoundTrip(Image<float> image);
}
