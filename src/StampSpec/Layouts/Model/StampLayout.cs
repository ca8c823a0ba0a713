using StampSpec.Alerts;

namespace StampSpec.Layouts.Model;

/// <summary>
/// What an alert's stamps show: the scales, images and planes that a specification proposes, independent of how they are serialised.
/// </summary>
/// <param name="Name">Lower-case name, as results list it.</param>
/// <param name="Scales">The scales, finest first; none if no image is carried.</param>
public sealed record StampLayout(string Name, IReadOnlyList<StampScale> Scales)
{
    /// <summary>The images carried, in the order of <see cref="CutoutKind"/>; none if only features or columns are sent.</summary>
    public IReadOnlyList<CutoutKind> Images { get; init; } = [CutoutKind.Science, CutoutKind.Template, CutoutKind.Difference];

    /// <summary>The planes that every scale of every image carries.</summary>
    public IReadOnlyList<StampPlane> Planes { get; init; } = [new(PlaneKind.Flux, PixelNumberType.Float32)];

    /// <summary>The PSF carried; null if none is carried.</summary>
    public PsfPlane? Psf { get; init; }

    /// <summary>False if each coarser scale omits the block that the next finer one rebuilds exactly.</summary>
    public bool KeepsRedundantCentres { get; init; } = true;

    /// <summary>How coarser pixels are made.</summary>
    public BinRule Bins { get; init; } = BinRule.Mean;

    /// <summary>
    /// Rings and sectors in place of square pixels; <see cref="Scales"/> then contains their scale only. Null for square pixels.
    /// </summary>
    public LogPolarGrid? LogPolar { get; init; }

    /// <summary>Numbers carried in addition to images or in place of them, in the order of the tensors.</summary>
    public IReadOnlyList<StampFeature> Features { get; init; } = [];

    /// <summary>
    /// Numbers of the packet's catalogue records that a classifier gets beside images and features or in place of them, each once.
    /// </summary>
    internal IReadOnlyList<PacketColumn> Columns { get; init; } = [];

    /// <summary>
    /// Pixels a side of the smallest stamp, if a stamp is as large as the detection's footprint and <see cref="Scales"/> has the largest
    /// one; null if all stamps have the same size.
    /// </summary>
    internal int? SmallestPixels { get; init; }

    /// <summary>The layout whose stamps all have one size, that of one alert's stamp.</summary>
    /// <param name="side">Pixels a side.</param>
    internal StampLayout WithSide(int side) => this with { Scales = [Scales[0] with { Pixels = side }], SmallestPixels = null };

    /// <summary>The native stamp from which the layout is meant to be cut; null if it is not given.</summary>
    public StampScale? Native { get; init; }

    /// <summary>
    /// Pixels that one plane of one image stores, over all scales that carry it, for the image that stores the most. Omitted centres are
    /// not stored.
    /// </summary>
    public int PixelsPerImage => Images.Select(PixelsOf).DefaultIfEmpty().Max();

    /// <summary>
    /// Side of the widest scale's field, arcsec; 0 if no image is carried. Features are not counted: they may come from a wider field.
    /// </summary>
    public double FieldOfViewArcsec => Scales.Select(s => s.FieldOfViewArcsec).DefaultIfEmpty().Max();

    /// <summary>Bytes of one alert's PSFs, uncompressed; 0 if none is carried.</summary>
    public long RawPsfBytes => Psf is null ? 0 : Psf.RawBytes * (Psf.IsShared ? 1 : Images.Count);

    /// <summary>Numbers of all features of an alert.</summary>
    public int FeatureLength => Features.Sum(f => f.Length);

    /// <summary>Bytes of one alert's features, without framing.</summary>
    public long RawFeatureBytes => Features.Sum(f => f.RawBytes);

    /// <summary>
    /// Bytes of one alert's columns as fields of its Avro record: a float 4, a double 8, a boolean 1, an int or long the zig-zag code of
    /// its largest usual value, and 1 more for the union's index if the field may be null. A column that follows from other fields costs
    /// these.
    /// </summary>
    public long RawColumnBytes => Columns.Sum(c => c.Bytes);

    /// <summary>Bytes of one alert's planes, PSFs, features and columns, uncompressed and without headers or padding.</summary>
    public long RawBytes => Images.Sum(RawBytesOf) + RawPsfBytes + RawFeatureBytes + RawColumnBytes;

    /// <summary>The images that a scale carries, in the order of <see cref="CutoutKind"/>.</summary>
    /// <param name="scale">Index into <see cref="Scales"/>.</param>
    public IReadOnlyList<CutoutKind> ImagesAt(int scale) => Scales[scale].Images ?? Images;

    /// <summary>Indices of the scales that carry an image, finest first.</summary>
    public IEnumerable<int> ScalesOf(CutoutKind image) => Enumerable.Range(0, Scales.Count).Where(scale => ImagesAt(scale).Contains(image));

    /// <summary>Pixels that one plane of an image stores, over all scales that carry it.</summary>
    public int PixelsOf(CutoutKind image) => ScalesOf(image).Sum(StoredPixels);

    /// <summary>Bytes of an image's planes, uncompressed and without headers, padding or PSF.</summary>
    public long RawBytesOf(CutoutKind image) => (long)PixelsOf(image) * Planes.Sum(p => p.Number.SizeBytes());

    /// <summary>Side, in its own pixels, of the central block that a scale omits; 0 if it omits nothing.</summary>
    /// <param name="scale">Index into <see cref="Scales"/>.</param>
    /// <exception cref="InvalidOperationException">
    /// The centres are omitted, but the finer scale does not tile the centre of this one.
    /// </exception>
    public int OmittedPixels(int scale)
    {
        if (KeepsRedundantCentres || scale == 0)
        {
            return 0;
        }

        return Scales[scale].RedundantSide(Scales[scale - 1])
            ?? throw new InvalidOperationException($"scale {scale} of {Name} cannot omit its centre: scale {scale - 1} does not tile it");
    }

    /// <summary>Pixels that one plane of one image stores at a scale.</summary>
    public int StoredPixels(int scale)
    {
        var omitted = OmittedPixels(scale);
        return (Scales[scale].Pixels * Scales[scale].Pixels) - (omitted * omitted);
    }
}

/// <summary>Whether pixel values are normalised before the layout is cut, after it, or not at all.</summary>
public enum NormalisationOrder
{
    /// <summary>Raw flux.</summary>
    None,

    /// <summary>
    /// The full native cutout is normalised, then cut, as published; small stamps then contain statistics of the large one.
    /// </summary>
    Before,

    /// <summary>The cut stamp is normalised by its own statistics, as a receiver that has only the stamp can do.</summary>
    After,

    /// <summary>
    /// The cut stamp is stretched by the inverse hyperbolic sine of its own noise, without clipping: a control that tells what a layout
    /// shows from what the published normalisation clips.
    /// </summary>
    Asinh,
}
