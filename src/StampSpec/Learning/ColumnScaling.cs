using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Learning;

/// <summary>
/// Turns packet columns into a classifier's input: each value minus the median of the training alerts, divided by their scale and clipped
/// to [-5, 5]; 0 where it is missing; then, for each column, 1 where it is missing and 0 elsewhere.
/// </summary>
/// <param name="Columns">The scale of each column, in the layout's order.</param>
internal sealed record ColumnScaling(IReadOnlyList<ColumnScale> Columns)
{
    private const double LargestValue = 5;

    /// <summary>Numbers of an alert's input: a value and an indicator for each column.</summary>
    public int InputLength => 2 * Columns.Count;

    /// <summary>
    /// The scaling from training alerts: median, and 1.4826 times the median absolute deviation. If that is 0, because most values are
    /// equal, the scale is the root mean square of the deviations from the median; if that is 0 too, or all values are missing, it is 1.
    /// </summary>
    /// <param name="training">Stamps of the training alerts only.</param>
    public static ColumnScaling Of(IStamps training) =>
        new([.. Enumerable.Range(0, training.ColumnLength).Select(column => ScaleOf(training, column))]);

    /// <summary>Writes the input of an alert.</summary>
    /// <param name="values">Its columns; not a number where missing.</param>
    /// <param name="input">Receives <see cref="InputLength"/> numbers.</param>
    /// <param name="largest">Where scaled values are clipped; infinity for trees, which outliers do not harm.</param>
    public void Write(ReadOnlySpan<double> values, Span<float> input, double largest = LargestValue)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var isMissing = !double.IsFinite(values[i]);
            var scaled = isMissing ? 0 : (values[i] - Columns[i].Median) / Columns[i].Scale;
            input[i] = (float)Math.Clamp(scaled, -largest, largest);
            input[Columns.Count + i] = isMissing ? 1 : 0;
        }
    }

    private static ColumnScale ScaleOf(IStamps training, int column)
    {
        double[] present =
        [
            .. Enumerable.Range(0, training.Count).Select(alert => training.ColumnsOf(alert)[column]).Where(double.IsFinite),
        ];
        if (present.Length == 0)
        {
            return new ColumnScale(0, 1);
        }

        var (median, sigma) = RobustStatistics.Of(present);
        var spread = sigma > 0 ? sigma : Math.Sqrt(present.Average(v => (v - median) * (v - median)));
        return new ColumnScale(median, spread > 0 && double.IsFinite(spread) ? spread : 1);
    }
}

/// <summary>How one packet column is scaled.</summary>
/// <param name="Median">Median of the training alerts, in the column's unit.</param>
/// <param name="Scale">Its scale, above 0, in the column's unit.</param>
internal sealed record ColumnScale(double Median, double Scale);
