using System.Globalization;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>Bytes as text, with units in powers of 1000.</summary>
internal static class ByteText
{
    /// <summary>Three significant digits and a unit.</summary>
    public static string Of(double bytes)
    {
        var (scaled, unit) = Scaled(bytes);
        var format =
            scaled >= 100 || unit == "B" ? "0"
            : scaled >= 10 ? "0.0"
            : "0.00";
        return scaled.ToString(format, CultureInfo.InvariantCulture) + "\u00a0" + unit;
    }

    /// <summary>A round value with a unit, for an axis.</summary>
    public static string OfTick(double bytes)
    {
        var (scaled, unit) = Scaled(bytes);
        return scaled.ToString("0.###", CultureInfo.InvariantCulture) + "\u00a0" + unit;
    }

    private static (double Scaled, string Unit) Scaled(double bytes) =>
        bytes switch
        {
            >= 1e9 => (bytes / 1e9, "GB"),
            >= 1e6 => (bytes / 1e6, "MB"),
            >= 1e3 => (bytes / 1e3, "kB"),
            _ => (bytes, "B"),
        };
}

/// <summary>Ticks of a logarithmic axis.</summary>
internal static class LogarithmicTicks
{
    // Labelled digits, and the number of decades between labels.
    private static readonly (int[] Digits, int Decades)[] Densities = [([1, 2, 5], 1), ([1, 3], 1), ([1], 1), ([1], 2), ([1], 3), ([1], 6)];

    /// <summary>Labelled ticks at 1, 2 and 5 times powers of ten, or fewer if their labels would touch, and short ticks at the other
    /// digits.</summary>
    public static IReadOnlyList<AxisTick> Of(PlotScale scale, Func<double, string> label)
    {
        var candidates = Densities.Select(density => Of(scale, label, density.Digits, density.Decades)).ToArray();
        return candidates.FirstOrDefault(scale.LabelsFit) ?? candidates[^1];
    }

    private static AxisTick[] Of(PlotScale scale, Func<double, string> label, int[] digits, int decades)
    {
        var first = (int)Math.Floor(Math.Log10(scale.Low));
        var all = Enumerable.Range(first, (int)Math.Ceiling(Math.Log10(scale.High)) - first + 1);
        return
        [
            .. all.SelectMany(decade =>
                    Enumerable.Range(1, 9).Select(digit => (Decade: decade, Digit: digit, Value: digit * Math.Pow(10, decade)))
                )
                .Where(t => t.Value >= scale.Low && t.Value <= scale.High)
                .Select(t => new AxisTick(t.Value, t.Decade % decades == 0 && digits.Contains(t.Digit) ? label(t.Value) : null)),
        ];
    }
}
