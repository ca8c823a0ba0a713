using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;

namespace StampSpec.Benchmarks.Sky;

/// <summary>Every measured quantity, real beside synthetic, per class: medians and KS distances to either half of the real
/// alerts.</summary>
internal static class DistributionTable
{
    private const int PerClass = 240;

    /// <summary>Writes the rows as CSV.</summary>
    public static void Write(IReadOnlyList<DistributionRow> rows, TextWriter csv)
    {
        csv.WriteLine("class,band,quantity,n-fit,n-check,n-synthetic,median-fit,median-check,median-synthetic,ks-fit,ks-check,ks-halves");
        foreach (var row in rows)
        {
            csv.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Class},{row.Band},\"{row.Quantity}\",{row.Counts.Fit},{row.Counts.Check},{row.Counts.Synthetic}"
                        + $",{row.Medians.Fit:G4},{row.Medians.Check:G4},{row.Medians.Synthetic:G4},{row.ToFit:F3},{row.ToCheck:F3}"
                        + $",{row.BetweenHalves:F3}"
                )
            );
        }
    }

    /// <summary>The rows of every class and band that both halves have.</summary>
    public static IReadOnlyList<DistributionRow> Rows(IReadOnlyList<LabelledAlert> real)
    {
        var synthetic = SyntheticSurvey
            .Generate(new SurveySettings { Mix = ClassMix.Balanced }, PerClass * SkyClassLabels.All.Count, new Seed(2026))
            .Select(a => (a.Class, a.Alert.Band, Values: CutoutMeasurement.Of(a.Alert)))
            .ToArray();
        var measured = real.Select(a => (Labelled: a, Values: CutoutMeasurement.Of(a.Alert))).ToArray();
        return
        [
            .. from label in SkyClassLabels.All
            from band in (string[])["g", "r"]
            let halves = measured
                .Where(m => m.Labelled.Class == label && m.Labelled.Alert.Band == band)
                .ToLookup(m => RealAlerts.IsFitting(m.Labelled), m => m.Values)
            let drawn = synthetic.Where(s => s.Class == label && s.Band == band).Select(s => s.Values).ToArray()
            from row in Compare(label, band, [.. halves[true]], [.. halves[false]], drawn)
            select row,
        ];
    }

    private static IEnumerable<DistributionRow> Compare(
        string label,
        string band,
        IReadOnlyList<(string Name, double Value)>[] fit,
        IReadOnlyList<(string Name, double Value)>[] check,
        IReadOnlyList<(string Name, double Value)>[] synthetic
    )
    {
        for (var i = 0; fit.Length > 0 && check.Length > 0 && i < synthetic[0].Count; i++)
        {
            double[] Column(IReadOnlyList<(string Name, double Value)>[] rows) => [.. rows.Select(r => r[i].Value).Where(double.IsFinite)];
            var (f, c, s) = (Column(fit), Column(check), Column(synthetic));
            if (f.Length > 0 && c.Length > 0 && s.Length > 0)
            {
                yield return new DistributionRow(
                    label,
                    band,
                    synthetic[0][i].Name,
                    (f.Length, c.Length, s.Length),
                    (SampleDistance.Median(f), SampleDistance.Median(c), SampleDistance.Median(s)),
                    SampleDistance.KolmogorovSmirnov(f, s),
                    SampleDistance.KolmogorovSmirnov(c, s),
                    SampleDistance.KolmogorovSmirnov(f, c)
                );
            }
        }
    }
}
