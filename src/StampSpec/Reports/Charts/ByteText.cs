using System.Globalization;

namespace StampSpec.Reports.Charts;

/// <summary>Bytes as people read them, in powers of 1000.</summary>
public static class ByteText
{
    /// <summary>Vega expression of an axis label.</summary>
    public const string AxisExpression =
        "datum.value >= 1e6 ? datum.value / 1e6 + ' MB' : datum.value >= 1e3 ? datum.value / 1e3 + ' kB' : datum.value + ' B'";

    /// <summary>Three significant digits and a unit.</summary>
    public static string Of(double bytes)
    {
        var (scaled, unit) = bytes switch
        {
            >= 1e9 => (bytes / 1e9, "GB"),
            >= 1e6 => (bytes / 1e6, "MB"),
            >= 1e3 => (bytes / 1e3, "kB"),
            _ => (bytes, "B"),
        };
        var format = scaled >= 100 || unit == "B" ? "0" : scaled >= 10 ? "0.0" : "0.00";
        return scaled.ToString(format, CultureInfo.InvariantCulture) + "\u00a0" + unit;
    }

    /// <summary>Round values inside a range: 1, 2, 5 times powers of ten, fewer where they would crowd.</summary>
    public static IReadOnlyList<double> Ticks(PlotScale scale)
    {
        var decades = Enumerable.Range((int)Math.Floor(Math.Log10(scale.Low)), (int)Math.Ceiling(Math.Log10(scale.High / scale.Low)) + 2).ToArray();
        double[] steps = (scale.Length / Math.Log10(scale.High / scale.Low)) switch
        {
            > 80 => [1, 2, 5],
            > 50 => [1, 3],
            _ => [1],
        };
        return [.. decades.SelectMany(d => steps.Select(s => s * Math.Pow(10, d))).Where(v => v >= scale.Low && v <= scale.High)];
    }
}
