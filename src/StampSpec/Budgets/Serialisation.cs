using System.Buffers;
using StampSpec.Alerts;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Budgets;

/// <summary>
/// How the stamps of an alert are written as bytes: a block of bytes for each image and, if there are features, one for the features.
/// Features and packet columns are fields of the alert's Avro record in every serialisation and are neither compressed nor quantised. Sizes
/// are exact if they do not depend on pixel values.
/// </summary>
/// <param name="Name">Name in tables and specs.</param>
/// <param name="Description">Short description.</param>
public abstract record Serialisation(string Name, string Description)
{
    /// <summary>Every serialisation.</summary>
    public static IReadOnlyList<Serialisation> All { get; } =
    [
        new RawSerialisation(),
        new AvroSerialisation(),
        new FitsSerialisation(isOneHduAPlane: false),
        new FitsSerialisation(isOneHduAPlane: true),
    ];

    /// <summary>The serialisation with a name.</summary>
    /// <exception cref="InvalidInputException">There is no serialisation with this name.</exception>
    public static Serialisation Parse(string name) =>
        All.FirstOrDefault(s => s.Name == name)
        ?? throw InvalidInputException.Of(
            "budget.serialisation",
            $"there is no serialisation called {name}",
            fix: "write one of " + string.Join(", ", All.Select(s => s.Name))
        );

    /// <summary>True if the serialisation supports the layout's number types in this encoding.</summary>
    public abstract bool Supports(StampLayout layout, PixelEncoding encoding);

    /// <summary>Bytes of all stamps of one alert; null if they depend on pixel values.</summary>
    /// <exception cref="ArgumentException">The combination is not supported.</exception>
    public long? Bytes(StampLayout layout, PixelEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (!Supports(layout, encoding))
        {
            throw new ArgumentException(
                $"the serialisation {Name} does not support the layout {layout.Name} with the encoding {encoding.Name}",
                nameof(encoding)
            );
        }

        return encoding is CompressedEncoding && layout.Images.Count > 0
            ? null
            : ExactBytes(layout, encoding) + FeatureBytes(layout) + layout.RawColumnBytes;
    }

    /// <summary>
    /// The stamps of one alert as bytes, a block for each image, one for the features, and one of zeros as long as the packet columns,
    /// which stay where they are in the packet's records. If <see cref="Bytes"/> gives a number, it is the
    /// total length.
    /// </summary>
    internal IReadOnlyList<byte[]> Write(SampledStamps stamps, PixelEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(stamps);
        var images = stamps.Images.Select((_, i) => WriteImage(stamps, i, encoding));
        return
        [
            .. encoding is CompressedEncoding { Codec: var codec } ? images.Select(bytes => codec.Compress(bytes)) : images,
            .. stamps.Features.Count > 0 ? new[] { WriteFeatures(stamps) } : [],
            .. stamps.Layout.Columns.Count > 0 ? new[] { new byte[stamps.Layout.RawColumnBytes] } : [],
        ];
    }

    private protected abstract long? ExactBytes(StampLayout layout, PixelEncoding encoding);

    private protected abstract byte[] WriteImage(SampledStamps stamps, int image, PixelEncoding encoding);

    private protected virtual long FeatureBytes(StampLayout layout) => layout.Features.Sum(AvroSerialisation.Bytes);

    private protected virtual byte[] WriteFeatures(SampledStamps stamps)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var (feature, values) in stamps.Layout.Features.Zip(stamps.Features))
        {
            AvroSerialisation.Write(output, values, feature);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>True if the image has a PSF: every image has one, or only the first if all images share it.</summary>
    private protected static bool CarriesPsf(StampLayout layout, int image) => layout.Psf is { } psf && (image == 0 || !psf.IsShared);

    /// <summary>Number of PSFs in the stamps of one alert.</summary>
    private protected static int PsfCount(StampLayout layout) =>
        layout.Psf is null ? 0
        : layout.Psf.IsShared ? 1
        : layout.Images.Count;

    /// <summary>True if the encoding changes how the plane's pixels are stored.</summary>
    private protected static bool Quantises(PixelEncoding encoding, StampPlane plane) =>
        encoding is QuantisedEncoding && plane.Kind != PlaneKind.Mask;
}

/// <summary>Planes, PSF and features one after the other, without headers: the bytes that the layout itself counts.</summary>
internal sealed record RawSerialisation() : Serialisation("raw", "planes, PSF and features without headers")
{
    /// <inheritdoc/>
    public override bool Supports(StampLayout layout, PixelEncoding encoding) => true;

    private protected override long? ExactBytes(StampLayout layout, PixelEncoding encoding) =>
        layout.RawPsfBytes + StoredNumbers.Sum(layout, (image, plane) => PlaneBytes(layout, image, plane, encoding));

    private protected override byte[] WriteImage(SampledStamps stamps, int image, PixelEncoding encoding)
    {
        var bytes = new List<byte>();
        foreach (var (plane, scales) in stamps.Layout.Planes.Zip(stamps.Images[image].Planes))
        {
            foreach (var scale in scales)
            {
                bytes.AddRange(
                    Quantises(encoding, plane) ? ((QuantisedEncoding)encoding).Encode(scale) : StoredNumbers.Of(scale.Pixels, plane.Number)
                );
            }
        }

        if (CarriesPsf(stamps.Layout, image))
        {
            bytes.AddRange(StoredNumbers.Of(stamps.Images[image].Psf, stamps.Layout.Psf!.Number));
        }

        return [.. bytes];
    }

    private protected override long FeatureBytes(StampLayout layout) => layout.RawFeatureBytes;

    private protected override byte[] WriteFeatures(SampledStamps stamps) =>
        [
            .. stamps
                .Layout.Features.Zip(stamps.Features, (feature, values) => StoredNumbers.Of(values, feature.Number))
                .SelectMany(bytes => bytes),
        ];

    private static long? PlaneBytes(StampLayout layout, CutoutKind image, StampPlane plane, PixelEncoding encoding) =>
        StoredNumbers.Sum(layout, image, pixels =>
            Quantises(encoding, plane) ? ((QuantisedEncoding)encoding).Bytes(pixels) : (long)pixels * plane.Number.SizeBytes()
        );
}
