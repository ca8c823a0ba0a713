namespace StampSpec.Sky;

/// <summary>
/// The spikes of bright stars: light that the telescope's spider throws along the rows. Strength and length were set by eye against bright
/// stars in real templates.
/// </summary>
internal static class DiffractionSpikes
{
    private const double FaintestFluxDn = 20_000;
    private const double PeakShare = 4e-5;
    private const double LengthPixels = 9;
    private const double HalfWidthPixels = 0.7;

    /// <summary>Adds the spikes of a star that is bright enough to show them.</summary>
    public static void Add(Span<float> grid, double x, double y, double fluxDn)
    {
        if (fluxDn < FaintestFluxDn)
        {
            return;
        }

        var (centreColumn, centreRow) = (x + SceneGrid.Centre, y + SceneGrid.Centre);
        for (var row = Math.Max(0, (int)centreRow - 2); row <= Math.Min(SceneGrid.Side - 1, (int)centreRow + 3); row++)
        {
            var across = (row - centreRow) / HalfWidthPixels;
            var strength = fluxDn * PeakShare * Math.Exp(-0.5 * across * across);
            for (var column = 0; column < SceneGrid.Side; column++)
            {
                grid[(row * SceneGrid.Stride) + column] += (float)(strength * Math.Exp(-Math.Abs(column - centreColumn) / LengthPixels));
            }
        }
    }
}
