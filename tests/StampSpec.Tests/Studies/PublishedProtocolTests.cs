using StampSpec.Learning;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>What <c>protocol: published</c> sets, and what a study says of its departures.</summary>
public sealed class PublishedProtocolTests
{
    private const string Head = "name: s\ndataset: {synthetic: {alerts: 200}}\nlayouts: [ztf-full, ztf-multiscale]\n";

    [Fact]
    public void The_published_protocol_is_that_of_the_public_code()
    {
        var study = Read("protocol: published\n");
        Assert.All(study.Layouts, layout =>
        {
            Assert.Equal((256, 500, 5), (layout.Training.BatchSize, layout.Training.EvaluationInterval, layout.Training.Patience));
            Assert.Equal((CheckpointPolicy.Last, Augmentation.All), (layout.Training.CheckpointPolicy, layout.Training.Augmentation));
            Assert.Null(layout.Training.GradientNormLimit);
            Assert.True(layout.Classifier.UsesKerasBatchNormalisation);
        });
        Assert.Equal(new HoldOutProtocol(0.2) { ValidationFraction = 0.25 }, study.Split);
        Assert.Empty(PublishedProtocol.DeparturesOf(study));
    }

    [Fact]
    public void The_study_of_the_four_scenarios_follows_it_but_for_the_views_of_a_step() =>
        Assert.Equal(
            ["views in a step: one-at-random; published: all"],
            PublishedProtocol.DeparturesOf(StudySpecFile.Load("paper-four-scenarios", []))
        );

    [Fact]
    public void Keys_of_the_spec_take_precedence_and_are_listed_with_their_layouts()
    {
        var study = Read(
            "protocol: published\nsplit: {folds: 5}\ntraining: {gradient-limit: 5}\n",
            "{layout: ztf-cropped, normalisation: after}"
        );
        Assert.Equal(
            [
                "split: every object is scored in one of 5 folds, 0.2 of the others validate; published: 0.2 of the objects are scored, "
                    + "0.25 of the others validate",
                "normalisation: after; published: before (ztf-cropped)",
                "gradient limit: 5; published: none",
            ],
            PublishedProtocol.DeparturesOf(study)
        );
    }

    [Fact]
    public void A_study_of_its_own_lists_every_default_that_departs()
    {
        string[] expected =
        [
            "batch: 64; published: 256",
            "maximum steps: 600; published: 30000",
            "steps between evaluations: 50; published: 500",
            "patience: 6; published: 5",
            "weights kept: best; published: last",
            "views in a step: one-at-random; published: all",
            "gradient limit: 5; published: none",
            "batch normalisation: momentum 0.9, epsilon 1e-5; published: as Keras",
        ];
        Assert.Equal(expected, PublishedProtocol.DeparturesOf(Read("split: {test: 0.2, validation: 0.25}\n")));
    }

    [Fact]
    public void A_locked_study_keeps_the_protocol()
    {
        var study = Read("protocol: published\n");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.lock.yaml"], LockedSpec.Write(study, folder.Path));
        Assert.Empty(PublishedProtocol.DeparturesOf(StudySpecFile.Load(folder["study.lock.yaml"], [])));
    }

    private static Study Read(string keys, string? layout = null)
    {
        using var folder = new TemporaryFolder();
        var head = layout is null ? Head : Head.Replace("ztf-full", $"{layout}, ztf-full", StringComparison.Ordinal);
        File.WriteAllText(folder["s.yaml"], head + keys);
        return StudySpecFile.Load(folder["s.yaml"], []);
    }
}
