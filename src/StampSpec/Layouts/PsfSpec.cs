using StampSpec.Specs;

namespace StampSpec.Layouts;

/// <summary>The declaration of a layout's PSF: <c>none</c>, an image, or the parameters of a model.</summary>
internal static class PsfSpec
{
    private static readonly SpecKey<int> PixelsKey = Spec.Optional(
        "pixels", Spec.Integer(1, 255, "a PSF image has 1 to 255 pixels a side", SpecUnit.Pixels), "Pixels a side of a PSF image, odd.");

    private static readonly SpecKey<int> ParametersKey = Spec.Optional(
        "parameters", Spec.Integer(1, 64, "a PSF model has 1 to 64 parameters"), "Parameters of a PSF model, in place of pixels.");

    private static readonly SpecKey<PixelNumberType> NumberKey = Spec.WithDefault(
        "number", Spec.Choice(("float64", PixelNumberType.Float64), ("float32", PixelNumberType.Float32), ("float16", PixelNumberType.Float16)), "float64", "Number type.");

    private static readonly SpecKey<bool> SharedKey = Spec.WithDefault(
        "shared", Spec.Boolean(), "false", "True where one PSF serves all images, false where each image brings its own.");

    /// <summary>A PSF; null for none.</summary>
    public static SpecValue<PsfPlane?> Declaration { get; } = Spec.OneOf(
        Spec.Choice<PsfPlane?>(("none", null)),
        new SpecMapping<PsfPlane?>("a PSF", [PixelsKey, ParametersKey, NumberKey, SharedKey], Build, Check));

    private static PsfPlane? Build(SpecReader reader) => reader.TryGet(PixelsKey, out var pixels)
        ? new PsfImage(pixels, reader.Get(NumberKey), reader.Get(SharedKey))
        : new PsfParameters(reader.Get(ParametersKey), reader.Get(NumberKey), reader.Get(SharedKey));

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
}
