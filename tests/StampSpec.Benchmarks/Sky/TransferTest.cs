using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Learning.Metrics;
using StampSpec.Learning.Models;
using StampSpec.Learning.Training;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;

namespace StampSpec.Benchmarks.Sky;

/// <summary>A classifier that has seen synthetic alerts only, scored on real ones: macro-F1 and recalls, with intervals over
/// groups.</summary>
internal static class TransferTest
{
    private const int Resamples = 1000;

    /// <summary>Trains and writes CSV rows: layout, half of the real alerts, metric, value, 95 % interval.</summary>
    public static void Write(IReadOnlyList<LabelledAlert> real, string layoutName, int alerts, int steps, TextWriter csv)
    {
        var layout = LayoutLibrary.Load(layoutName);
        var settings = new SurveySettings { Mix = ClassMix.Balanced };
        var train = Stamps(layout, [.. SyntheticSurvey.Generate(settings, alerts, new Seed(31))]);
        var validation = Stamps(layout, [.. SyntheticSurvey.Generate(settings, alerts / 5, new Seed(32))]);
        var trained = ClassifierTrainer.Train(
            ClassifierSettings.Default,
            new TrainingSettings { MaximumSteps = steps },
            train,
            validation,
            SkyClassLabels.All,
            new Seed(33)
        );
        using var session = ClassifierSession.Load(trained.OnnxModel);
        csv.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{layoutName},synthetic-validation,macro-f1,{validation.Labels.Length},"
                    + $"{MacroF1(validation.Labels, Predict(session, validation)):F3},,"
            )
        );
        WriteHalf(real, "all", layout, layoutName, session, csv);
        WriteHalf([.. real.Where(a => !RealAlerts.IsFitting(a))], "check", layout, layoutName, session, csv);
    }

    private static void WriteHalf(
        IReadOnlyList<LabelledAlert> real,
        string half,
        StampLayout layout,
        string layoutName,
        ClassifierSession session,
        TextWriter csv
    )
    {
        var stamps = Stamps(layout, real);
        var predicted = Predict(session, stamps);
        var rows = new List<(string Metric, Func<int[], int[], double> Of)> { ("macro-f1", MacroF1) };
        rows.AddRange(
            SkyClassLabels.All.Select((label, k) => ($"recall {label}", (Func<int[], int[], double>)((t, p) => Recall(t, p, k))))
        );
        foreach (var (metric, of) in rows)
        {
            var (low, high) = Interval(real, stamps.Labels, predicted, of);
            csv.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{layoutName},{half},{metric},{real.Count},{of(stamps.Labels, predicted):F3},{low:F3},{high:F3}"
                )
            );
        }

        foreach (
            var pair in stamps.Labels.Zip(predicted).Where(p => p.First != p.Second).CountBy(p => p).OrderByDescending(p => p.Value).Take(8)
        )
        {
            var (truth, wrong) = (SkyClassLabels.All[pair.Key.First], SkyClassLabels.All[pair.Key.Second]);
            csv.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{layoutName},{half},{truth} taken for {wrong},{real.Count},{pair.Value},,")
            );
        }
    }

    // Groups are drawn, not alerts, because fifteen glints of one train are one observation.
    private static (double Low, double High) Interval(
        IReadOnlyList<LabelledAlert> real,
        int[] truths,
        int[] predicted,
        Func<int[], int[], double> of
    )
    {
        var groups = Enumerable
            .Range(0, real.Count)
            .GroupBy(i => (real[i].Class, real[i].Group))
            .GroupBy(g => g.Key.Class)
            .Select(c => c.Select(g => g.ToArray()).ToArray())
            .ToArray();
        var random = new Seed(34).CreateSource();
        var values = new double[Resamples];
        for (var b = 0; b < Resamples; b++)
        {
            int[] drawn = [.. groups.SelectMany(c => c.SelectMany(_ => c[random.NextInt(c.Length)]))];
            values[b] = of([.. drawn.Select(i => truths[i])], [.. drawn.Select(i => predicted[i])]);
        }

        Array.Sort(values);
        return (values[Resamples / 40], values[Resamples - 1 - (Resamples / 40)]);
    }

    private static double MacroF1(int[] truths, int[] predicted) =>
        ConfusionMatrix.Tally(SkyClassLabels.All.Count, truths, predicted).MacroF1;

    private static double Recall(int[] truths, int[] predicted, int k) =>
        ConfusionMatrix.Tally(SkyClassLabels.All.Count, truths, predicted).Score(k).Recall;

    private static int[] Predict(ClassifierSession session, LabelledStamps stamps)
    {
        var scores = session.Score(stamps.Stamps);
        var classes = session.ClassCount;
        return
        [
            .. Enumerable.Range(0, stamps.Labels.Length).Select(i => Enumerable.Range(0, classes).MaxBy(k => scores[(i * classes) + k])),
        ];
    }

    private static LabelledStamps Stamps(StampLayout layout, IReadOnlyList<LabelledAlert> alerts)
    {
        var builder = new StampTensorBuilder(layout, NormalisationOrder.Before, alerts.Count);
        foreach (var labelled in alerts)
        {
            builder.Add(labelled.Alert);
        }

        return new LabelledStamps(builder.Build(), [.. alerts.Select(a => (int)SkyClassLabels.Find(a.Class)!.Value)]);
    }
}
