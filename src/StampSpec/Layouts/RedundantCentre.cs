namespace StampSpec.Layouts;

/// <summary>The central block of a coarser scale that the next finer scale determines: its binned pixels.</summary>
public static class RedundantCentre
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
