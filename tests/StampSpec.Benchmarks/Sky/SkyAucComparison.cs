using System.Globalization;
using System.Text.Json;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Reports.Figures;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;

namespace StampSpec.Benchmarks.Sky;

/// <summary>
/// How well boosted trees tell real from synthetic alerts of one class by statistics of their images, and how many peaks the difference
/// images of both have away from the event.
/// </summary>
internal sealed class SkyAucComparison : IComparison
{
    private const int PerClass = 250;
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
    };

    public string Name => "sky-auc";

    public string Description => "real against synthetic ZTF alerts by class: area under the ROC curve, peaks; ALERTS LABELS [OUT]";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        if (arguments.Count is < 2 or > 3)
        {
            Console.Error.WriteLine($"usage: {Name} ALERTS LABELS [OUT]; OUT is a folder for {Name}.json and sheets of stamps");
            return 2;
        }

        var real = RealAlerts.Load(arguments[0], arguments[1]);
        var settings = new SurveySettings { Mix = ClassMix.Balanced };
        LabelledAlert[] synthetic = [.. SyntheticSurvey.Generate(settings, PerClass * SkyClassLabels.All.Count, new Seed(2026))];
        PeakRow[] peaks = [.. PeakRow.Of("real", real), .. PeakRow.Of("synthetic", synthetic)];
        Write(peaks, output);
        var auc = ClassTwoSampleTest.Of(real, synthetic);
        Write(auc, output);
        if (arguments.Count == 3)
        {
            WriteFiles(arguments[2], auc, peaks, real, synthetic);
        }

        return 0;
    }

    private static void Write(PeakRow[] peaks, TextWriter output)
    {
        output.WriteLine("origin,class,n,groups,one peak or more,two or more,four or more");
        foreach (var row in peaks)
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Origin},{row.Class},{row.Alerts},{row.Groups},{row.One:F3},{row.Two:F3},{row.Four:F3}"
                )
            );
        }

        output.WriteLine();
    }

    private static void Write(IReadOnlyList<AucRow> auc, TextWriter output)
    {
        output.WriteLine("class,n-real,n-synthetic,auc,auc-morphology,ks,statistic with the largest distance");
        foreach (var row in auc)
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Class},{row.Real},{row.Synthetic},{row.Auc:F3},{row.AucMorphology:F3},{row.Distance:F2},\"{row.Statistic}\""
                )
            );
        }
    }

    private static void WriteFiles(
        string folder,
        IReadOnlyList<AucRow> auc,
        PeakRow[] peaks,
        IReadOnlyList<LabelledAlert> real,
        IReadOnlyList<LabelledAlert> synthetic
    )
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "sky-auc.json"), JsonSerializer.Serialize(new { auc, peaks }, Indented));
        FigureFiles.Write(
            [
                .. SkyClassLabels.All.SelectMany(label =>
                    new[]
                    {
                        RealismFigures.Sheet($"real-{label}", label, real),
                        RealismFigures.Sheet($"synthetic-{label}", label, synthetic),
                    }
                ),
            ],
            folder,
            FigureFormats.Png
        );
    }
}

/// <summary>Peaks of the difference images of one class; every group has the same weight.</summary>
/// <param name="Origin">Whether the alerts are real or synthetic.</param>
/// <param name="Class">The class.</param>
/// <param name="Alerts">Number of alerts.</param>
/// <param name="Groups">Number of groups.</param>
/// <param name="One">Share of alerts with one peak or more.</param>
/// <param name="Two">Share with two or more.</param>
/// <param name="Four">Share with four or more.</param>
internal sealed record PeakRow(string Origin, string Class, int Alerts, int Groups, double One, double Two, double Four)
{
    /// <summary>A row for each class, in the order of the labels.</summary>
    public static IEnumerable<PeakRow> Of(string origin, IReadOnlyList<LabelledAlert> alerts) =>
        from label in SkyClassLabels.All
        let counts = alerts.Where(a => a.Class == label).Select(a => (a.Group, Count: Tests.Sky.OffCentrePeaks.Count(a.Alert))).ToArray()
        where counts.Length > 0
        let shares = new[] { 1, 2, 4 }.Select(least => Tests.Sky.OffCentrePeaks.ShareByGroup(counts, least)).ToArray()
        select new PeakRow(origin, label, counts.Length, counts.Select(c => c.Group).Distinct().Count(), shares[0], shares[1], shares[2]);
}
