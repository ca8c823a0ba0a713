using System.Text.Json.Serialization;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Budgets;

/// <summary>Which layouts fit a number of bytes.</summary>
public static class FittingLayouts
{
    private const int MostScales = 6;
    private const int MostPixels = 512;
    private const int PsfPixels = 41;
    private const int PsfParameterCount = 6;

    private static readonly StampLayout ShippedScale = new("fit", [new StampScale(1, 0.2)]);
    private static readonly PixelEncoding Plain = PixelEncoding.Parse("none");

    /// <summary>Plane sets that are tried: flux; flux and variance as shipped; with the mask of DMTN-102.</summary>
    public static IReadOnlyList<IReadOnlyList<StampPlane>> PlaneSets { get; } =
    [
        [new(PlaneKind.Flux, PixelNumberType.Float32)],
        [new(PlaneKind.Flux, PixelNumberType.Float32), new(PlaneKind.Variance, PixelNumberType.Float32)],
        [
            new(PlaneKind.Flux, PixelNumberType.Float32),
            new(PlaneKind.Variance, PixelNumberType.Float32),
            new(PlaneKind.Mask, PixelNumberType.Int16),
        ],
    ];

    /// <summary>PSFs that are tried beside a layout's own: as shipped, in float32, one for all images, parameters, none.</summary>
    public static IReadOnlyList<PsfPlane?> Psfs { get; } =
    [
        new PsfImage(PsfPixels, PixelNumberType.Float64, IsShared: false),
        new PsfImage(PsfPixels, PixelNumberType.Float32, IsShared: false),
        new PsfImage(PsfPixels, PixelNumberType.Float32, IsShared: true),
        new PsfParameters(PsfParameterCount, PixelNumberType.Float32, IsShared: false),
        null,
    ];

    /// <summary>The layouts of any planes and PSF that fit, from the pixel scale of the shipped stamps on.</summary>
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
    /// For each serialisation, plane set, PSF and number of scales (1 to 6, ratio 2) the most pixels a side whose stamps, all images
    /// together, fit; the largest field of view first, then the finest pixel, then the most bytes used.
    /// </summary>
    /// <param name="bytes">The budget, at least 1.</param>
    /// <param name="template">Gives images, finest pixel scale and, where <paramref name="keepsPlanes"/>, planes.</param>
    /// <param name="keepsPlanes">True if only the template's planes are tried.</param>
    /// <exception cref="InvalidInputException">The budget is below 1.</exception>
    public static IReadOnlyList<FittingLayout> Find(long bytes, StampLayout template, bool keepsPlanes)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (bytes < 1)
        {
            throw new InvalidInputException(
                Diagnostic.Error("budget.bytes", FormattableString.Invariant($"a budget of {bytes} bytes holds nothing")) with
                {
                    Fix = "write the bytes of one alert's stamps, such as 34560",
                }
            );
        }

        if (template.Scales.Count == 0)
        {
            throw new InvalidInputException(
                Diagnostic.Error("budget.layout", $"{template.Name} carries no image whose size could be found") with
                {
                    Fix = "name a layout with images",
                }
            );
        }

        var found =
            from serialisation in Serialisation.All
            from planes in keepsPlanes ? [template.Planes] : PlaneSets
            from psf in Psfs.Prepend(keepsPlanes ? template.Psf : null).Distinct()
            where psf is not { IsShared: true } || template.Images.Count > 1
            from scales in Enumerable.Range(1, MostScales)
            let kind = template with
            {
                Planes = planes,
                Psf = psf,
                KeepsRedundantCentres = true,
            }
            where serialisation.Supports(kind, Plain)
            let largest = Largest(bytes, serialisation, kind, scales)
            where largest is not null
            select Describe(serialisation, largest);
        return [.. found.OrderByDescending(f => f.FieldOfViewArcsec).ThenBy(f => f.PixelScaleArcsec).ThenByDescending(f => f.BytesStamps)];
    }

    // Bytes grow with the side, so the largest side that fits is found by halving.
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
            Planes = string.Join(" + ", layout.Planes.Select(p => FormattableString.Invariant($"{p.Kind} {p.Number}").ToLowerInvariant())),
            Psf = Describe(layout.Psf),
            Images = layout.Images.Count,
            BytesStamps = serialisation.Bytes(layout, Plain)!.Value,
        };

    private static string Describe(PsfPlane? psf) =>
        psf switch
        {
            PsfImage image => FormattableString.Invariant($"{image.Pixels} px {image.Number}").ToLowerInvariant() + Shared(psf),
            PsfParameters model => FormattableString.Invariant($"{model.Count} parameters {model.Number}").ToLowerInvariant() + Shared(psf),
            _ => "none",
        };

    private static string Shared(PsfPlane psf) => psf.IsShared ? ", shared" : string.Empty;
}

/// <summary>The largest stamp of one kind that a number of bytes holds.</summary>
public sealed record FittingLayout
{
    /// <summary>Name of the serialisation.</summary>
    [JsonPropertyName("serialisation")]
    public required string Serialisation { get; init; }

    /// <summary>Pixels a side of every scale.</summary>
    [JsonPropertyName("pixels")]
    public required int Pixels { get; init; }

    /// <summary>Finest pixel, arcsec.</summary>
    [JsonPropertyName("pixel_scale_arcsec")]
    public required double PixelScaleArcsec { get; init; }

    /// <summary>Number of scales, each twice as coarse as the finer one.</summary>
    [JsonPropertyName("scales")]
    public required int Scales { get; init; }

    /// <summary>Side of the widest scale's field, arcsec.</summary>
    [JsonPropertyName("field_of_view_arcsec")]
    public required double FieldOfViewArcsec { get; init; }

    /// <summary>Planes and their number types.</summary>
    [JsonPropertyName("planes")]
    public required string Planes { get; init; }

    /// <summary>The PSF carried.</summary>
    [JsonPropertyName("psf")]
    public required string Psf { get; init; }

    /// <summary>Images of an alert.</summary>
    [JsonPropertyName("images")]
    public required int Images { get; init; }

    /// <summary>Bytes of an alert's stamps.</summary>
    [JsonPropertyName("bytes_stamps")]
    public required long BytesStamps { get; init; }
}
