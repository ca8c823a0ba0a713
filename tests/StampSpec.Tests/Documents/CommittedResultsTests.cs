using StampSpec.Learning.Metrics;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Documents;

/// <summary>The committed results can be computed again from the predictions beside them.</summary>
public sealed class CommittedResultsTests
{
    public static TheoryData<string> Folders => [.. AllFolders().Where(f => File.Exists(Path.Combine(Root, f, "predictions.csv.gz")))];

    private static string Root => Repository.PathOf("results");

    [Fact]
    public void Every_study_keeps_its_predictions() =>
        Assert.All(AllFolders(), f => Assert.True(File.Exists(Path.Combine(Root, f, "predictions.csv.gz")), f));

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_scores_of_a_study_follow_from_its_predictions(string folder)
    {
        var results = StudyResults.Load(Path.Combine(Root, folder));
        var rows = results.Predictions.ToLookup(p => (p.Cell.Layout, p.Cell.Encoding, p.Cell.Run));
        var scores = results.Scores.Where(s => s.Metric == MetricNames.MacroF1).ToArray();
        Assert.NotEmpty(scores);
        Assert.All(scores, score =>
            Assert.Equal(MacroF1(results.Summary.Classes, [.. rows[(score.Id.Layout, score.Id.Encoding, score.Run)]]), score.Value, 12)
        );
    }

    /// <summary>
    /// Mean of 2 TP / (2 TP + FP + FN) over the classes that the scored objects have, from the predicted words alone.
    /// </summary>
    private static double MacroF1(IReadOnlyList<string> classes, PredictionRow[] rows) =>
        classes
            .Where(name => rows.Any(r => r.Class == name))
            .Average(name =>
            {
                var hits = rows.Count(r => r.Class == name && r.Predicted == name);
                var misses = rows.Count(r => (r.Class == name) != (r.Predicted == name));
                return hits == 0 ? 0 : 2.0 * hits / ((2 * hits) + misses);
            });

    private static IEnumerable<string> AllFolders() =>
        Directory
            .EnumerateFiles(Root, "results.csv", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, Path.GetDirectoryName(f)!).Replace('\\', '/'));
}
