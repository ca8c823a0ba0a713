using StampSpec.Pixels;

namespace StampSpec.Layouts;

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
    public bool Equals(StampScale? other) => other is not null && (Pixels, PixelScaleArcsec) == (other.Pixels, other.PixelScaleArcsec)
        && (Images is null) == (other.Images is null) && (Images ?? []).SequenceEqual(other.Images ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pixels, PixelScaleArcsec, Images?.Count);
}
