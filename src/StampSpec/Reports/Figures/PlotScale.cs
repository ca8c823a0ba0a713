using System.Globalization;

namespace StampSpec.Reports.Figures;

/// <summary>The positions of values along one axis of a sheet, in points, so that labels can be placed before drawing.</summary>
/// <param name="Low">Value at <paramref name="Start"/>.</param>
/// <param name="High">Value at <paramref name="End"/>.</param>
/// <param name="Start">Position of the low end: the left or the bottom of a plot.</param>
/// <param name="End">Position of the high end: the right or the top of a plot. Positions increase to the right and downwards.</param>
/// <param name="IsLogarithmic">Whether the scale is logarithmic; both values must then be positive.</param>
internal sealed record PlotScale(double Low, double High, double Start, double End, bool IsLogarithmic = false)
{
    private const double RoomAtEnds = 0.06;

    /// <summary>Length in points.</summary>
    public double Length => Math.Abs(End - Start);

    /// <summary>A logarithmic axis with all values and some room (in points) at both ends.</summary>
    public static PlotScale Logarithmic(IEnumerable<double> values, double start, double end, double roomAtEnds)
    {
        var logarithms = values.Select(Math.Log10).ToArray();
        var length = Math.Abs(end - start);
        var room = Math.Max(logarithms.Max() - logarithms.Min(), 0.5) * roomAtEnds / (length - (2 * roomAtEnds));
        return new PlotScale(Math.Pow(10, logarithms.Min() - room), Math.Pow(10, logarithms.Max() + room), start, end, true);
    }

    /// <summary>A linear axis with all values and some room at both ends, within the given bounds.</summary>
    public static PlotScale Linear(IEnumerable<double> values, double start, double end, double floor, double ceiling)
    {
        var all = values.ToArray();
        var room = Math.Max(all.Max() - all.Min(), 0.02) * RoomAtEnds;
        return new PlotScale(Math.Max(floor, all.Min() - room), Math.Min(ceiling, all.Max() + room), start, end);
    }

    /// <summary>The position of a value on the sheet.</summary>
    public double PositionOf(double value) =>
        Start + ((End - Start) * (IsLogarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low)));

    /// <summary>The value at a position of the sheet.</summary>
    public double ValueAt(double position)
    {
        var part = (position - Start) / (End - Start);
        return IsLogarithmic ? Low * Math.Pow(High / Low, part) : Low + ((High - Low) * part);
    }

    /// <summary>
    /// Round values of a linear axis: 1, 2 or 5 times a power of ten apart, with the decimals that they need. The number is about the given
    /// one, or less if labels would touch.
    /// </summary>
    /// <param name="count">Approximate number of ticks, at least 1.</param>
    public IReadOnlyList<AxisTick> RoundTicks(int count) =>
        Enumerable.Range(0, count).Select(fewer => TicksAbout(count - fewer)).FirstOrDefault(LabelsFit) ?? TicksAbout(1);

    /// <summary>Whether the labels of ticks do not touch; on a vertical axis they never do.</summary>
    internal bool LabelsFit(IReadOnlyList<AxisTick> ticks)
    {
        const double Gap = 4;
        var labels = ticks
            .Where(t => t.Label is not null)
            .Select(t => (At: PositionOf(t.Value), Half: FigureFonts.LengthOf(t.Label!, ChartStyle.LabelSize) / 2))
            .ToArray();
        return End < Start
            || labels.Zip(labels.Skip(1)).All(pair => pair.First.At + pair.First.Half + Gap <= pair.Second.At - pair.Second.Half);
    }

    private AxisTick[] TicksAbout(int count)
    {
        var rough = (High - Low) / count;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step =
            (rough / power) switch
            {
                >= 7.07 => 10,
                >= 3.16 => 5,
                >= 1.41 => 2,
                _ => 1,
            } * power;
        var decimals = (int)Math.Max(0, -Math.Floor(Math.Log10(step) + 1e-9));
        var first = (int)Math.Ceiling((Low / step) - 1e-9);
        var last = (int)Math.Floor((High / step) + 1e-9);
        return [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(i => new AxisTick(i * step, TextOf(i * step, decimals)))];
    }

    private static string TextOf(double value, int decimals) =>
        (value == 0 ? "0" : value.ToString("F" + decimals, CultureInfo.InvariantCulture)).Replace('-', '\u2212');

    // Labelled digits, and the number of decades between labels.
    private static readonly (int[] Digits, int Decades)[] Densities = [([1, 2, 5], 1), ([1, 3], 1), ([1], 1), ([1], 2), ([1], 3), ([1], 6)];

    /// <summary>Labelled ticks at 1, 2 and 5 times powers of ten, or fewer if their labels would touch, and short ticks at the other
    /// digits.</summary>
    public IReadOnlyList<AxisTick> LogarithmicTicks(Func<double, string> label)
    {
        var candidates = Densities.Select(density => LogarithmicTicks(label, density.Digits, density.Decades)).ToArray();
        return candidates.FirstOrDefault(LabelsFit) ?? candidates[^1];
    }

    private AxisTick[] LogarithmicTicks(Func<double, string> label, int[] digits, int decades)
    {
        var first = (int)Math.Floor(Math.Log10(Low));
        var all = Enumerable.Range(first, (int)Math.Ceiling(Math.Log10(High)) - first + 1);
        return
        [
            .. all.SelectMany(decade =>
                    Enumerable.Range(1, 9).Select(digit => (Decade: decade, Digit: digit, Value: digit * Math.Pow(10, decade)))
                )
                .Where(t => t.Value >= Low && t.Value <= High)
                .Select(t => new AxisTick(t.Value, t.Decade % decades == 0 && digits.Contains(t.Digit) ? label(t.Value) : null)),
        ];
    }
}

/// <summary>One tick of an axis.</summary>
/// <param name="Value">The value.</param>
/// <param name="Label">The label; null for a short tick without a label.</param>
internal sealed record AxisTick(double Value, string? Label);
