using System.Text.Json.Nodes;
using StampSpec.Alerts.Reading;
using StampSpec.Inference;
using StampSpec.Learning;
using StampSpec.Reports;
using StampSpec.Tests.Studies;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Inference;

/// <summary>Models that are passed on without their study, and those that ship with the library.</summary>
public sealed class ExportedModelTests
{
    [Fact]
    public void A_study_s_models_of_a_layout_become_one_model_with_a_card_and_the_same_probabilities()
    {
        using var folder = new TemporaryFolder();
        var ran = TinyStudy.Run(folder, "a", "--set", "split={folds: 2, validation: 0.3}", "--set", "runs=1");
        Assert.True(ran.ExitCode == 0, ran.Error);
        var exported = Export(folder, "tiny", "--limit", "Too few steps.", "--licence", "CC0");
        Assert.True(exported.ExitCode == 0, exported.Error);
        Assert.Equal($"{folder["m", "tiny.onnx"]}\n{folder["m", "tiny.md"]}\n", exported.Output);
        CommandLine.Run("synthesize", "--out", folder["s"], "--alerts", "6", "--seed", "5");
        string[] paths = [.. Enumerable.Range(1, 2).Select(f => folder["a", "models", $"ztf-cropped-run-1-fold-{f}.onnx"])];
        using var several = AlertClassifier.Load(paths);
        using var one = AlertClassifier.Load(folder["m", "tiny.onnx"]);
        foreach (var alert in AlertFiles.Read([folder["s", "alerts"]]).Select(r => r.Alert!))
        {
            var pairs = several.Classify(alert).Probabilities.Zip(one.Classify(alert).Probabilities);
            Assert.All(pairs, p => Assert.Equal(p.First, p.Second, 1e-6));
        }

        Assert.Equal(("ztf", null), (one.Model.Origin.Survey, one.SurveyWarning));
        Assert.Null(one.TrainedOn);
        var facts = one.Model.Facts!;
        Assert.Equal(
            ("tiny", "ztf", "ztf-cropped", 3072, 2, "CC0"),
            (facts.Name, facts.Survey, facts.Layout, facts.Bytes, facts.Networks, facts.Licence)
        );
        Assert.Equal(["asteroid", "satellite", "sn"], facts.Scores.Select(s => s.Class).OfType<string>());
        var card = File.ReadAllText(folder["m", "tiny.md"]);
        Assert.StartsWith(
            "# tiny\n\nClassifies alerts of ZTF by the stamps of the layout ztf-cropped: 3,072 bytes of an alert",
            card,
            StringComparison.Ordinal
        );
        Assert.Contains("It gives the mean probability of 2 networks.", card, StringComparison.Ordinal);
        Assert.Contains("48 synthetic alerts; study tiny, StampSpec ", card, StringComparison.Ordinal);
        Assert.Contains($"| macro-F1 | {facts.MacroF1!.Value:0.000} | ", card, StringComparison.Ordinal);
        Assert.Contains("\n- Too few steps.\n", card, StringComparison.Ordinal);
        Assert.EndsWith("## Licence\n\nCC0\n", card, StringComparison.Ordinal);
        AssertRefusals(folder);
    }

    [Fact]
    public void A_card_leaves_out_what_a_study_says_of_other_kinds_of_classifiers()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, TinyStudy.Run(folder, "a").ExitCode);
        var summary = JsonNode.Parse(File.ReadAllText(folder["a", "summary.json"]))!;
        summary["warnings"] = new JsonArray(
            "the classifier of columns is boosted trees, not a network",
            "the classifiers of columns and both are boosted trees, stacked on the probabilities of a network of stamps",
            "class satellite has 25 scored objects in only 5 independent groups"
        );
        File.WriteAllText(folder["a", "summary.json"], summary.ToJsonString());
        Assert.Equal(0, Export(folder, "tiny").ExitCode);
        var card = File.ReadAllText(folder["m", "tiny.md"]);
        Assert.Contains("- Class satellite has 25 scored objects in only 5 independent groups.\n", card, StringComparison.Ordinal);
        Assert.DoesNotContain("boosted trees", card, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_Rubin_s_synthetic_sky_classifies_Rubin_s_alerts_only()
    {
        using var folder = new TemporaryFolder();
        var ran = TinyStudy.Run(folder, "a", "--set", "dataset.synthetic.survey=lsst", "--set", "layouts=[ztf-cropped]");
        Assert.True(ran.ExitCode == 0, ran.Error);
        Assert.Equal(0, Export(folder, "tiny").ExitCode);
        CommandLine.Run(
            "synthesize",
            "--out",
            folder["lsst"],
            "--alerts",
            "2",
            "--survey",
            "lsst",
            "--band",
            "r",
            "--cutout-pixels",
            "400"
        );
        CommandLine.Run("synthesize", "--out", folder["ztf"], "--alerts", "2");
        var own = CommandLine.Run("classify", folder["m", "tiny.onnx"], folder["lsst", "alerts"]);
        Assert.True(own.ExitCode == 0, own.Error);
        Assert.StartsWith("classified 2 alerts", own.Error, StringComparison.Ordinal);
        var other = CommandLine.Run("classify", folder["m", "tiny.onnx"], folder["ztf", "alerts"]);
        Assert.Equal(2, other.ExitCode);
        Assert.Contains(
            "error classify.survey: this is a packet of ZTF, but tiny learned from alerts of Rubin; this is the first of 2 such alerts; "
                + "use a model of ZTF: ",
            other.Error,
            StringComparison.Ordinal
        );
        var card = File.ReadAllText(folder["m", "tiny.md"]);
        Assert.Contains("Classifies alerts of Rubin by", card, StringComparison.Ordinal);
        Assert.Contains(
            " This model is one of them. The scores are means over the 2 runs of the study; the network is its first.\n",
            card,
            StringComparison.Ordinal
        );
        Assert.Contains("\n- The intervals come from 2 runs and are too narrow.\n", card, StringComparison.Ordinal);
        Assert.DoesNotContain("p-value", card, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_nothing_is_refused_and_the_shipped_models_are_named()
    {
        using var folder = new TemporaryFolder();
        var refused = CommandLine.Run("classify", "no-such-model", folder.Path);
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith(
            "no-such-model: error model.no-such-file: there is no model file, no study's folder and no shipped model of this name; give "
                + "the path of a model or of a study's folder",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.All(AlertClassifier.ShippedNames, name => Assert.Contains(name, refused.Error, StringComparison.Ordinal));
        Assert.Equal((2, ""), (CommandLine.Run("models", "no-such-model").ExitCode, CommandLine.Run("models", "no-such-model").Output));
    }

    [Fact]
    public void The_shipped_models_are_listed()
    {
        var listed = CommandLine.Run("models");
        Assert.Equal(0, listed.ExitCode);
        Assert.Equal(
            AlertClassifier.ShippedNames,
            listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(l => l.Split(' ')[0])
        );
        Assert.Equal(
            AlertClassifier.ShippedNames.Count == 0
                ? "this build ships no models; classify with a model of a study, or make one with export-model\n"
                : "",
            listed.Error
        );
    }

    [Fact]
    public void Every_shipped_model_has_a_card_and_classifies_an_alert_of_its_survey()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in AlertClassifier.ShippedNames)
        {
            using var classifier = AlertClassifier.LoadShipped(name);
            var facts = classifier.Model.Facts!;
            Assert.Equal(name, facts.Name);
            Assert.Equal(ModelExport.CardOf(facts), AlertClassifier.ShippedCard(name));
            Assert.Null(classifier.SurveyWarning);
            var made = folder[facts.Survey];
            if (!Directory.Exists(made))
            {
                string[] survey = facts.Survey == "lsst" ? ["--survey", "lsst", "--band", "r"] : [];
                CommandLine.Run(["synthesize", "--out", made, "--alerts", "3", "--seed", "5", .. survey]);
            }

            foreach (var alert in AlertFiles.Read([Path.Combine(made, "alerts")]).Select(r => r.Alert!))
            {
                Assert.Equal(1, classifier.Classify(alert).Probabilities.Sum(), 1e-5);
            }
        }
    }

    [Fact]
    public void Objects_are_recognised_by_hashes_of_their_ids()
    {
        var written = TrainedObjects.Of(new Dictionary<string, int> { ["ZTF18aaa"] = 4, ["ZTF18bbb"] = 5 }).ToString();
        Assert.DoesNotContain("ZTF", written, StringComparison.Ordinal);
        var read = TrainedObjects.Parse(written)!;
        Assert.Equal((4, 5, 0), (read.NetworksThatSaw("ZTF18aaa"), read.NetworksThatSaw("ZTF18bbb"), read.NetworksThatSaw("ZTF18ccc")));
        Assert.Null(TrainedObjects.Parse("something else"));
    }

    private static void AssertRefusals(TemporaryFolder folder)
    {
        Assert.Contains(
            "export-model: Tiny cannot be the name of a model; write lower-case letters",
            Export(folder, "Tiny").Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "export-model: 3 models were asked for, but the study has 2 of ztf-cropped; write --models 2 or less",
            Export(folder, "other", "--models", "3").Error,
            StringComparison.Ordinal
        );
        Assert.Contains("output.exists: the file exists", Export(folder, "tiny").Error, StringComparison.Ordinal);
        Assert.Equal(0, Export(folder, "tiny", "--fresh").ExitCode);
        Assert.False(File.Exists(folder["m", "other.onnx"]));
    }

    private static CommandLineResult Export(TemporaryFolder folder, string name, params string[] options) =>
        CommandLine.Run(["export-model", folder["a"], "--layout", "ztf-cropped", "--name", name, "--out", folder["m"], .. options]);
}
