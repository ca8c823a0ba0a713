using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Budgets;

/// <summary>
/// The planes, with their number types, and the PSF that every image of a layout is counted with. Bytes of two layouts are comparable only
/// at the same set: the images, scales and features stay those of each layout.
/// </summary>
/// <param name="Name">Name in specs, options and tables.</param>
/// <param name="InWords">The set as captions name it.</param>
/// <param name="Planes">The planes; empty for a layout's own.</param>
/// <param name="Psf">The PSF of every image; null for none, or for a layout's own.</param>
internal sealed record PlaneSet(string Name, string InWords, IReadOnlyList<StampPlane> Planes, PsfPlane? Psf)
{
    /// <summary>Name of <see cref="Own"/>.</summary>
    public const string OwnName = "own";

    private const int ShippedPsfPixels = 41;

    private static readonly StampPlane Float32Flux = new(PlaneKind.Flux, PixelNumberType.Float32);
    private static readonly StampPlane Float32Variance = new(PlaneKind.Variance, PixelNumberType.Float32);

    /// <summary>The planes and PSF that each layout declares.</summary>
    public static PlaneSet Own { get; } = new(OwnName, "each layout's own planes", [], null);

    /// <summary>Flux in 32 bits and nothing else.</summary>
    public static PlaneSet Flux { get; } = new("flux", "flux only", [Float32Flux], null);

    /// <summary>Flux and variance in 32 bits, mask in 16 (DMTN-102 v1.3, stamps).</summary>
    public static PlaneSet Dmtn102 { get; } =
        new(
            "dmtn-102",
            "DMTN-102's planes: flux, variance and mask",
            [Float32Flux, Float32Variance, new StampPlane(PlaneKind.Mask, PixelNumberType.Int16)],
            null
        );

    /// <summary>
    /// Flux and variance in 32 bits, and for each image a PSF of 41 x 41 float64, as in Rubin's alert packets of schemas 7.4 to 11.0.
    /// </summary>
    public static PlaneSet Rubin { get; } =
        new(
            "rubin",
            "the planes that Rubin ships: flux, variance and PSF",
            [Float32Flux, Float32Variance],
            new PsfImage(ShippedPsfPixels, PixelNumberType.Float64, IsShared: false)
        );

    /// <summary>The sets at which layouts are compared.</summary>
    public static IReadOnlyList<PlaneSet> Equal { get; } = [Flux, Dmtn102, Rubin];

    /// <summary>Every set.</summary>
    public static IReadOnlyList<PlaneSet> All { get; } = [Own, .. Equal];

    /// <summary>The set with a name.</summary>
    /// <exception cref="InvalidInputException">There is no set with this name.</exception>
    public static PlaneSet Parse(string name) =>
        All.FirstOrDefault(s => s.Name == name)
        ?? throw InvalidInputException.Of(
            "budget.planes",
            $"there is no set of planes called {name}",
            fix: "write one of " + string.Join(", ", All.Select(s => s.Name))
        );

    /// <summary>The layout with these planes and this PSF; its images, scales and features stay.</summary>
    public StampLayout Of(StampLayout layout) => this == Own ? layout : layout with { Planes = Planes, Psf = Psf };

    /// <summary>True if a layout declares these planes and this PSF itself, or has no image.</summary>
    public bool IsOwnOf(StampLayout layout) =>
        this == Own || layout.Images.Count == 0 || (Planes.SequenceEqual(layout.Planes) && Psf == layout.Psf);

    /// <summary>The planes and the PSF of a layout in short: <c>flux + variance + PSF</c>.</summary>
    public static string ShortText(StampLayout layout) =>
        layout.Images.Count == 0
            ? "no image"
            : string.Join(" + ", layout.Planes.Select(p => p.Kind.ToString().ToLowerInvariant()))
                + layout.Psf switch
                {
                    null => "",
                    { IsShared: true } => " + one PSF",
                    _ => " + PSF",
                };
}

/// <summary>Texts that name planes and PSFs with their number types.</summary>
internal static class PlaneText
{
    /// <summary>The planes of a layout: <c>flux float32 + variance float32</c>.</summary>
    public static string OfPlanes(StampLayout layout) =>
        string.Join(" + ", layout.Planes.Select(p => FormattableString.Invariant($"{p.Kind} {p.Number}").ToLowerInvariant()));

    /// <summary>A PSF: <c>41 px float64</c>, or <c>none</c>.</summary>
    public static string OfPsf(PsfPlane? psf) =>
        psf switch
        {
            PsfImage image => FormattableString.Invariant($"{image.Pixels} px {image.Number}").ToLowerInvariant() + Shared(psf),
            PsfParameters model => FormattableString.Invariant($"{model.Count} parameters {model.Number}").ToLowerInvariant() + Shared(psf),
            _ => "none",
        };

    private static string Shared(PsfPlane psf) => psf.IsShared ? ", shared" : string.Empty;
}
