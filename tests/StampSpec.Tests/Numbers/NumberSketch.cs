using System.Globalization;

namespace StampSpec.Tests.Numbers;

/// <summary>
/// Ten numbers that summarise any number of values: their count; how many are not finite, and which; then the root mean square and two sums
/// with fixed random weights, divided by the square root of the count, once of the values and once of their asinh, in which small values
/// count beside large ones. Rounding errors of relative size e move such a sum by about e root mean squares; a value that changes by d
/// moves it by about d over the square root of the number.
/// </summary>
internal sealed record NumberSketch(IReadOnlyList<double> Numbers)
{
    public const string Columns = "values,not finite,which,size,sum 1,sum 2,asinh size,asinh sum 1,asinh sum 2";
    private const double ExactTolerance = 1e-9;

    public static NumberSketch Of(IReadOnlyList<double> values)
    {
        var (size, first, second) = Sums(values, v => v);
        var (asinhSize, asinhFirst, asinhSecond) = Sums(values, Math.Asinh);
        var odd = values.Index().Where(v => !double.IsFinite(v.Item)).ToArray();
        var which = odd.Sum(v => Weight(v.Index, 3) * (double.IsNaN(v.Item) ? 1 : Math.Sign(v.Item) * 2));
        return new NumberSketch([values.Count, odd.Length, which, size, first, second, asinhSize, asinhFirst, asinhSecond]);
    }

    public static NumberSketch Parse(IEnumerable<string> fields) =>
        new([.. fields.Select(f => double.Parse(f, CultureInfo.InvariantCulture))]);

    public override string ToString() => string.Join(',', Numbers.Select(n => n.ToString("G10", CultureInfo.InvariantCulture)));

    /// <summary>Whether two sketches can be of the same numbers, each with a relative error up to the tolerance.</summary>
    public bool Agrees(NumberSketch other, double tolerance)
    {
        for (var i = 0; i < Numbers.Count; i++)
        {
            var allowed = i < 3 ? ExactTolerance * Math.Abs(Numbers[i]) : tolerance * Math.Max(Numbers[i < 6 ? 3 : 6], 1e-12);
            if (!(Math.Abs(Numbers[i] - other.Numbers[i]) <= allowed))
            {
                return false;
            }
        }

        return true;
    }

    private static (double Size, double First, double Second) Sums(IReadOnlyList<double> values, Func<double, double> map)
    {
        var (square, first, second) = (0.0, 0.0, 0.0);
        for (var i = 0; i < values.Count; i++)
        {
            var value = double.IsFinite(values[i]) ? map(values[i]) : 0;
            square += value * value;
            first += Weight(i, 1) * value;
            second += Weight(i, 2) * value;
        }

        var root = Math.Sqrt(Math.Max(1, values.Count));
        return (Math.Sqrt(square) / root, first / root, second / root);
    }

    // From 0.5 to 1.5, positive or negative, from SplitMix64, so that the weights depend on nothing that is tested here.
    private static double Weight(int index, uint series)
    {
        var z = ((ulong)index * 4) + series;
        z = (z + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        var size = 0.5 + ((z >> 11) * (1.0 / (1UL << 53)));
        return (z & 1) == 0 ? size : -size;
    }
}
