namespace StampSpec.Layouts;

/// <summary>
/// The pixels of one scale along one axis of a source image, in source pixels counted from the outer edge of the first: pixel i covers
/// [Start + i Size, Start + (i + 1) Size). Edges within 1e-6 of a source pixel's edge are put on it, since scales are given in decimal
/// arcsec.
/// </summary>
/// <param name="Start">Outer edge of the first pixel; negative where the scale reaches beyond the source.</param>
/// <param name="Size">Side of one pixel, at least 1.</param>
/// <param name="Count">Pixels.</param>
internal readonly record struct CellAxis(double Start, double Size, int Count)
{
    private const double Tolerance = 1e-6;

    /// <summary>Lower and upper edge of one pixel.</summary>
    public (double Low, double High) Edges(int cell) => (Snapped(Start + (cell * Size)), Snapped(Start + ((cell + 1) * Size)));

    /// <summary>The number, or the whole number within 1e-6 of it.</summary>
    public static double Snapped(double edge)
    {
        var whole = Math.Round(edge);
        return Math.Abs(edge - whole) <= Tolerance ? whole : edge;
    }
}
