using StampSpec.Diagnostics;
using StampSpec.Pixels;

namespace StampSpec.Layouts;

/// <summary>
/// Layouts of equal scales at every combination of some values: a survey of what could be sent. A layout's name says its values and nothing
/// else, so that it does not change when the grid does; <see cref="LayoutGridName"/> tells how.
/// </summary>
/// <param name="Pixels">Pixels a side of every scale; at least one.</param>
/// <param name="PixelScalesArcsec">Sides of the finest scale's pixels, arcsec; at least one.</param>
public sealed record LayoutGrid(IReadOnlyList<int> Pixels, IReadOnlyList<double> PixelScalesArcsec)
{
    /// <summary>Most combinations that one grid may have.</summary>
    public const int MostCombinations = 10_000;

    /// <summary>Text before every name, followed by a hyphen; null for none.</summary>
    public string? Prefix { get; init; }

    /// <summary>Numbers of scales.</summary>
    public IReadOnlyList<int> ScaleCounts { get; init; } = [1];

    /// <summary>Pixel scale of each scale over that of the next finer one; says nothing where there is one scale.</summary>
    public IReadOnlyList<double> Ratios { get; init; } = [2];

    /// <summary>Sets of images carried.</summary>
    public IReadOnlyList<IReadOnlyList<CutoutKind>> Images { get; init; } = [[CutoutKind.Science, CutoutKind.Template, CutoutKind.Difference]];

    /// <summary>Sets of planes carried.</summary>
    public IReadOnlyList<IReadOnlyList<StampPlane>> Planes { get; init; } = [[new(PlaneKind.Flux, PixelNumberType.Float32)]];

    /// <summary>Whether coarser scales keep what the next finer one rebuilds.</summary>
    public IReadOnlyList<bool> KeepsRedundantCentres { get; init; } = [true];

    /// <summary>How coarser pixels are made.</summary>
    public IReadOnlyList<BinRule> Bins { get; init; } = [BinRule.Mean];

    /// <summary>The PSF that every layout carries; null for none.</summary>
    public PsfPlane? Psf { get; init; }

    /// <summary>The native stamp that every layout must fit; null if the grid does not say.</summary>
    public StampScale? Native { get; init; }

    /// <summary>True if combinations that make no layout, or one made already, are left out and listed; false if they are errors.</summary>
    public bool LeavesOutUnfit { get; init; }

    /// <summary>Number of combinations.</summary>
    public long CombinationCount => (long)Pixels.Count * PixelScalesArcsec.Count * ScaleCounts.Count * Ratios.Count * Images.Count * Planes.Count
        * KeepsRedundantCentres.Count * Bins.Count;

    /// <summary>Every combination, pixels varying slowest: those that are layouts, and those that are not, with the reason.</summary>
    /// <param name="alsoOn">A further native stamp that the layouts must fit; null for none.</param>
    public LayoutGridExpansion Expand(StampScale? alsoOn = null)
    {
        var layouts = new OrderedDictionary<string, StampLayout>(StringComparer.Ordinal);
        var unfit = new List<UnfitLayout>();
        foreach (var layout in Combinations())
        {
            if ((layouts.ContainsKey(layout.Name) ? Repeated(layout) : Problem(layout, alsoOn)) is { } problem)
            {
                unfit.Add(new UnfitLayout(layout.Name, problem));
            }
            else
            {
                layouts.Add(layout.Name, layout);
            }
        }

        return new LayoutGridExpansion([.. layouts.Values], unfit);
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
        select Named(new StampLayout("", [.. Enumerable.Range(0, count).Select(i => new StampScale(pixels, pixelScale * Math.Pow(ratio, i)))])
        {
            Images = images,
            Planes = planes,
            Psf = Psf,
            KeepsRedundantCentres = keeps,
            Bins = bins,
            Native = Native,
        }, ratio);

    private StampLayout Named(StampLayout layout, double ratio) => layout with { Name = LayoutGridName.Of(layout, ratio, Prefix) };

    private Diagnostic? Problem(StampLayout layout, StampScale? alsoOn) => LayoutGeometryRules.Extent(layout.Scales)
        ?? (layout.KeepsRedundantCentres ? null : Omission(layout.Scales))
        ?? new[] { Native, alsoOn }.OfType<StampScale>().SelectMany(native => NativeCoverage.Problems(layout, native)).FirstOrDefault();

    private static Diagnostic? Omission(IReadOnlyList<StampScale> scales) =>
        Enumerable.Range(1, scales.Count - 1).Select(scale => LayoutGeometryRules.Omission(scales, scale)).FirstOrDefault(problem => problem is not null);

    private static Diagnostic Repeated(StampLayout layout) => Diagnostic.Error("layout.repeated", "another combination is the same layout") with
    {
        Fix = layout.Scales.Count == 1 ? "give each value once; ratio and centres say nothing where there is one scale" : "give each value once",
    };
}
