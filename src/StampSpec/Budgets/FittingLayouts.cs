using System.Text.Json.Serialization;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Budgets;

/// <summary>Finds the layouts that fit into a number of bytes.</summary>
public static class FittingLayouts
{
    private const int MostScales = 6;
    private const int MostPixels = 512;
    private const int PsfPixels = 41;
    private const int PsfParameterCount = 6;

    private static readonly StampLayout ShippedScale = new("fit", [new StampScale(1, 0.2)]);
    private static readonly PixelEncoding Plain = PixelEncoding.Parse("none");

    /// <summary>The sets of planes that are tried: flux; flux and variance, as shipped; flux, variance and mask, as in DMTN-102.</summary>
    public static IReadOnlyList<IReadOnlyList<StampPlane>> PlaneSets { get; } =
    [PlaneSet.Flux.Planes, PlaneSet.Rubin.Planes, PlaneSet.Dmtn102.Planes];

    /// <summary>
    /// The PSFs that are tried in addition to a layout's own: as shipped, in float32, one for all images, parameters, none.
    /// </summary>
    public static IReadOnlyList<PsfPlane?> Psfs { get; } =
    [
        PlaneSet.Rubin.Psf,
        new PsfImage(PsfPixels, PixelNumberType.Float32, IsShared: false),
        new PsfImage(PsfPixels, PixelNumberType.Float32, IsShared: true),
        new PsfParameters(PsfParameterCount, PixelNumberType.Float32, IsShared: false),
        null,
    ];

    /// <summary>The layouts that fit, with any planes and PSF. The finest pixel scale is that of the shipped stamps.</summary>
    /// <param name="bytes">The budget, at least 1.</param>
    /// <param name="images">Images of an alert, 1 to 3.</param>
    /// <exception cref="InvalidInputException">The budget is below 1.</exception>
    public static IReadOnlyList<FittingLayout> Find(long bytes, int images)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(images, ShippedScale.Images.Count);
        return Find(bytes, ShippedScale with { Images = [.. ShippedScale.Images.Take(images)] }, keepsPlanes: false);
    }

    /// <summary>
    /// For each serialisation, set of planes, PSF and number of scales (1 to 6, each twice as coarse as the one before) the largest side in
    /// pixels with which the stamps of all images fit. The results are ordered by field of view (largest first), pixel scale (finest first)
    /// and bytes (most first).
    /// </summary>
    /// <param name="bytes">The budget, at least 1.</param>
    /// <param name="template">Its images and finest pixel scale are used and, if <paramref name="keepsPlanes"/>, its planes.</param>
    /// <param name="keepsPlanes">True if only the template's planes are tried.</param>
    /// <exception cref="InvalidInputException">The budget is below 1.</exception>
    public static IReadOnlyList<FittingLayout> Find(long bytes, StampLayout template, bool keepsPlanes)
    {
        ArgumentNullException.ThrowIfNull(template);
        RequireValid(bytes, template);
        var found =
            from serialisation in Serialisation.All
            from planes in keepsPlanes ? [template.Planes] : PlaneSets
            from psf in Psfs.Prepend(keepsPlanes ? template.Psf : null).Distinct()
            where psf is not { IsShared: true } || template.Images.Count > 1
            from scales in Enumerable.Range(1, MostScales)
            let kind = WithContents(template, planes, psf)
            where serialisation.Supports(kind, Plain)
            let largest = Largest(bytes, serialisation, kind, scales)
            where largest is not null
            select Describe(serialisation, largest);
        return [.. found.OrderByDescending(f => f.FieldOfViewArcsec).ThenBy(f => f.PixelScaleArcsec).ThenByDescending(f => f.BytesStamps)];
    }

    private static void RequireValid(long bytes, StampLayout template)
    {
        if (bytes < 1)
        {
            throw InvalidInputException.Of(
                "budget.bytes",
                FormattableString.Invariant($"a budget of {bytes} bytes is too small for any stamp"),
                fix: "write the number of bytes for the stamps of one alert, such as 34560"
            );
        }

        if (template.Scales.Count == 0)
        {
            throw InvalidInputException.Of("budget.layout", $"{template.Name} contains no image", fix: "name a layout with images");
        }
    }

    private static StampLayout WithContents(StampLayout template, IReadOnlyList<StampPlane> planes, PsfPlane? psf) =>
        template with
        {
            Planes = planes,
            Psf = psf,
            KeepsRedundantCentres = true,
        };

    // The number of bytes grows with the side, so the largest side that fits is found by bisection.
    private static StampLayout? Largest(long bytes, Serialisation serialisation, StampLayout kind, int scales)
    {
        var (fits, tooLarge) = (0, MostPixels + 1);
        while (tooLarge - fits > 1)
        {
            var middle = (fits + tooLarge) / 2;
            if (serialisation.Bytes(WithSide(kind, middle, scales), Plain) <= bytes)
            {
                fits = middle;
            }
            else
            {
                tooLarge = middle;
            }
        }

        return fits == 0 ? null : WithSide(kind, fits, scales);
    }

    private static StampLayout WithSide(StampLayout kind, int pixels, int scales) =>
        kind with
        {
            Scales = [.. Enumerable.Range(0, scales).Select(i => new StampScale(pixels, kind.Scales[0].PixelScaleArcsec * (1 << i)))],
        };

    private static FittingLayout Describe(Serialisation serialisation, StampLayout layout) =>
        new()
        {
            Serialisation = serialisation.Name,
            Pixels = layout.Scales[0].Pixels,
            PixelScaleArcsec = layout.Scales[0].PixelScaleArcsec,
            Scales = layout.Scales.Count,
            FieldOfViewArcsec = layout.FieldOfViewArcsec,
            Planes = PlaneText.OfPlanes(layout),
            Psf = PlaneText.OfPsf(layout.Psf),
            Images = layout.Images.Count,
            BytesStamps = serialisation.Bytes(layout, Plain)!.Value,
        };
}

/// <summary>The largest stamps of one kind that fit into a number of bytes.</summary>
public sealed record FittingLayout
{
    /// <summary>Name of the serialisation.</summary>
    [JsonPropertyName("serialisation")]
    public required string Serialisation { get; init; }

    /// <summary>Pixels a side of every scale.</summary>
    [JsonPropertyName("pixels")]
    public required int Pixels { get; init; }

    /// <summary>Side of the finest pixels, arcsec.</summary>
    [JsonPropertyName("pixel_scale_arcsec")]
    public required double PixelScaleArcsec { get; init; }

    /// <summary>Number of scales, each twice as coarse as the finer one.</summary>
    [JsonPropertyName("scales")]
    public required int Scales { get; init; }

    /// <summary>Side of the field of the widest scale, arcsec.</summary>
    [JsonPropertyName("field_of_view_arcsec")]
    public required double FieldOfViewArcsec { get; init; }

    /// <summary>Planes and their number types.</summary>
    [JsonPropertyName("planes")]
    public required string Planes { get; init; }

    /// <summary>The PSF in the stamps.</summary>
    [JsonPropertyName("psf")]
    public required string Psf { get; init; }

    /// <summary>Images of an alert.</summary>
    [JsonPropertyName("images")]
    public required int Images { get; init; }

    /// <summary>Bytes of an alert's stamps.</summary>
    [JsonPropertyName("bytes_stamps")]
    public required long BytesStamps { get; init; }
}
