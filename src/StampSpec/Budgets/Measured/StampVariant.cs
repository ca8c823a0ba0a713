using StampSpec.Alerts;
using StampSpec.Layouts;
using StampSpec.Pixels;

namespace StampSpec.Budgets.Measured;

/// <summary>A way to carry the very pixels that a shipped alert has: its own sides, with all or some of its planes and PSFs.</summary>
/// <param name="Name">Name in tables.</param>
/// <param name="HasVariance">True if variance goes along.</param>
/// <param name="Psf">Number type of the PSF images; null for none.</param>
/// <param name="IsPsfShared">True if only the science image's PSF goes along.</param>
public sealed record StampVariant(string Name, bool HasVariance, PixelNumberType? Psf, bool IsPsfShared = false)
{
    /// <summary>Variants of LSST's stamps, as shipped first.</summary>
    public static IReadOnlyList<StampVariant> Lsst { get; } =
    [
        new("float64 PSFs (as shipped)", true, PixelNumberType.Float64),
        new("float32 PSFs", true, PixelNumberType.Float32),
        new("one float32 PSF", true, PixelNumberType.Float32, IsPsfShared: true),
        new("no PSF", true, null),
        new("flux alone", false, null),
    ];

    /// <summary>Variants of stamps of flux alone, as ZTF ships them.</summary>
    public static IReadOnlyList<StampVariant> Ztf { get; } = [new("flux alone (as shipped)", false, null)];

    /// <summary>The alert's stamps: one layout an image, for sides differ from image to image.</summary>
    public IEnumerable<SampledStamps> Of(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return Enum.GetValues<CutoutKind>().Select(kind => SampledStamps.Of(alert, LayoutOf(alert[kind])));
    }

    private StampLayout LayoutOf(Cutout cutout)
    {
        StampPlane[] planes = HasVariance && cutout.Variance is not null
            ? [new(PlaneKind.Flux, PixelNumberType.Float32), new(PlaneKind.Variance, PixelNumberType.Float32)]
            : [new(PlaneKind.Flux, PixelNumberType.Float32)];
        var carriesPsf = Psf is not null && cutout.Psf is not null && (!IsPsfShared || cutout.Kind == CutoutKind.Science);
        return new StampLayout("native", [new StampScale(Math.Max(cutout.Flux.Width, cutout.Flux.Height), cutout.PixelScaleArcsec)])
        {
            Images = [cutout.Kind],
            Planes = planes,
            Psf = carriesPsf ? new PsfImage(cutout.Psf!.Width, Psf!.Value, IsShared: false) : null,
        };
    }
}
