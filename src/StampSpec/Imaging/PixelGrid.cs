namespace StampSpec.Imaging;

/// <summary>
/// A grid of square pixels. The origin of its coordinates is its centre, at pixel ((width - 1) / 2, (height - 1) / 2) counted from 0, for
/// odd and even sizes alike.
/// </summary>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="PixelScaleArcsec">Side of one pixel, arcsec, above 0.</param>
public sealed record PixelGrid(int Width, int Height, double PixelScaleArcsec)
{
    /// <summary>The longer side, arcsec.</summary>
    internal double ExtentArcsec => Math.Max(Width, Height) * PixelScaleArcsec;

    /// <summary>The same grid with all angles multiplied by a factor.</summary>
    public PixelGrid Dilated(double factor) => this with { PixelScaleArcsec = PixelScaleArcsec * factor };
}
