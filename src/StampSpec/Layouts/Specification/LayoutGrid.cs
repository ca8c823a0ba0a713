using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Specification;

/// <summary>
/// Layouts whose scales have equal pixel counts, one for every combination of some values: a survey of possible layouts. A layout's name
/// contains its values and nothing else, so it does not change when the grid changes.
/// </summary>
/// <param name="Pixels">Pixels a side of every scale; at least one.</param>
/// <param name="PixelScalesArcsec">Sides of the finest scale's pixels, arcsec; at least one.</param>
internal sealed record LayoutGrid(IReadOnlyList<int> Pixels, IReadOnlyList<double> PixelScalesArcsec)
{
    /// <summary>Most combinations that one grid may have.</summary>
    public const int MostCombinations = 10_000;

    private const double DefaultRatio = 2;

    /// <summary>Text before every name, followed by a hyphen; null for none.</summary>
    public string? Prefix { get; init; }

    /// <summary>Numbers of scales.</summary>
    public IReadOnlyList<int> ScaleCounts { get; init; } = [1];

    /// <summary>Pixel scale of each scale over that of the next finer one; has no effect if there is only one scale.</summary>
    public IReadOnlyList<double> Ratios { get; init; } = [2];

    /// <summary>Sets of images carried.</summary>
    public IReadOnlyList<IReadOnlyList<CutoutKind>> Images { get; init; } =
    [
        [CutoutKind.Science, CutoutKind.Template, CutoutKind.Difference],
    ];

    /// <summary>Sets of planes carried.</summary>
    public IReadOnlyList<IReadOnlyList<StampPlane>> Planes { get; init; } =
    [
        [new(PlaneKind.Flux, PixelNumberType.Float32)],
    ];

    /// <summary>Whether coarser scales keep the block that the next finer one rebuilds.</summary>
    public IReadOnlyList<bool> KeepsRedundantCentres { get; init; } = [true];

    /// <summary>How coarser pixels are made.</summary>
    public IReadOnlyList<BinRule> Bins { get; init; } = [BinRule.Mean];

    /// <summary>The PSF that every layout carries; null for none.</summary>
    public PsfPlane? Psf { get; init; }

    /// <summary>The native stamp that every layout must fit; null if it is not given.</summary>
    public StampScale? Native { get; init; }

    /// <summary>
    /// True if combinations that give no valid layout, or the same layout as another, are left out and listed; false if they are errors.
    /// </summary>
    public bool LeavesOutUnfit { get; init; }

    /// <summary>Number of combinations.</summary>
    public long CombinationCount =>
        (long)Pixels.Count
        * PixelScalesArcsec.Count
        * ScaleCounts.Count
        * Ratios.Count
        * Images.Count
        * Planes.Count
        * KeepsRedundantCentres.Count
        * Bins.Count;

    /// <summary>
    /// Every combination, with pixels varying slowest: those that are valid layouts, and those that are not, with the reason.
    /// </summary>
    /// <param name="alsoOn">A further native stamp that the layouts must fit; null for none.</param>
    public (IReadOnlyList<StampLayout> Layouts, IReadOnlyList<(string Name, Diagnostic Problem)> Unfit) Expand(StampScale? alsoOn = null)
    {
        var layouts = new OrderedDictionary<string, StampLayout>(StringComparer.Ordinal);
        var unfit = new List<(string Name, Diagnostic Problem)>();
        foreach (var layout in Combinations())
        {
            if ((layouts.ContainsKey(layout.Name) ? Repeated(layout) : Problem(layout, alsoOn)) is { } problem)
            {
                unfit.Add((layout.Name, problem));
            }
            else
            {
                layouts.Add(layout.Name, layout);
            }
        }

        return ([.. layouts.Values], unfit);
    }

    private IEnumerable<StampLayout> Combinations() =>
        from pixels in Pixels
        from pixelScale in PixelScalesArcsec
        from count in ScaleCounts
        from ratio in Ratios
        from images in Images
        from planes in Planes
        from keeps in KeepsRedundantCentres
        from bins in Bins
        select Named(
            new StampLayout("", [.. Enumerable.Range(0, count).Select(i => new StampScale(pixels, pixelScale * Math.Pow(ratio, i)))])
            {
                Images = images,
                Planes = planes,
                Psf = Psf,
                KeepsRedundantCentres = keeps,
                Bins = bins,
                Native = Native,
            },
            ratio
        );

    private StampLayout Named(StampLayout layout, double ratio) => layout with { Name = Of(layout, ratio, Prefix) };

    private Diagnostic? Problem(StampLayout layout, StampScale? alsoOn) =>
        LayoutGeometryRules.Extent(layout.Scales)
        ?? (layout.KeepsRedundantCentres ? null : Omission(layout.Scales))
        ?? new[] { Native, alsoOn }.OfType<StampScale>().SelectMany(native => NativeCoverage.Problems(layout, native)).FirstOrDefault();

    private static Diagnostic? Omission(IReadOnlyList<StampScale> scales) =>
        Enumerable
            .Range(1, scales.Count - 1)
            .Select(scale => LayoutGeometryRules.Omission(scales, scale))
            .FirstOrDefault(problem => problem is not null);

    private static Diagnostic Repeated(StampLayout layout) =>
        Diagnostic.Error(
            "layout.repeated",
            "another combination is the same layout",
            fix: layout.Scales.Count == 1
                ? "give each value once; ratio and centres have no effect if there is only one scale"
                : "give each value once"
        );

    /// <summary>The name.</summary>
    /// <param name="layout">The layout, whose scales have equal pixel counts.</param>
    /// <param name="ratio">Pixel scale of each scale over that of the next finer one.</param>
    /// <param name="prefix">Text before the name; null for none.</param>
    private static string Of(StampLayout layout, double ratio, string? prefix) =>
        (prefix is null ? "" : prefix + "-") + string.Join('-', Parts(layout, ratio).Prepend(Scales(layout)));

    private static string Scales(StampLayout layout)
    {
        var count = layout.Scales.Count == 1 ? "" : Text($"{layout.Scales.Count}x");
        return Text($"{count}{layout.Scales[0].Pixels}px-{layout.Scales[0].PixelScaleArcsec:0.######}as");
    }

    private static IEnumerable<string> Parts(StampLayout layout, double ratio)
    {
        var isNested = layout.Scales.Count > 1;
        if (isNested && ratio != DefaultRatio)
        {
            yield return Text($"ratio{ratio:0.######}");
        }

        if (layout.Images.Count < Enum.GetValues<CutoutKind>().Length)
        {
            yield return string.Join('-', layout.Images.Select(i => i.ToString().ToLowerInvariant()));
        }

        foreach (var plane in layout.Planes.Where(p => p is not { Kind: PlaneKind.Flux, Number: PixelNumberType.Float32 }))
        {
            yield return (plane.Kind == PlaneKind.Flux ? "" : plane.Kind.ToString().ToLowerInvariant() + "-")
                + plane.Number.ToString().ToLowerInvariant();
        }

        if (isNested && !layout.KeepsRedundantCentres)
        {
            yield return "omitted";
        }

        if (layout.Bins == BinRule.Sum)
        {
            yield return "sum";
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
