using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Benchmarks.Sky;

/// <summary>
/// The classifier two-sample test (Lopez-Paz and Oquab 2017, arXiv 1610.06545) within one class, with boosted trees on the quantities of
/// <see cref="CutoutMeasurement"/>, cross-validated in five folds that never part a group. It needs few alerts.
/// </summary>
internal static class ClassTwoSampleTest
{
    private const int Folds = 5;

    // What a classifier of events should not need: levels and noise of the sky, and what follows from them.
    private static readonly string[] Background = ["sky level", "sky RMS", "gzip", "correlation", "missing"];

    // The packet's own number, not of the images, and absent from older packets.
    private const string OfPacket = "S/N";

    /// <summary>One row for each class.</summary>
    public static IReadOnlyList<AucRow> Of(IReadOnlyList<LabelledAlert> real, IReadOnlyList<LabelledAlert> synthetic) =>
        [
            .. from label in SkyClassLabels.All
            let rows = (MeasuredAlert[])[.. Measured(real, true, label), .. Measured(synthetic, false, label)]
            where rows.Any(r => r.IsReal)
            select RowOf(label, rows),
        ];

    private static ParallelQuery<MeasuredAlert> Measured(IReadOnlyList<LabelledAlert> alerts, bool isReal, string label)
    {
        var own = alerts.Where(a => a.Class == label).ToArray();
        var folds = own.Select(a => a.Group)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Index()
            .ToDictionary(g => g.Item, g => g.Index % Folds);
        return own.AsParallel()
            .AsOrdered()
            .Select(a => new MeasuredAlert(isReal, folds[a.Group], [.. CutoutMeasurement.Of(a.Alert).Where(q => q.Name != OfPacket)]));
    }

    private static AucRow RowOf(string label, MeasuredAlert[] rows)
    {
        var (worst, distance) = Enumerable
            .Range(0, rows[0].Quantities.Length)
            .Select(i => (rows[0].Quantities[i].Name, Distance(rows, i)))
            .MaxBy(q => q.Item2);
        return new AucRow(
            label,
            rows.Count(r => r.IsReal),
            rows.Count(r => !r.IsReal),
            Area(rows, _ => true),
            Area(rows, name => !Background.Any(b => name.Contains(b, StringComparison.Ordinal))),
            worst,
            distance
        );
    }

    private static double Distance(MeasuredAlert[] rows, int quantity)
    {
        var values = rows.ToLookup(r => r.IsReal, r => r.Quantities[quantity].Value);
        return SampleDistance.KolmogorovSmirnov([.. values[true]], [.. values[false]]);
    }

    private static double Area(MeasuredAlert[] rows, Func<string, bool> uses)
    {
        var probabilities = CrossValidatedTrees.Score(
            [.. rows.Select(r => r.Numbers(uses))],
            [.. rows.Select(r => r.IsReal)],
            [.. rows.Select(r => r.Fold)],
            _ => new Seed(1)
        );
        var scores = rows.Zip(probabilities).ToLookup(s => s.First.IsReal, s => s.Second);
        return SampleDistance.RocArea([.. scores[true]], [.. scores[false]]);
    }

    private sealed record MeasuredAlert(bool IsReal, int Fold, (string Name, double Value)[] Quantities)
    {
        public float[] Numbers(Func<string, bool> uses) =>
            [.. Quantities.Where(q => uses(q.Name)).Select(q => double.IsFinite(q.Value) ? (float)q.Value : 0)];
    }
}

/// <summary>How well one class's real and synthetic alerts can be told apart.</summary>
/// <param name="Class">The class.</param>
/// <param name="Real">Number of real alerts.</param>
/// <param name="Synthetic">Number of synthetic alerts.</param>
/// <param name="Auc">Area under the ROC curve with all quantities; 0.5 if they cannot be told apart.</param>
/// <param name="AucMorphology">The same without the level and the noise of the sky.</param>
/// <param name="Statistic">The quantity whose distributions differ most.</param>
/// <param name="Distance">Their Kolmogorov-Smirnov distance.</param>
internal sealed record AucRow(string Class, int Real, int Synthetic, double Auc, double AucMorphology, string Statistic, double Distance);
