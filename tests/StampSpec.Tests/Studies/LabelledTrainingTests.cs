using System.Globalization;
using System.Text.Json;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>Labelled alerts in files that only serve for training: <c>labels</c> in <c>train-also</c> and <c>pretrain</c>.</summary>
public sealed class LabelledTrainingTests
{
    private const int Own = 48;
    private const int All = 60;
    private const int Shared = 4;

    private const string Spec = """
        name: files
        dataset: {data: alerts, labels: labels.csv, classes: [agn, asteroid, bogus, satellite, sn, vs]}
        layouts: [ztf-cropped]
        classifier: {widths: [2, 2], dense: 4}
        training: {batch: 8, steps: 4, evaluate-every: 2}
        split: {folds: 3, validation: 0.3}
        runs: 1
        resamples: 100
        """;

    private const string TrainAlso = "{labels: pseudo.csv, strength: pseudo}";

    [Fact]
    public void No_cell_learns_from_an_object_or_a_group_that_it_validates_or_scores()
    {
        using var folder = Alerts();
        var (study, data) = Read(folder, ("train-also", TrainAlso));
        Assert.Equal((Own, All - Own), (data.Development.Count, data.TrainingOnly.Count));
        Assert.All(data.TrainingOnly, i =>
            Assert.Equal(("training", "real (pseudo label)"), (data.Objects[i].Role, data.Objects[i].Origin))
        );
        Assert.Equal(Shared, data.RelatedTraining.Count);
        var splits = study.MakeCells().Select(c => StudyPlan.SplitOf(study, data, c)).ToArray();
        Assert.All(splits, split =>
        {
            var held = split.Validation.Concat(split.Test).SelectMany(i => new[] { data.Objects[i].Group, data.Objects[i].ObjectId });
            var learned = split.Train.SelectMany(i => new[] { data.Objects[i].Group, data.Objects[i].ObjectId });
            Assert.Empty(held.Intersect(learned));
            Assert.Empty(data.TrainingOnly.Except(data.RelatedTraining.Keys).Except(split.Train));
            Assert.Empty(split.Validation.Concat(split.Test).Intersect(data.TrainingOnly));
        });
        Assert.Contains(splits, split => split.Train.Intersect(data.RelatedTraining.Keys).Any());
        Assert.Contains(splits, split => data.RelatedTraining.Keys.Except(split.Train).Any());
    }

    [Fact]
    public void A_search_on_validation_objects_does_not_learn_from_relatives_of_the_test_objects_either()
    {
        using var folder = Alerts();
        var (study, data) = Read(folder, ("train-also", TrainAlso));
        var search = study with { Split = study.Split with { ScoresValidation = true } };
        foreach (var cell in search.MakeCells())
        {
            var split = StudyPlan.SplitOf(search, data, cell);
            var train = split.Train.ToHashSet();
            var joined = data.RelatedTraining.Where(r => train.Contains(r.Key));
            Assert.All(joined, r => Assert.All(r.Value, own => Assert.Contains(own, train)));
        }
    }

    [Fact]
    public void The_study_s_own_alerts_keep_their_splits_stamps_and_bytes()
    {
        using var folder = Alerts();
        var (study, alone) = Read(folder);
        var (_, with) = Read(folder, ("train-also", TrainAlso));
        Assert.Equal(alone.Objects, with.Objects.Take(Own));
        Assert.Equal(alone.SentBytes, with.SentBytes);
        Assert.Equal(alone.Cutouts, with.Cutouts);
        foreach (var cell in study.MakeCells())
        {
            var (before, after) = (StudyPlan.SplitOf(study, alone, cell), StudyPlan.SplitOf(study, with, cell));
            Assert.Equal(before.Validation, after.Validation);
            Assert.Equal(before.Test, after.Test);
            Assert.Equal(before.Train, after.Train.Except(with.TrainingOnly));
        }
    }

    [Fact]
    public void Alerts_that_the_study_uses_itself_and_those_of_other_classes_and_strengths_are_left_out_and_listed()
    {
        using var folder = Alerts();
        var (_, data) = Read(folder, ("train-also", "{labels: pseudo.csv, strength: pseudo, classes: [satellite, sn]}"));
        Assert.All(data.TrainingOnly, i => Assert.Contains(data.Objects[i].Class, new[] { "satellite", "sn" }));
        var left = data.Skipped.Where(s => s.Role == "training").CountBy(s => s.Reason).ToDictionary();
        Assert.Equal(All - Own + 6, data.TrainingOnly.Count + left.Values.Sum());
        Assert.Equal(["other-class", "own-alert", "strength"], left.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, left["strength"]);
    }

    [Fact]
    public void A_table_without_strengths_has_the_one_that_the_spec_names()
    {
        using var folder = Alerts(withStrength: false);
        var (_, named) = Read(folder, ("train-also", TrainAlso));
        Assert.All(named.TrainingOnly, i => Assert.Equal("real (pseudo label)", named.Objects[i].Origin));
        var (_, unnamed) = Read(folder, ("train-also", "{labels: pseudo.csv}"));
        Assert.All(unnamed.TrainingOnly, i => Assert.Equal("real (label of no stated strength)", unnamed.Objects[i].Origin));
        Assert.Equal(named.TrainingOnly, unnamed.TrainingOnly);
    }

    [Fact]
    public void A_pretrained_network_which_all_cells_share_never_sees_a_relative_of_the_study_s_own_alerts()
    {
        using var folder = Alerts();
        var (_, data) = Read(
            folder,
            ("train-also", "{labels: pseudo.csv, classes: [sn]}"),
            ("pretrain", "{labels: pseudo.csv, strength: [pseudo], training: {steps: 2}}")
        );
        var names = data.Objects.Take(Own).SelectMany(o => new[] { o.Group, o.ObjectId }).ToHashSet();
        Assert.NotEmpty(data.Pretraining);
        Assert.All(data.Pretraining, i => Assert.DoesNotContain(data.Objects[i].Group, names));
        Assert.Equal(data.Objects.Count, data.Objects.Select(o => o.Candid).Distinct().Count());
        var reasons = data.Skipped.Where(s => s.Role == "pretraining").Select(s => s.Reason).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["duplicate", "own-alert", "own-relative", "strength"], reasons);
    }

    [Fact]
    public void The_console_the_page_provenance_and_cards_say_what_joined_the_training_and_resuming_keeps_it()
    {
        using var folder = Alerts();
        Write(folder, ("train-also", TrainAlso));
        string[] command = ["study", folder["study.yaml"], "--out", folder["out"]];
        var ran = CommandLine.Run(command);
        Assert.True(ran.ExitCode == 0, ran.Error);
        Assert.Contains("note: 12 further alerts, real (pseudo label), join only the training: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains(
            "note: 5 alerts of these labels do not join, because the study itself uses them\n"
                + "note: 4 of them share an object or group with the study's own alerts, and join only cells that neither validate nor "
                + "score these",
            ran.Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "48 real alerts, with 12 real (pseudo label) alerts as additional training data",
            File.ReadAllText(folder["out", "report.html"]),
            StringComparison.Ordinal
        );
        using var provenance = JsonDocument.Parse(File.ReadAllText(folder["out", "provenance.json"]));
        var record = Assert.Single(provenance.RootElement.GetProperty("labelledTraining").EnumerateArray());
        Assert.Equal(
            ("training", "real (pseudo label)", Shared),
            (
                record.GetProperty("role").GetString(),
                record.GetProperty("origin").GetString(),
                record.GetProperty("relatedToOwn").GetInt32()
            )
        );
        Assert.Equal(All - Own, record.GetProperty("objects").EnumerateObject().Sum(c => c.Value.GetInt32()));
        Assert.Equal(Shared, LeftOutPerRun(folder) + JoinedRelatives(folder));
        Assert.Contains("0 cells to run, 3 kept", CommandLine.Run([.. command, "--resume"]).Error, StringComparison.Ordinal);
        var results = StudyResults.Load(folder["out"]);
        Assert.Equal(Own, results.Predictions.Select(p => p.Candid).Distinct().Count());
        var trainedOn = results.TrainedOn("ztf-cropped");
        var alerts = AlertFiles.Read([folder["alerts"]]).Select(r => r.Alert!).OrderBy(a => a.Candid).ToArray();
        // Three folds: a relative of a scored alert trains at most the two others.
        Assert.All(alerts[Own..(Own + Shared)], a => Assert.Equal(2, trainedOn(a)));
        Assert.All(alerts[(Own + Shared)..All], a => Assert.Equal(3, trainedOn(a)));
        Assert.Equal(0, trainedOn(alerts[All]));
        AssertExportedModelKnowsThem(folder);
    }

    [Fact]
    public void Bad_input_is_refused_with_what_to_write_instead()
    {
        using var folder = Alerts(withStrength: false);
        File.WriteAllText(folder["none.csv"], "candid,class,group\n1,agn,a\n");
        File.WriteAllText(folder["classless.csv"], "candid,class,group\n1,tde,a\n");
        var found = new[]
        {
            "{data: alerts, strength: pseudo}",
            "{labels: pseudo.csv, classes: [supernova]}",
            "{labels: pseudo.csv, classes: [agm]}",
            "{labels: pseudo.csv, strength: [weak, pseudo]}",
            "{labels: pseudo.csv, data: nowhere}",
            "{labels: nowhere.csv}",
            "{labels: none.csv}",
            "{labels: classless.csv}",
        }.SelectMany(keys => Refused(folder, ("train-also", keys)));
        Assert.Equal(
            """
            data belongs to labels, which is missing; add labels: the table of their classes, or remove data
            strength belongs to labels, which is missing; add labels: the table of their classes, or remove strength
            supernova in train-also.classes is not a class of the study; write some of agn, asteroid, bogus, satellite, sn, vs
            agm in train-also.classes is not a class of the study; did you mean agn?
            the labels state no strength, so 2 strengths cannot select among them; write one strength, which all labels of the table then have, or remove strength
            the file or folder of alerts does not exist; give a folder, a packet, a Parquet table or a tar archive with dataset.train-also.data
            there is no such label table; give the path of a CSV or Parquet table (--labels, or the spec's key labels)
            no alert of these labels can join the training (1 label without an alert); check data, strength and classes beside labels, or remove labels
            no alert of these labels can join the training (no alert was found); check data, strength and classes beside labels, or remove labels
            """,
            string.Join('\n', found.Select(d => $"{d.Message}; {d.Fix}"))
        );
    }

    [Fact]
    public void Labels_without_alerts_beside_a_synthetic_dataset_are_refused()
    {
        using var folder = Alerts();
        File.WriteAllText(
            folder["study.yaml"],
            "name: a\ndataset: {synthetic: {alerts: 30}, train-also: {labels: pseudo.csv}}\nlayouts: [ztf-full]\n"
        );
        var found = Assert.Throws<InvalidInputException>(() => StudySpecFile.Load(folder["study.yaml"], [])).Diagnostics;
        Assert.Equal("train-also has labels, but neither it nor the dataset has data", Assert.Single(found).Message);
        Assert.Equal("add data: the alerts of these labels to train-also", found[0].Fix);
    }

    [Fact]
    public void The_locked_spec_says_what_joined()
    {
        using var folder = Alerts();
        Write(folder, ("train-also", "{labels: pseudo.csv, data: alerts, strength: [pseudo], classes: [agn, sn]}"));
        File.WriteAllText(folder["study.lock.yaml"], LockedSpec.Write(StudySpecFile.Load(folder["study.yaml"], []), folder.Path));
        var again = StudySpecFile.Load(folder["study.lock.yaml"], []).DataSet.Extra!.Labelled!;
        Assert.Equal((folder["pseudo.csv"], folder["alerts"]), (again.LabelsPath, again.AlertsPath));
        Assert.Equal(["pseudo"], again.Strengths!);
        Assert.Equal(["agn", "sn"], again.Classes!);
    }

    [SkippableFact]
    public void The_pseudo_labels_beside_the_real_alerts_join_the_training()
    {
        var shared = Repository.SharedPath("data");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.yaml"], Spec);
        var (_, data) = StudyDataReader.Read(
            StudySpecFile.Load(
                folder["study.yaml"],
                [
                    new("dataset.data", Path.Combine(shared, "ztf")),
                    new("dataset.labels", Path.Combine(shared, "ztf-labels.csv")),
                    new("dataset.train-also", $"{{labels: {Path.Combine(shared, "ztf-pseudo-labels.csv")}, strength: pseudo}}"),
                ]
            ),
            CancellationToken.None
        );
        Assert.Equal(
            [("asteroid", 40), ("bogus", 93), ("sn", 79)],
            data.TrainingOnly.CountBy(i => data.Objects[i].Class).Select(c => (c.Key, c.Value)).Order()
        );
        Assert.DoesNotContain(data.Skipped, s => s.Role == "training");
        data.Stamps.Dispose();
    }

    private static void AssertExportedModelKnowsThem(TemporaryFolder folder)
    {
        var exported = CommandLine.Run("export-model", folder["out"], "--name", "tiny", "--out", folder["m"]);
        Assert.True(exported.ExitCode == 0, exported.Error);
        var rows = CommandLine.Run("classify", folder["m", "tiny.onnx"], folder["alerts"]).Output.Split('\n');
        var column = Array.IndexOf(rows[0].Split(','), "trained_on");
        string[] seen = [.. rows.Skip(1).Where(r => r.Length > 0).Order(StringComparer.Ordinal).Select(r => r.Split(',')[column])];
        Assert.Equal(All + 1, seen.Length);
        Assert.All(seen[..Own], networks => Assert.Equal("2", networks));
        Assert.All(seen[(Own + Shared)..All], networks => Assert.Equal("3", networks));
        Assert.Equal("0", seen[All]);
    }

    private static int LeftOutPerRun(TemporaryFolder folder) => Card(folder, 1).GetProperty("trainingLeftOut").GetInt32();

    private static int JoinedRelatives(TemporaryFolder folder) =>
        Card(folder, 1).GetProperty("trainingObjects").GetInt32() - (All - Own - Shared) - OwnTraining(folder);

    private static int OwnTraining(TemporaryFolder folder) =>
        Own - Card(folder, 1).GetProperty("validationObjects").GetInt32() - Card(folder, 1).GetProperty("scoredObjects").GetInt32();

    private static JsonElement Card(TemporaryFolder folder, int fold) =>
        JsonDocument.Parse(File.ReadAllText(folder["out", "models", $"ztf-cropped-run-1-fold-{fold}.json"])).RootElement;

    private static (Study Study, StudyData Data) Read(TemporaryFolder folder, params (string Key, string Value)[] changes)
    {
        Write(folder, changes);
        return StudyDataReader.Read(StudySpecFile.Load(folder["study.yaml"], []), CancellationToken.None);
    }

    private static void Write(TemporaryFolder folder, params (string Key, string Value)[] dataset) =>
        File.WriteAllText(
            folder["study.yaml"],
            Spec.Replace("sn, vs]", $"sn, vs]{string.Concat(dataset.Select(d => $", {d.Key}: {d.Value}"))}", StringComparison.Ordinal)
        );

    private static IReadOnlyList<Diagnostic> Refused(TemporaryFolder folder, params (string Key, string Value)[] changes) =>
        Assert.Throws<InvalidInputException>(() => Read(folder, changes)).Diagnostics;

    /// <summary>
    /// Labels of 48 alerts, and others of 12 further alerts, of 5 of the first and of one without that strength. Three of the further
    /// alerts share the group of one of the 48, and the group of a fourth is the object of one of them.
    /// </summary>
    private static TemporaryFolder Alerts(bool withStrength = true)
    {
        var folder = new TemporaryFolder();
        var count = (All + 1).ToString(CultureInfo.InvariantCulture);
        var made = CommandLine.Run("synthesize", "--out", folder["made"], "--alerts", count, "--seed", "1", "--mix", "balanced");
        Assert.True(made.ExitCode == 0, made.Error);
        Directory.Move(folder["made", "alerts"], folder["alerts"]);
        var rows = File.ReadAllLines(folder["made", "labels.csv"]).Skip(1).Select(l => l.Split(',')).ToArray();
        string[] own = [.. rows.Take(Own).Select((r, i) => $"{r[0]},{r[3]},{(i == 5 ? "night-1" : r[5])},strong")];
        var strength = withStrength ? "pseudo" : "";
        string[] further =
        [
            .. rows.Index()
                .Skip(Own - 5)
                .Take(withStrength ? All : All - Own + 5)
                .Select(r => $"{r.Item[0]},{r.Item[3]},{GroupOf(r.Index)},{(r.Index == All ? "weak" : strength)}"),
        ];
        File.WriteAllLines(folder["labels.csv"], ["candid,class,group,strength", .. own]);
        File.WriteAllLines(folder["pseudo.csv"], ["candid,class,group,strength", .. further]);
        return folder;

        string GroupOf(int row) =>
            row is >= Own and < Own + Shared - 1 ? rows[row - Own][5]
            : row == Own + Shared - 1 ? rows[5][5]
            : rows[row][5];
    }
}
