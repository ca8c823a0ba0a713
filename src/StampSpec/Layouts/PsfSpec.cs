using StampSpec.Specs;

namespace StampSpec.Layouts;

/// <summary>The declaration of a layout's PSF: <c>none</c>, an image, or the parameters of a model.</summary>
internal static class PsfSpec
{
    private static readonly SpecKey<Written, int?> PixelsKey = new(
        "pixels",
        Spec.Maybe(Spec.Integer(1, 255, "a PSF image has 1 to 255 pixels a side", SpecUnit.Pixels)),
        "Pixels a side of a PSF image, odd.",
        w => w.Pixels,
        (w, pixels) => w with { Pixels = pixels });

    private static readonly SpecKey<Written, int?> ParametersKey = new(
        "parameters",
        Spec.Maybe(Spec.Integer(1, 64, "a PSF model has 1 to 64 parameters")),
        "Parameters of a PSF model, in place of pixels.",
        w => w.Parameters,
        (w, count) => w with { Parameters = count });

    private static readonly SpecMapping<Written> Mapping = new SpecRecord<Written>(
            "a PSF", new Written(null, null, default, IsShared: false))
        .Key(PixelsKey)
        .Key(ParametersKey)
        .WithDefault(
            "number",
            Spec.Choice(("float64", PixelNumberType.Float64), ("float32", PixelNumberType.Float32), ("float16", PixelNumberType.Float16)),
            "float64",
            "Number type.",
            w => w.Number,
            (w, number) => w with { Number = number })
        .WithDefault(
            "shared",
            Spec.Boolean(),
            "false",
            "True where one PSF serves all images, false where each image brings its own.",
            w => w.IsShared,
            (w, isShared) => w with { IsShared = isShared })
        .ToMapping(Check);

    /// <summary>A PSF; null for none.</summary>
    public static SpecValue<PsfPlane?> Declaration { get; } = Spec.OneOf(
        Spec.Choice<PsfPlane?>(("none", null)), Mapping.Then<PsfPlane?>(PlaneOf, plane => WrittenOf(plane!)));

    private static PsfPlane PlaneOf(Written written) => written.Pixels is { } pixels
        ? new PsfImage(pixels, written.Number, written.IsShared)
        : new PsfParameters(written.Parameters!.Value, written.Number, written.IsShared);

    private static Written WrittenOf(PsfPlane plane) =>
        new((plane as PsfImage)?.Pixels, (plane as PsfParameters)?.Count, plane.Number, plane.IsShared);

    private static void Check(SpecReader reader)
    {
        if (reader.Has(PixelsKey) == reader.Has(ParametersKey))
        {
            reader.Error(ParametersKey, "layout.psf", "a PSF is an image (pixels) or a model (parameters)", "give one of the two");
        }

        if (reader.TryGet(PixelsKey, out var pixels) && pixels % 2 == 0)
        {
            reader.Error(PixelsKey, "layout.psf", $"pixels is {pixels}; a PSF image has an odd side, so that a pixel is its centre", $"write {pixels + 1}");
        }
    }

    /// <summary>What the keys say of a PSF: pixels of an image, or parameters of a model.</summary>
    private sealed record Written(int? Pixels, int? Parameters, PixelNumberType Number, bool IsShared);
}
