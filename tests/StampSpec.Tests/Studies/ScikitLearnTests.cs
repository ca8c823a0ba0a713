using System.Text.Json;
using StampSpec.Common;
using StampSpec.Learning.Metrics;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class ScikitLearnTests
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    [SkippableFact]
    public void Scores_of_random_predictions_equal_those_of_scikit_learn()
    {
        using var folder = new TemporaryFolder();
        Case[] cases = [.. Enumerable.Range(0, 60).Select(i => RandomCase(new Seed(5).Derive(i).CreateSource()))];
        File.WriteAllText(folder["cases.json"], JsonSerializer.Serialize(cases, CamelCase));
        var output = PeerScript.Run("classification_metrics.py", ["sklearn"], folder["cases.json"]);
        var scored = JsonSerializer.Deserialize<Scored[]>(output, CamelCase);
        Assert.NotNull(scored);
        Assert.Equal(cases.Length, scored.Length);
        Assert.All(cases.Zip(scored), pair => AssertEqual(pair.First, pair.Second));
    }

    private static void AssertEqual(Case given, Scored peer)
    {
        var matrix = ConfusionMatrix.Tally(given.Classes, given.Truth, given.Predicted);
        for (var k = 0; k < given.Classes; k++)
        {
            var score = matrix.Score(k);
            Assert.Equal(peer.Precision[k], score.Precision, 12);
            Assert.Equal(peer.Recall[k], score.Recall, 12);
            Assert.Equal(peer.F1[k], score.F1, 12);
            Assert.All(Enumerable.Range(0, given.Classes), j => Assert.Equal(peer.Confusion[(k * given.Classes) + j], matrix[k, j]));
        }

        Assert.Equal(peer.MacroF1, matrix.MacroF1, 12);
        Assert.Equal(peer.Accuracy, matrix.Accuracy, 12);
    }

    private static Case RandomCase(RandomSource random)
    {
        var classes = 1 + random.NextInt(7);
        var count = 1 + random.NextInt(200);
        return new Case(classes, [.. Draw()], [.. Draw()]);

        IEnumerable<int> Draw() => Enumerable.Range(0, count).Select(_ => random.NextInt(classes)).ToArray();
    }

    private sealed record Case(int Classes, int[] Truth, int[] Predicted);

    private sealed record Scored(long[] Confusion, double Accuracy, double[] Precision, double[] Recall, double[] F1, double MacroF1);
}
