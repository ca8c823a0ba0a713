using StampSpec.Budgets.Encodings;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.Tuning;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of a study's YAML: <c>specs/studies/*.yaml</c>.</summary>
internal static class StudySpec
{
    /// <summary>Files are joined before keys are bound, so that no study binds this one.</summary>
    internal static readonly SpecKey<IReadOnlyList<string>> IncludeKey = Spec.Optional(
        "include",
        Spec.OneOrMore(Spec.Text("the name of a study, or the path of its file, relative to this file")),
        "Studies whose keys hold where this file does not give them, later ones before earlier ones. A key "
            + "given here replaces the included one whole, except that "
            + "classifier and training lie over the included ones key by key."
    );

    private static readonly SpecKey<Study, StudyDataSet> DataSetKey = new(
        "dataset",
        DataSetSpec.Declaration,
        "Where alerts and classes come from.",
        s => s.DataSet,
        (s, dataSet) => s with { DataSet = dataSet },
        isRequired: true
    );

    /// <summary>What is read are items, such as grids, laid over keys of the study; what is written are the layouts that follow.</summary>
    private static readonly SpecKey<IReadOnlyList<StudyLayoutItem>> LayoutsKey = Spec.Required(
        "layouts",
        Spec.List(StudyLayoutSpec.Declaration, 1),
        "The layouts compared."
    );

    private static readonly SpecKey<Study, string> BaselineKey = new(
        "baseline",
        Spec.Name(),
        "Name of the layout that the others are compared with; the first where absent.",
        s => s.Baseline,
        (s, name) => s with { Baseline = name }
    );

    private static readonly SpecKey<Study, IReadOnlyList<ExcludedLayout>> LeftOutKey = new(
        "left-out",
        Spec.List(LeftOutSpec.Declaration),
        "What the grids of a study that is run again left out; study.lock.yaml says it.",
        s => s.LeftOut,
        (s, layouts) => s with { LeftOut = layouts },
        isWritten: s => s.LeftOut.Count > 0
    );

    private static readonly SpecKey<IReadOnlyList<PixelEncoding>> EncodingsKey = Spec.WithDefault(
        "encodings",
        Spec.OneOrMore(StudyLayoutSpec.EncodingName),
        "none",
        "Encodings of the pixels sent: every layout is compared in each of them, under its name and the "
            + "encoding's. Each scale of each image is encoded as it is "
            + "sent and decoded as it is received, then normalised and classified, so that a loss is charged; "
            + "normalisation must be after the cut or none, since "
            + "before it needs native stamps, which are not sent."
    );

    private static readonly SpecKey<NormalisationOrder> NormalisationKey = Spec.WithDefault(
        "normalisation",
        Spec.Choice<NormalisationOrder>(),
        "before",
        "Whether pixels are normalised before the layout is cut (as published), after it (what a receiver of "
            + "the stamp can do), or not at all."
    );

    internal static readonly SpecKey<ClassifierChange> ClassifierKey = Spec.Optional(
        "classifier",
        ClassifierSpec.Declaration,
        "Architecture and hyper-parameters for all layouts, or a model that was trained elsewhere."
    );

    internal static readonly SpecKey<Func<TrainingSettings, TrainingSettings>> TrainingKey = Spec.Optional(
        "training",
        TrainingSpec.Declaration,
        "How all layouts are trained."
    );

    private static readonly SpecKey<Study, TuningSettings> TuningKey = new(
        "tuning",
        TuningSpec.Declaration,
        "Random search with successive halving over learning rate, dropout and widths, judged on validation objects: once a layout, or in "
            + "every fold of a cross-validation.",
        s => s.Tuning,
        (s, tuning) => s with { Tuning = tuning }
    );

    private static readonly SpecKey<Study, IReadOnlyDictionary<string, double>> BudgetsKey = new(
        "budgets",
        Spec.Map("name", Spec.NumberAbove(0, 1e12, "a budget is above 0 and up to 1e12 bytes of one alert's stamps")),
        "Bytes that one alert's stamps may have, by name, beside the published budgets: each is a line in the chart of macro-F1 against "
            + "bytes, and the summary says how probable it is that a layout is the best within it.",
        OwnBudgets,
        (s, budgets) => s with { Budgets = StudyBudget.BesidePublished(budgets) },
        isWritten: s => OwnBudgets(s).Count > 0
    );

    private static readonly SpecRecord<Study> Record = new SpecRecord<Study>(
        "a study",
        new Study("", null, new StudyDataSet([]), [], new SeparateTestProtocol { ValidationFraction = 0 }, 0, 0, "", 0, 0)
    )
        .Required("name", Spec.Name(), "Name of the study and of its folder under out.", s => s.Name, (s, name) => s with { Name = name })
        .Key("question", Spec.Text(), "The question that the study answers.", s => s.Question, (s, text) => s with { Question = text })
        .Key(DataSetKey)
        .Key(LayoutsKey)
        .Key(EncodingsKey)
        .Key(NormalisationKey)
        .Key(ClassifierKey)
        .Key(TrainingKey)
        .Key(TuningKey)
        .Key(
            "search",
            SearchSpec.Declaration,
            "How stampspec explore searches the layouts, by successive halving judged on validation objects; stampspec study compares them "
                + "all.",
            s => s.Search,
            (s, search) => s with { Search = search }
        )
        .WithDefault(
            "split",
            SplitSpec.Declaration,
            "{test: 0.2}",
            "How alerts are divided; a separate test set takes the place of folds and test.",
            s => s.Split,
            (s, split) => s with { Split = split }
        )
        .WithDefault("runs", Spec.Integer(1, 1000), "5", "Training runs of each layout.", s => s.Runs, (s, runs) => s with { Runs = runs })
        .WithDefault(
            "seed",
            Spec.Long(0, 1L << 53).Then(seed => (ulong)seed, seed => checked((long)seed)),
            "1",
            "The seed from which all others derive.",
            s => s.Seed,
            (s, seed) => s with { Seed = seed }
        )
        .Key(BaselineKey)
        .WithDefault(
            "margin",
            Spec.Number(0, 1),
            "0.01",
            "The loss of macro-F1 that would be accepted.",
            s => s.Margin,
            (s, margin) => s with { Margin = margin }
        )
        .WithDefault(
            "resamples",
            Spec.Integer(100, 1_000_000),
            "2000",
            "Bootstrap resamples.",
            s => s.Resamples,
            (s, resamples) => s with { Resamples = resamples }
        )
        .Key(LeftOutKey)
        .Key(IncludeKey)
        .Key(BudgetsKey)
        .WrittenLast(LeftOutKey.Name);

    /// <summary>A study as a mapping.</summary>
    public static SpecMapping<Study> Declaration { get; } = Record.ToMapping(Check, Complete, IncludeKey);

    /// <summary>A file that holds one study.</summary>
    public static SpecDocument<Study> Document { get; } =
        new("study", "What to compare: layouts x dataset x classifier x runs.", Declaration, StudyIncludes.Join);

    /// <summary>A study as the values of its keys, each layout with all that holds for it.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">The folder that paths are written relative to.</param>
    internal static OrderedDictionary<string, object> Write(Study study, string folder)
    {
        var written = Record.Write(study, folder);
        var layouts = study.Layouts.Select(l => StudyLayoutSpec.Write(l, folder)).ToArray();
        written.Insert(written.IndexOf(DataSetKey.Name) + 1, LayoutsKey.Name, layouts);
        return written;
    }

    /// <summary>What follows from several keys together.</summary>
    private static Study Complete(Study study, SpecReader reader)
    {
        var layouts = Layouts(reader);
        return study with
        {
            Layouts = layouts,
            Split = study.DataSet.Test is null
                ? study.Split
                : new SeparateTestProtocol
                {
                    ValidationFraction = study.Split.ValidationFraction,
                    ScoresValidation = study.Split.ScoresValidation,
                },
            Baseline = reader.Has(BaselineKey) ? study.Baseline : layouts[0].Name,
            LeftOut = [.. study.LeftOut, .. LeftOut(reader)],
        };
    }

    private static OrderedDictionary<string, double> OwnBudgets(Study study) =>
        new(study.Budgets.Except(StudyBudget.Published).Select(b => KeyValuePair.Create(b.Name, b.Bytes)));

    private static StudyLayout[] Layouts(SpecReader reader)
    {
        var classifier = reader.TryGet(ClassifierKey, out var change) ? change : null;
        var training = reader.TryGet(TrainingKey, out var trainingChange) ? trainingChange(new TrainingSettings()) : new TrainingSettings();
        var stamp = NativeStamp.Of(reader.Get(DataSetKey));
        return
        [
            .. reader
                .Get(LayoutsKey)
                .SelectMany(i => i.Entries(stamp))
                .SelectMany(e => e.In(reader.Get(EncodingsKey)))
                .Select(e => e.Resolve(reader.Get(NormalisationKey), classifier, training)),
        ];
    }

    private static IEnumerable<ExcludedLayout> LeftOut(SpecReader reader)
    {
        var stamp = NativeStamp.Of(reader.Get(DataSetKey));
        return reader.Get(LayoutsKey).SelectMany(i => i.LeftOut(stamp));
    }

    private static void Check(SpecReader reader)
    {
        if (!reader.TryGet(LayoutsKey, out var listed) || !reader.TryGet(EncodingsKey, out var encodings))
        {
            return;
        }

        var stamp = reader.TryGet(DataSetKey, out var dataSet) ? NativeStamp.Of(dataSet) : null;
        foreach (var item in listed)
        {
            item.Check(reader, stamp);
            ExternalModelSpec.Check(
                reader,
                item,
                stamp,
                reader.TryGet(ClassifierKey, out var classifier) ? classifier : null,
                dataSet?.Classes ?? []
            );
        }

        CheckTuning(reader);
        StudyLayoutEntry[] entries = [.. listed.SelectMany(i => i.Entries(stamp)).SelectMany(e => e.In(encodings))];
        CheckNormalisation(reader, entries);
        string[] names = [.. entries.Select(e => e.NameInTables)];
        foreach (var repeated in names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            reader.Error(LayoutsKey, "study.layouts", $"{repeated.Key} is listed {repeated.Count()} times", "give each a name of its own");
        }

        if (reader.TryGet(BaselineKey, out var baseline) && !names.Contains(baseline))
        {
            var nearest = NearestName.Of(baseline, names);
            reader.Error(
                BaselineKey,
                "study.baseline",
                $"{baseline} is none of the study's layouts",
                nearest is null ? $"write one of {string.Join(", ", names)}" : $"did you mean {nearest}?"
            );
        }
    }

    private static void CheckTuning(SpecReader reader)
    {
        if (reader.Has(TuningKey) && reader.TryGet(DataSetKey, out var dataSet) && dataSet.Pretraining is not null)
        {
            reader.Error(
                TuningKey,
                "study.tuning",
                "tuning tries widths that the weights of dataset.pretrain would not fit, and would choose a learning "
                    + "rate for starting from nothing",
                "take out tuning, or dataset.pretrain"
            );
        }
    }

    private static void CheckNormalisation(SpecReader reader, StudyLayoutEntry[] entries)
    {
        if (
            reader.TryGet(NormalisationKey, out var order)
            && entries.FirstOrDefault(e => !e.IsSentAsItIs && (e.Normalisation ?? order) == NormalisationOrder.Before) is { } unsent
        )
        {
            reader.Error(
                reader.Has(EncodingsKey) ? EncodingsKey : LayoutsKey,
                "study.encodings",
                $"{unsent.NameInTables} is normalised before it is cut, which needs native stamps; encoded scales are all that is sent",
                "write normalisation: after"
            );
        }
    }
}
