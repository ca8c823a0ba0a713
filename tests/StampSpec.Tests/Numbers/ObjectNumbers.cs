using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Numbers;

/// <summary>A study's objects in their order, who trains and is scored in every cell, and the seeds.</summary>
internal static class ObjectNumbers
{
    private static readonly string[] Classes = ["asteroid", "satellite", "sn"];

    /// <summary>Protocols that objects are split by.</summary>
    public static IReadOnlyList<SplitProtocol> Protocols { get; } =
    [
        new HoldOutProtocol(0.25) { ValidationFraction = 0.3 },
        new CrossValidationProtocol(4) { ValidationFraction = 0.2 },
        new SeparateTestProtocol { ValidationFraction = 0.25 },
        new HoldOutProtocol(0.25) { ValidationFraction = 0.3, ScoresValidation = true },
        new CrossValidationProtocol(3) { ValidationFraction = 0.3, ScoresValidation = true },
    ];

    public static IEnumerable<NumberCase> Cases()
    {
        using var folder = Synthesized();
        return
        [
            .. Protocols.Index().Select(p => NumberCase.Of($"split {p.Item.GetType().Name} {p.Index}", Splits(p.Item))),
            NumberCase.Of("partition in three", NumberCase.Whole(GroupedPartition.Assign(Grouped(), [0.5, 0.3, 0.2], new Seed(3)))),
            NumberCase.Of("random numbers", RandomNumbers()),
            Read("synthetic", Synthetic(ClassMix.Published) with { SmallClasses = SmallClassPolicy.Drop }),
            Read("files", Files(folder)),
            Read(
                "files with injections",
                Files(folder) with
                {
                    Injections = [new(SkyClass.Satellite, 4, null), new(SkyClass.Satellite, 2, null)],
                }
            ),
            Read(
                "files with a test set",
                Files(folder) with
                {
                    Test = new LabelledFiles(folder["made", "alerts"], folder["test.csv"]),
                    Strengths = ["synthetic"],
                }
            ),
            Read("further training", Files(folder) with { Extra = Extra(8, new Injection(SkyClass.Asteroid, 3, null)) }),
            Read("pretraining", Files(folder) with { Pretraining = new Pretraining(Extra(12), new TrainingSettings(), 1e-3) }),
            Read("small classes", Files(folder) with { SmallClasses = SmallClassPolicy.Drop, Classes = [.. Classes, "agn"] }, 8),
            Read(
                "simulated",
                Synthetic(ClassMix.Balanced) with
                {
                    Simulation = new SimulationSettings { Mapping = ResamplingMapping.PixelAnalog },
                }
            ),
        ];
    }

    private static StudyDataSet Synthetic(ClassMix mix) =>
        new(Classes) { Synthetic = new SyntheticAlerts(24, new SurveySettings { Mix = mix }) };

    private static ExtraTraining Extra(int synthetic, params IReadOnlyList<Injection> injections) =>
        new(new SyntheticAlerts(synthetic, new SurveySettings()), injections);

    private static StudyDataSet Files(TemporaryFolder folder) =>
        new(Classes) { Real = new LabelledFiles(folder["made", "alerts"], folder["labels.csv"]) };

    /// <summary>Packets of three classes, every fourth without a label and the last ones labelled in a test set.</summary>
    private static TemporaryFolder Synthesized()
    {
        var folder = new TemporaryFolder();
        var mix = ClassMix.Balanced.Only([SkyClass.Asteroid, SkyClass.Satellite, SkyClass.Supernova, SkyClass.Agn]);
        SurveyFolder.Write(
            folder["made"],
            SyntheticSurvey.Generate(new SurveySettings { Mix = mix }, 60, new Seed(2)),
            null,
            CancellationToken.None
        );
        string[][] rows = [.. File.ReadAllLines(folder["made", "labels.csv"]).Select(l => l.Split(','))];
        var (label, group) = (Array.IndexOf(rows[0], "class"), Array.IndexOf(rows[0], "group"));
        foreach (var (index, row) in rows.Index().Skip(1))
        {
            row[label] = index % 4 == 0 ? "" : row[label];
            row[group] = index % 5 == 0 ? FormattableString.Invariant($"pair-{index / 10}-{row[label]}") : row[group];
        }

        File.WriteAllLines(folder["labels.csv"], rows.Select(r => string.Join(',', r)));
        File.WriteAllLines(folder["test.csv"], rows.Where((_, i) => i == 0 || i > 40).Select(r => string.Join(',', r)));
        return folder;
    }

    private static NumberCase Read(string name, StudyDataSet dataSet, int folds = 2)
    {
        StudyLayout[] layouts =
        [
            Layout("plain", "float32", new StampScale(12, 1.01), NormalisationOrder.Before),
            Layout("sent", "gzip", new StampScale(6, 2.02), NormalisationOrder.After) with
            {
                SentAs = PixelEncoding.Parse("gzip"),
            },
        ];
        SplitProtocol split = dataSet.Test is null
            ? new CrossValidationProtocol(folds) { ValidationFraction = 0.3 }
            : new SeparateTestProtocol { ValidationFraction = 0.3 };
        var (study, data) = StudyDataReader.Read(
            new Study("numbers", null, dataSet, layouts, split, 2, 7, "plain", 0.01, 100),
            CancellationToken.None
        );
        using (data.Stamps)
        {
            return NumberCase.Of(
                $"objects {name}",
                Objects(data),
                Cells(study, data),
                study.Layouts.SelectMany(l => NumberCase.Stamps(data.Stamps[l.Name]))
            );
        }
    }

    private static StudyLayout Layout(string name, string encoding, StampScale scale, NormalisationOrder order) =>
        new(name, encoding, new StampLayout(name, [scale]), order, new ClassifierSettings(), new TrainingSettings());

    private static IEnumerable<double> Objects(StudyData data) =>
        [
            data.Development.Count,
            data.SeparateTestCount,
            .. NumberCase.Whole(data.Labels),
            .. data.Objects.SelectMany(o =>
                new[] { o.Candid % 1_000_000_007.0, o.MissingFraction, o.TemplateNeighbours ?? double.NaN }.Concat(
                    new[] { o.ObjectId, o.Group, o.Class, o.Origin, o.Role }.SelectMany(NumberCase.Text)
                )
            ),
            .. data.Skipped.Select(s => s.Reason).SelectMany(NumberCase.Text),
        ];

    private static IEnumerable<double> Cells(Study study, StudyData data) =>
        [
            .. study.MakeCells().SelectMany(cell => Split(StudyPlan.SplitOf(study, data, cell))),
            .. data.Pretraining.Count == 0 ? [] : Split(CellPretraining.SplitOf(study, data)),
            .. study.MakeCells().SelectMany(cell => Seeds(study, cell)).Select(s => (double)(s.Value >> 12)),
        ];

    private static Seed[] Seeds(Study study, StudyCell cell) =>
        [CellKeys.SeedOf(study, cell), CellKeys.PretrainingSeedOf(study, cell), CellTuning.SeedOf(study, CellTuning.SourceOf(study, cell))];

    private static IEnumerable<double> Split(DataSplit split) =>
        new[] { split.Train, split.Validation, split.Test }.SelectMany(p => NumberCase.Whole(p).Prepend(p.Count));

    // Groups of one to four objects, some of mixed classes.
    private static GroupedClasses Grouped() =>
        new(
            3,
            [.. Enumerable.Range(0, 90).Select(i => i * i % 11 % 3)],
            [.. Enumerable.Range(0, 90).Select(i => FormattableString.Invariant($"g{(i * 7 % 90) / (2 + (i % 3))}"))]
        );

    private static IEnumerable<double> Splits(SplitProtocol protocol) =>
        from run in Enumerable.Range(0, 2)
        from fold in Enumerable.Range(0, protocol.FoldCount)
        from value in Split(protocol.Split(Grouped(), 5, run, fold, new Seed(11)))
        select value;

    private static IEnumerable<double> RandomNumbers()
    {
        var source = new Seed(5).Derive("a", "b").Derive(3).CreateSource();
        int[] shuffled = [.. Enumerable.Range(0, 20)];
        source.Shuffle<int>(shuffled);
        return
        [
            .. NumberCase.Whole(shuffled),
            .. Enumerable.Range(0, 10).Select(_ => source.NextDouble()),
            .. Enumerable.Range(0, 10).Select(_ => source.NextNormal()),
            .. Enumerable.Range(1, 10).Select(i => (double)source.NextInt(i * 1000)),
            source.NextDouble(-3, 5),
            source.NextBits() >> 12,
        ];
    }
}
