using StampSpec.Alerts;

namespace StampSpec.Layouts.Model;

/// <summary>One image of a stamp: a square of square pixels, centred on the alert.</summary>
/// <param name="Pixels">Pixels a side, 1 to 512.</param>
/// <param name="PixelScaleArcsec">Side of one pixel, arcsec, above 0.</param>
public sealed record StampScale(int Pixels, double PixelScaleArcsec)
{
    /// <summary>The images carried at this scale, in the order of <see cref="CutoutKind"/>; null: all of the layout's.</summary>
    public IReadOnlyList<CutoutKind>? Images { get; init; }

    /// <summary>Side of the field, arcsec.</summary>
    public double FieldOfViewArcsec => Pixels * PixelScaleArcsec;

    /// <summary>By the images listed, not by the list.</summary>
    public bool Equals(StampScale? other) =>
        other is not null
        && (Pixels, PixelScaleArcsec) == (other.Pixels, other.PixelScaleArcsec)
        && (Images is null) == (other.Images is null)
        && (Images ?? []).SequenceEqual(other.Images ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pixels, PixelScaleArcsec, Images?.Count);
}

/// <summary>How the pixels that a coarser pixel covers become its value.</summary>
public enum BinRule
{
    /// <summary>Mean of the covered pixels that are present: surface brightness is kept.</summary>
    Mean,

    /// <summary>Sum of the covered pixels: flux is kept.</summary>
    Sum,
}

/// <summary>The central block of a coarser scale that the next finer scale determines: its binned pixels.</summary>
internal static class RedundantCentre
{
    private const double RatioTolerance = 1e-6;

    /// <summary>
    /// Pixels of the finer scale along the side of one coarser pixel; null if that is no whole number. The two scales are given in decimal
    /// arcsec, so a ratio within 1e-6 of a whole number counts as whole.
    /// </summary>
    public static int? WholeRatio(double finerPixelScaleArcsec, double coarserPixelScaleArcsec)
    {
        var ratio = coarserPixelScaleArcsec / finerPixelScaleArcsec;
        var whole = Math.Round(ratio);
        return whole >= 1 && Math.Abs(ratio - whole) <= RatioTolerance * whole ? (int)whole : null;
    }

    /// <summary>
    /// Side of the block, in the coarser scale's pixels; null if the finer scale does not cover a whole block of the coarser one, centred
    /// in it.
    /// </summary>
    public static int? Side(StampScale finer, StampScale coarser)
    {
        if (WholeRatio(finer.PixelScaleArcsec, coarser.PixelScaleArcsec) is not { } ratio || ratio < 2 || finer.Pixels % ratio != 0)
        {
            return null;
        }

        var side = finer.Pixels / ratio;
        return side <= coarser.Pixels && (coarser.Pixels - side) % 2 == 0 ? side : null;
    }
}
