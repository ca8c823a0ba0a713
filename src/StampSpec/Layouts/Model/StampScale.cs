using StampSpec.Alerts;

namespace StampSpec.Layouts.Model;

/// <summary>One image of a stamp: a square of square pixels, centred on the alert.</summary>
/// <param name="Pixels">Pixels a side, 1 to 512.</param>
/// <param name="PixelScaleArcsec">Side of one pixel, arcsec, above 0.</param>
public sealed record StampScale(int Pixels, double PixelScaleArcsec)
{
    private const double RatioTolerance = 1e-6;

    /// <summary>The images carried at this scale, in the order of <see cref="CutoutKind"/>; null for all images of the layout.</summary>
    public IReadOnlyList<CutoutKind>? Images { get; init; }

    /// <summary>Side of the field, arcsec.</summary>
    public double FieldOfViewArcsec => Pixels * PixelScaleArcsec;

    /// <summary>
    /// Pixels of a finer scale along the side of one pixel of this scale; null if that is not a whole number. The scales are given in
    /// decimal arcsec, so a ratio within 1e-6 of a whole number counts as whole.
    /// </summary>
    internal int? RatioTo(StampScale finer)
    {
        var ratio = PixelScaleArcsec / finer.PixelScaleArcsec;
        var whole = Math.Round(ratio);
        return whole >= 1 && Math.Abs(ratio - whole) <= RatioTolerance * whole ? (int)whole : null;
    }

    /// <summary>
    /// Side, in pixels of this scale, of its central block that the next finer scale determines by binning; null if the finer scale does
    /// not cover a whole block that is centred in this one.
    /// </summary>
    internal int? RedundantSide(StampScale finer)
    {
        if (RatioTo(finer) is not { } ratio || ratio < 2 || finer.Pixels % ratio != 0)
        {
            return null;
        }

        var side = finer.Pixels / ratio;
        return side <= Pixels && (Pixels - side) % 2 == 0 ? side : null;
    }

    /// <summary>Compares the listed images, not the lists themselves.</summary>
    public bool Equals(StampScale? other) =>
        other is not null
        && (Pixels, PixelScaleArcsec) == (other.Pixels, other.PixelScaleArcsec)
        && (Images is null) == (other.Images is null)
        && (Images ?? []).SequenceEqual(other.Images ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pixels, PixelScaleArcsec, Images?.Count);
}

/// <summary>How the value of a coarser pixel is computed from the pixels that it covers.</summary>
public enum BinRule
{
    /// <summary>Mean of the covered pixels that are present, which preserves surface brightness.</summary>
    Mean,

    /// <summary>Sum of the covered pixels, which preserves flux.</summary>
    Sum,
}
