namespace StampSpec.Layouts;

/// <summary>One image of a stamp: a square of square pixels, centred on the alert.</summary>
/// <param name="Pixels">Pixels a side, 1 to 512.</param>
/// <param name="PixelScaleArcsec">Side of one pixel, arcsec, above 0.</param>
public sealed record StampScale(int Pixels, double PixelScaleArcsec)
{
    /// <summary>Side of the field, arcsec.</summary>
    public double FieldOfViewArcsec => Pixels * PixelScaleArcsec;
}
