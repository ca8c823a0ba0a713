using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Learning.Training;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;

namespace StampSpec.Benchmarks.Sky;

/// <summary>
/// The classifier two-sample test (Lopez-Paz and Oquab 2017, arXiv 1610.06545): a small network learns to tell real from synthetic alerts
/// on one half of the real groups and is scored on the
/// other. Area under the ROC curve for each class: 0.5 if the network cannot tell them apart.
/// </summary>
internal static class TwoSampleTest
{
    private static readonly string[] Origins = ["real", "synthetic"];
    private static readonly ClassifierSettings Network = new()
    {
        Widths = [16, 24, 24, 24],
        Dense = 24,
        UsesSkyPosition = false,
    };

    /// <summary>Runs both directions and writes one CSV row a class.</summary>
    public static void Write(IReadOnlyList<LabelledAlert> real, string layoutName, int steps, TextWriter csv)
    {
        var layout = LayoutLibrary.Load(layoutName);
        var synthetic = Matched(real);
        var scores = new List<(string Class, bool IsReal, double Score)>();
        foreach (var trainsOnFitting in (bool[])[true, false])
        {
            var train = Origin(real, synthetic, trainsOnFitting);
            var test = Origin(real, synthetic, !trainsOnFitting);
            scores.AddRange(Score(layout, train, test, steps));
        }

        foreach (var label in SkyClassLabels.All.Append("all"))
        {
            var own = scores.Where(s => label == "all" || s.Class == label).ToArray();
            var (reals, synthetics) = (
                own.Where(s => s.IsReal).Select(s => s.Score).ToArray(),
                own.Where(s => !s.IsReal).Select(s => s.Score).ToArray()
            );
            csv.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{layoutName},{label},{reals.Length},{synthetics.Length},{SampleDistance.RocArea(reals, synthetics):F3}"
                )
            );
        }
    }

    // As many synthetic alerts of each class and band as real ones, so that class and band do not reveal the origin. Each belongs to the
    // half of its real counterpart.
    private static List<(LabelledAlert Alert, bool IsFitting)> Matched(IReadOnlyList<LabelledAlert> real)
    {
        var wanted = real.GroupBy(a => (a.Class, a.Alert.Band))
            .ToDictionary(g => g.Key, g => new Queue<bool>(g.Select(RealAlerts.IsFitting)));
        var matched = new List<(LabelledAlert, bool)>();
        foreach (var alert in SyntheticSurvey.Generate(new SurveySettings { Mix = ClassMix.Balanced }, 12 * real.Count, new Seed(4711)))
        {
            if (wanted.TryGetValue((alert.Class, alert.Alert.Band), out var halves) && halves.TryDequeue(out var isFitting))
            {
                matched.Add((alert, isFitting));
            }

            if (matched.Count == real.Count)
            {
                break;
            }
        }

        return matched;
    }

    private static (LabelledAlert Alert, int Origin)[] Origin(
        IReadOnlyList<LabelledAlert> real,
        List<(LabelledAlert Alert, bool IsFitting)> synthetic,
        bool fitting
    ) =>
        [
            .. real.Where(a => RealAlerts.IsFitting(a) == fitting).Select(a => (a, 0)),
            .. synthetic.Where(s => s.IsFitting == fitting).Select(s => (s.Alert, 1)),
        ];

    private static IEnumerable<(string, bool, double)> Score(
        StampLayout layout,
        (LabelledAlert Alert, int Origin)[] train,
        (LabelledAlert Alert, int Origin)[] test,
        int steps
    )
    {
        new Seed(1).Derive("two-sample").CreateSource().Shuffle(train.AsSpan());
        // Groups of real alerts may be on both sides of this cut, because it only stops training.
        var validation = train.Length / 5;
        var settings = new TrainingSettings
        {
            MaximumSteps = steps,
            EvaluationInterval = 50,
            Patience = 4,
        };
        var trained = ClassifierTrainer.Train(
            Network,
            settings,
            Stamps(layout, train[validation..]),
            Stamps(layout, train[..validation]),
            Origins,
            new Seed(1)
        );
        using var session = ClassifierSession.Load(trained.OnnxModel);
        var probabilities = session.Score(Stamps(layout, test).Stamps);
        return [.. test.Select((t, i) => (t.Alert.Class, t.Origin == 0, (double)probabilities[2 * i]))];
    }

    private static LabelledStamps Stamps(StampLayout layout, (LabelledAlert Alert, int Origin)[] alerts)
    {
        var builder = new StampTensorBuilder(layout, NormalisationOrder.Before, alerts.Length);
        foreach (var (alert, _) in alerts)
        {
            builder.Add(alert.Alert);
        }

        return new LabelledStamps(builder.Build(), [.. alerts.Select(a => a.Origin)]);
    }
}
