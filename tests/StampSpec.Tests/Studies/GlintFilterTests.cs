using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Reports;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;
using StampSpec.Tests.Numbers;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class GlintFilterTests
{
    [Fact]
    public void Synthetic_satellites_of_trains_of_five_or_more_within_100_arcsec_leave_the_stream()
    {
        var survey = SyntheticSurvey.Generate(new SurveySettings { Mix = ClassMix.Balanced }, 240, new Seed(6)).ToArray();
        StudySource[] sources = [.. survey.Select((a, i) => new StudySource(a, "synthetic", "development", $"{i}"))];
        var removed = new List<SkippedRow>();
        var kept = GlintFilter.Apply(StreamStage.AfterGlintFilter, sources, removed).ToArray();
        Assert.All(kept, s => Assert.InRange(s.Labelled.TrainPoints!.Value, 1, 4));
        Assert.Equal(240, kept.Length + removed.Count);
        Assert.InRange(removed.Count, 15, 35);
        Assert.All(removed, r => Assert.Matches("^satellite: ([5-9]|[1-9][0-9]) collinear detections within 100 arcsec$", r.Detail));
        Assert.All(removed, r => Assert.Equal("glint-train", r.Reason));
        Assert.Contains(kept, s => s.Labelled is { Class: "satellite", TrainPoints: > 1 });
        Assert.Same(sources, GlintFilter.Apply(StreamStage.BeforeGlintFilter, sources, removed));
        Assert.Same(sources, GlintFilter.Apply(null, sources, removed));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void The_detections_of_an_alert_that_was_read_are_counted_in_its_difference(int glints, bool isKept)
    {
        TestScene.Star[] train = [.. Enumerable.Range(-2, glints).Select(i => new TestScene.Star(9.0 * i, 3.0 * i, 300))];
        var alert = TestScene.Ztf(9);
        alert = alert with { Difference = alert.Difference with { Flux = TestScene.Image(63, 63, 12, 0, 6, train) } };
        var removed = new List<SkippedRow>();
        var source = new StudySource(new LabelledAlert(alert, "satellite", "a"), "real", "test", "a.avro");
        Assert.Equal(isKept, GlintFilter.Apply(StreamStage.AfterGlintFilter, [source], removed).Any());
        Assert.Equal(
            isKept ? [] : [new SkippedRow("test", "a.avro", "glint-train", "satellite: 5 collinear detections in the difference cutout")],
            removed
        );
    }

    [Fact]
    public void A_study_of_the_stream_after_the_filter_says_so_in_every_caption_and_lists_what_was_left_out()
    {
        using var folder = new TemporaryFolder();
        var run = TinyStudy.Run(folder, "out", "--set", "dataset.stream=after-glint-filter");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches(
            @"\d+ alerts of trains of glints were left out, as Rubin's filter does: satellite \(\d+\); skipped.csv names them",
            run.Error
        );
        var results = StudyResults.Load(folder["out"]);
        Assert.Equal(StreamStage.AfterGlintFilter, results.Summary.Stream);
        Assert.Equal(48 - results.Objects.Count, results.Skipped.Count(s => s.Reason == "glint-train"));
        Assert.All(new StudyFigures(results).All(), figure =>
            Assert.Contains(
                " synthetic alerts, as after Rubin's filter of glint trains (5 or more collinear detections).",
                figure.Caption,
                StringComparison.Ordinal
            )
        );
        Assert.Contains("\"stream\": \"after-glint-filter\"", File.ReadAllText(folder["out", "summary.json"]), StringComparison.Ordinal);
    }
}
