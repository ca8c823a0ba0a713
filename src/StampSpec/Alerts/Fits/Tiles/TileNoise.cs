namespace StampSpec.Alerts.Fits.Tiles;

/// <summary>
/// The pixel noise of an image from third-order differences along rows, which slopes and most of a source's light do not enter.
/// </summary>
public static class TileNoise
{
    // Third-order differences of Gaussian noise have 1 / 0.6052697 times its sigma as their median absolute value.
    private const double MedianToSigma = 0.6052697;
    private const int Reach = 4;

    /// <summary>
    /// Standard deviation of the noise: 0.6052697 x median |2 x[i] - x[i-2] - x[i+2]| (Stoehr et al. 2008, ADASS XVII); null if under five
    /// finite pixels stand in a row or the median is 0.
    /// </summary>
    /// <param name="pixels">Row-major pixels; those that are not finite are left out.</param>
    /// <param name="width">Pixels of a row.</param>
    public static double? Sigma(ReadOnlySpan<float> pixels, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var differences = new List<double>(pixels.Length);
        for (var row = 0; row < pixels.Length; row += width)
        {
            AddDifferences(pixels.Slice(row, Math.Min(width, pixels.Length - row)), differences);
        }

        if (differences.Count == 0)
        {
            return null;
        }

        differences.Sort();
        var median = (differences[(differences.Count - 1) / 2] + differences[differences.Count / 2]) / 2;
        return median > 0 ? median * MedianToSigma : null;
    }

    private static void AddDifferences(ReadOnlySpan<float> row, List<double> differences)
    {
        for (var i = 0; i + Reach < row.Length; i++)
        {
            var difference = Math.Abs((2.0 * row[i + 2]) - row[i] - row[i + Reach]);
            if (double.IsFinite(difference))
            {
                differences.Add(difference);
            }
        }
    }
}
