using System.Reflection;
using System.Text.Json.Nodes;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.External;
using StampSpec.Learning.Tuning;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Studies.Store;
using StampSpec.Tests.Numbers;
using StampSpec.Tests.Reports;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>What the keys of cells depend on, and what they do not.</summary>
public sealed class CellKeyTests
{
    private static readonly string[] Classes = ["agn", "sn"];

    /// <summary>
    /// The approved keys are those of folders that are finished: a change of this text makes every study run again, which only a change of
    /// numbers is worth.
    /// </summary>
    [Fact]
    public void The_keys_of_given_pixels_settings_and_objects_are_those_that_finished_folders_hold()
    {
        var study = Study();
        using var stamps = Stamps(study, AsTheyAre);
        var keys = Keys(study, stamps);
        Approved.Equals(
            "cell-keys.json",
            string.Concat(keys.Select(k => StudyJson.Format(k with { Calculations = "left out here" }))),
            "Numbers"
        );
    }

    [Fact]
    public void No_source_file_enters_a_key_and_calculations_do_by_their_versions_alone()
    {
        var study = Study();
        using var stamps = Stamps(study, AsTheyAre);
        Assert.All(Keys(study, stamps), key =>
            Assert.Matches(@"^learning \d+, scores \d+, ONNX Runtime \d+\.\d+\.\d+, MathNet\.Numerics \d+\.\d+\.\d+$", key.Calculations)
        );
        Assert.DoesNotContain(typeof(CellKey).Assembly.GetManifestResourceNames(), name =>
            name.Contains("hash", StringComparison.OrdinalIgnoreCase)
        );
        Assert.Equal(CalculationVersions.Stages.Count + CalculationVersions.Packages.Count, CalculationVersions.All.Count);
    }

    [Fact]
    public void Stamps_of_another_normalisation_have_other_keys_and_nothing_else_differs()
    {
        var study = Study();
        using var stamps = Stamps(study, image => ApprovedNumbersTests.Normalise(image, 0.99));
        using var others = Stamps(study, image => ApprovedNumbersTests.Normalise(image, 0.98));
        using var same = Stamps(study, image => ApprovedNumbersTests.Normalise(image, 0.99));
        Assert.Equal(Keys(study, stamps), Keys(study, same));
        // Pretraining learns from the same stamps.
        Assert.All(Keys(study, stamps).Zip(Keys(study, others)), pair =>
            Assert.Contains(pair.First.ReasonAgainst(pair.Second), new[] { "the stamps changed", "the stamps and the pretraining changed" })
        );
    }

    [Fact]
    public void Every_setting_of_classifier_training_and_tuning_changes_its_hash()
    {
        AssertEveryPropertyCounts(new ClassifierSettings(), SettingsHash.Of);
        AssertEveryPropertyCounts(new TrainingSettings(), SettingsHash.Of);
        AssertEveryPropertyCounts(new TuningSettings(), SettingsHash.Of);
        Assert.NotEqual(
            SettingsHash.Of(new TuningSettings { Dropout = new(0, 0.7) }),
            SettingsHash.Of(new TuningSettings { Dropout = new(0, 0.6) })
        );
        Assert.NotEqual(
            SettingsHash.Of(new ClassifierSettings { Widths = [1, 23] }),
            SettingsHash.Of(new ClassifierSettings { Widths = [12, 3] })
        );
    }

    [Fact]
    public void All_that_is_said_of_a_given_model_changes_its_hash_but_for_the_place_of_its_file()
    {
        var model = External();
        ExternalModel[] others =
        [
            model with
            {
                File = model.File with { Sha256 = "other" },
            },
            model with
            {
                Classes = ["sn", "agn"],
            },
            model with
            {
                Gives = ExternalModelScores.Logits,
            },
            model with
            {
                Output = "p",
            },
            model with
            {
                Inputs = [new("x", null)],
            },
            model with
            {
                Inputs = [new("stamp", null)],
            },
            model with
            {
                Inputs = [new("stamp", new ExternalModelStamps([CutoutKind.Science], 0, true))],
            },
            model with
            {
                Inputs = [new("stamp", new ExternalModelStamps([CutoutKind.Template], 0, false))],
            },
            model with
            {
                Inputs = [new("stamp", new ExternalModelStamps([CutoutKind.Science], null, false))],
            },
        ];
        Assert.Equal(others.Length + 1, others.Append(model).Select(SettingsHash.Of).Distinct().Count());
        Assert.Equal(SettingsHash.Of(model), SettingsHash.Of(model with { File = model.File with { Path = "elsewhere/model.onnx" } }));
    }

    [Fact]
    public void A_change_of_the_calculations_is_named_with_both_versions()
    {
        var study = Study();
        using var stamps = Stamps(study, AsTheyAre);
        var key = Keys(study, stamps)[0];
        Assert.Null(key.ReasonAgainst(key with { }));
        Assert.Equal(
            $"the seed and StampSpec's calculations (learning 0; now {CalculationVersions.OfCells}) changed",
            key.ReasonAgainst(key with { Seed = "5", Calculations = "learning 0" })
        );
    }

    [Fact]
    public void A_folder_of_an_earlier_version_says_why_its_cells_run_again_and_comes_out_the_same()
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "new");
        TinyStudy.Run(folder, "old");
        foreach (var file in Directory.GetFiles(folder["old", "cells"], "*.json"))
        {
            Rewrite(file, node =>
            {
                if (node["key"] is JsonObject key)
                {
                    key.Remove("calculations");
                    key["code"] = new string('0', 64);
                }
            });
        }

        var resumed = TinyStudy.Run(folder, "old", "--replace-changed");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains(
            "4 cells will rerun because an earlier version of StampSpec made the result and did not record what it depends on",
            resumed.Error,
            StringComparison.Ordinal
        );
        TinyStudy.AssertSame(folder, "new", "old");
    }

    [Fact]
    public void Parts_of_other_calculations_are_not_merged_and_their_versions_are_named()
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "a", "--shard", "1/2");
        TinyStudy.Run(folder, "b", "--shard", "2/2");
        Rewrite(folder["b", "provenance.json"], node => node["calculations"]!["layouts"] = "99");
        Assert.Contains("layouts 99", Merge().Error, StringComparison.Ordinal);
        Rewrite(folder["b", "provenance.json"], node => node.Remove("calculations"));
        Assert.Contains(
            "merge.other-calculations: this part was made by an earlier version of StampSpec",
            Merge().Error,
            StringComparison.Ordinal
        );
        TinyStudy.Run(folder, "b", "--shard", "2/2", "--resume");
        Assert.Equal(0, Merge().ExitCode);

        CommandLineResult Merge() => CommandLine.Run("merge", folder["a"], folder["b"], "--out", folder["merged"], "--no-report");
    }

    [Fact]
    public void Provenance_names_calculations_working_tree_seeds_runtime_machine_and_the_time_of_every_cell()
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "a");
        var provenance = StudyResults.Load(folder["a"]).Provenance;
        Assert.Equal(
            CalculationVersions.All.OrderBy(c => c.Key, StringComparer.Ordinal),
            provenance.Calculations!.OrderBy(c => c.Key, StringComparer.Ordinal)
        );
        Assert.Contains(provenance.WorkingTree, new[] { "clean", "dirty", "unknown" });
        // On Unix, the build asks git through a shell.
        var canAsk = OperatingSystem.IsWindows() || InstalledProgram.All("sh").Any();
        Assert.Equal(provenance.Commit is null || !canAsk, provenance.WorkingTree == "unknown");
        Assert.Equal([("training", 1), ("training", 2)], provenance.Seeds.Select(s => (s.Purpose, s.Run)));
        Assert.Equal(2, provenance.Seeds.Select(s => s.Seed).Distinct().Count());
        Assert.Matches("^ONNX Runtime [0-9.]+, Cpu provider$", provenance.InferenceRuntime);
        Assert.All([provenance.SpecSha256, provenance.DataSha256], hash => Assert.Matches("^[0-9a-f]{64}$", hash));
        Assert.NotEmpty(provenance.OperatingSystem);
        Assert.Equal(4, provenance.Cells.Count);
        Assert.All(provenance.Cells, c => Assert.True(c is { WallSeconds: > 0, TrainingSeconds: > 0, ProcessorSeconds: > 0 }, $"{c}"));
    }

    [Fact]
    public void Cells_side_by_side_did_not_take_more_processor_time_than_the_process()
    {
        using var folder = new TemporaryFolder();
        var before = Environment.CpuUsage.TotalTime;
        Assert.Equal(0, TinyStudy.Run(folder, "a", "--jobs", "4").ExitCode);
        var taken = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        Assert.InRange(StudyResults.Load(folder["a"]).Provenance.Cells.Sum(c => c.ProcessorSeconds!.Value), 1e-3, taken);
    }

    private static void Rewrite(string path, Action<JsonObject> change)
    {
        var node = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(node);
        File.WriteAllText(path, node.ToJsonString());
    }

    private static void AssertEveryPropertyCounts<T>(T settings, Func<T, string> hash)
        where T : notnull
    {
        var copy = typeof(T).GetMethod("<Clone>$")!;
        Assert.All(typeof(T).GetProperties().Where(p => p.SetMethod is { IsStatic: false }), property =>
        {
            var changed = (T)copy.Invoke(settings, null)!;
            property.SetValue(changed, Another(property, property.GetValue(settings)));
            Assert.True(hash(settings) != hash(changed), $"{property.Name} does not count");
        });
    }

    private static object Another(PropertyInfo property, object? value) =>
        value switch
        {
            int number => number + 1,
            double number => number + 0.125,
            bool truth => !truth,
            Enum member => Enum.GetValues(member.GetType()).Cast<object>().First(m => !m.Equals(member)),
            TuningRange range => range with { High = range.High * 2 },
            IReadOnlyList<int> list => (int[])[.. list, 1],
            IReadOnlyList<double> list => (double[])[.. list, 1],
            null => Enum.GetValues(Nullable.GetUnderlyingType(property.PropertyType)!).GetValue(0)!,
            _ => throw new InvalidOperationException($"a value for {property.Name} is missing here"),
        };

    private static NormalisedImage AsTheyAre(Image<float> image) => new(image, new Image<float>(image.Width, image.Height));

    // Whole numbers, so that every machine has the same pixels to the last bit.
    private static MappedStamps Stamps(Study study, Func<Image<float>, NormalisedImage> normalise)
    {
        var shape = new StampTensorShape(2, study.Layouts[0].Layout.Scales[0].Pixels);
        var images = Enumerable
            .Range(0, Objects().Length)
            .Select(i => TestScene.Image(shape.Pixels, shape.Pixels, (uint)i + 1, 20, 5))
            .ToArray();
        foreach (var image in images)
        {
            System.Numerics.Tensors.TensorPrimitives.Round(image.Pixels, image.Pixels);
        }

        float[] values = [.. images.Select(normalise).SelectMany(n => (float[])[.. n.Values.Pixels, .. n.Missing.Pixels])];
        return HeldStamps.Map(new StampTensors(images.Length, [shape], [values], new float[3 * images.Length]));
    }

    private static List<CellKey> Keys(Study study, MappedStamps stamps)
    {
        var objects = Objects();
        var held = new StampStore(study.Layouts.ToDictionary(l => l.Name, _ => stamps));
        var data = StudyDataReader.Assemble(study, objects, objects.Count(o => o.Role == "development"), 0, held, []);
        var keys = new CellKeys(study, data);
        var cells = study
            .MakeCells()
            .Where(c => c.Run == 1)
            .Select(c => keys.Of(c, StudyPlan.SplitOf(study, data, c), StudyPlan.SplitOf(study, data, CellTuning.SourceOf(study, c))))
            .ToList();
        var split = CellPretraining.SplitOf(study, data);
        return [.. cells, keys.OfPretraining(study.MakeCells()[0], study.DataSet.Pretraining!, split)];
    }

    private static ObjectRow[] Objects() =>
        [
            .. Enumerable
                .Range(0, 30)
                .Select(i => new ObjectRow(
                    100 + i,
                    "o",
                    FormattableString.Invariant($"g{i / 2}"),
                    Classes[i / 2 % 2],
                    i % 5 == 0 ? "injected" : "real",
                    i < 24 ? "development" : "pretraining",
                    null,
                    0,
                    null,
                    null
                )),
        ];

    private static ExternalModel External() =>
        new(
            new ExternalModelFile("models/model.onnx", "5e1f"),
            [new ExternalModelInput("stamp", new ExternalModelStamps([CutoutKind.Science], 0, WithMasks: false))],
            Classes,
            ExternalModelScores.Probabilities,
            "scores"
        );

    private static Study Study()
    {
        var layout = new StampLayout("tiny", [new StampScale(4, 1)]) { Images = [CutoutKind.Science] };
        StudyLayout[] layouts =
        [
            Layout("trained", new ClassifierSettings { Widths = [2, 3] }, new TrainingSettings { LabelSmoothing = 0.1, Patience = null }),
            Layout("given", new ClassifierSettings(), new TrainingSettings()) with
            {
                ExternalModel = External(),
            },
        ];
        var dataSet = new StudyDataSet(Classes)
        {
            Pretraining = new Pretraining(new ExtraTraining(null, []), new TrainingSettings { MaximumSteps = 40 }, 2e-3),
        };
        var split = new CrossValidationProtocol(2) { ValidationFraction = 0.25 };
        var tuning = new TuningSettings { Candidates = 4 };
        return new Study("keys", null, dataSet, layouts, split, 2, 9, "trained", 0.01, 100) { Tuning = tuning };

        StudyLayout Layout(string name, ClassifierSettings network, TrainingSettings training) =>
            new(name, "float32", layout, NormalisationOrder.After, network, training);
    }
}
