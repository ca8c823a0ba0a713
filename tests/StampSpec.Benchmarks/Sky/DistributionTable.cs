using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Seeds;
using StampSpec.Sky;

namespace StampSpec.Benchmarks.Sky;

/// <summary>Every measured quantity, real beside synthetic, per class: medians and KS distances to either half of the real alerts.</summary>
internal static class DistributionTable
{
    private const int PerClass = 240;

    /// <summary>Writes the table as CSV. The two halves' own distance says how much of a distance is small numbers.</summary>
    public static void Write(IReadOnlyList<LabelledAlert> real, TextWriter csv)
    {
        var synthetic = SyntheticSurvey.Generate(new SurveySettings { Mix = ClassMix.Balanced }, PerClass * SkyClassLabels.All.Count, new Seed(2026))
            .Select(a => (a.Class, a.Alert.Band, Values: CutoutMeasurement.Of(a.Alert))).ToArray();
        var measured = real.Select(a => (Labelled: a, Values: CutoutMeasurement.Of(a.Alert))).ToArray();
        csv.WriteLine("class,band,quantity,n-fit,n-check,n-synthetic,median-fit,median-check,median-synthetic,ks-fit,ks-check,ks-halves");
        foreach (var label in SkyClassLabels.All)
        {
            foreach (var band in (string[])["g", "r"])
            {
                var fit = measured.Where(m => m.Labelled.Class == label && m.Labelled.Alert.Band == band && RealAlerts.IsFitting(m.Labelled)).Select(m => m.Values).ToArray();
                var check = measured.Where(m => m.Labelled.Class == label && m.Labelled.Alert.Band == band && !RealAlerts.IsFitting(m.Labelled)).Select(m => m.Values).ToArray();
                var drawn = synthetic.Where(s => s.Class == label && s.Band == band).Select(s => s.Values).ToArray();
                WriteRows(csv, $"{label},{band}", fit, check, drawn);
            }
        }
    }

    private static void WriteRows(
        TextWriter csv,
        string key,
        IReadOnlyList<(string Name, double Value)>[] fit,
        IReadOnlyList<(string Name, double Value)>[] check,
        IReadOnlyList<(string Name, double Value)>[] synthetic)
    {
        if (fit.Length == 0 || check.Length == 0)
        {
            return;
        }

        for (var i = 0; i < synthetic[0].Count; i++)
        {
            double[] Column(IReadOnlyList<(string Name, double Value)>[] rows) => [.. rows.Select(r => r[i].Value).Where(double.IsFinite)];
            var (f, c, s) = (Column(fit), Column(check), Column(synthetic));
            if (f.Length == 0 || c.Length == 0 || s.Length == 0)
            {
                continue;
            }

            csv.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{key},\"{synthetic[0][i].Name}\",{f.Length},{c.Length},{s.Length},{SampleDistance.Median(f):G4},{SampleDistance.Median(c):G4},{SampleDistance.Median(s):G4},{SampleDistance.KolmogorovSmirnov(f, s):F3},{SampleDistance.KolmogorovSmirnov(c, s):F3},{SampleDistance.KolmogorovSmirnov(f, c):F3}"));
        }
    }
}
