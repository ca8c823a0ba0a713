using StampSpec.Budgets.Encodings;
using StampSpec.Layouts;
using StampSpec.Learning;
using StampSpec.Learning.Tuning;
using StampSpec.Specs;
using StampSpec.Studies.Exploring;
using StampSpec.Studies.Splits;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of a study's YAML: <c>specs/studies/*.yaml</c>.</summary>
public static class StudySpec
{
    /// <summary>Files are joined before keys are bound, so that no study binds this one.</summary>
    internal static readonly SpecKey<IReadOnlyList<string>> IncludeKey = Spec.Optional(
        "include",
        Spec.OneOrMore(Spec.Text("the name of a study, or the path of its file, relative to this file")),
        "Studies whose keys hold where this file does not give them, later ones before earlier ones. A key given here replaces the included one whole, except that "
            + "classifier and training lie over the included ones key by key.");

    internal static readonly SpecKey<string> NameKey = Spec.Required("name", Spec.Name(), "Name of the study and of its folder under out.");

    internal static readonly SpecKey<string> QuestionKey = Spec.Optional("question", Spec.Text(), "The question that the study answers.");

    internal static readonly SpecKey<StudyDataSet> DataSetKey = Spec.Required("dataset", DataSetSpec.Declaration, "Where alerts and classes come from.");

    internal static readonly SpecKey<IReadOnlyList<StudyLayoutItem>> LayoutsKey = Spec.Required(
        "layouts", Spec.List(StudyLayoutSpec.Declaration, 1), "The layouts compared.");

    internal static readonly SpecKey<SplitProtocol> SplitKey = Spec.WithDefault(
        "split", SplitSpec.Declaration, "{test: 0.2}", "How alerts are divided; a separate test set takes the place of folds and test.");

    internal static readonly SpecKey<int> RunsKey = Spec.WithDefault("runs", Spec.Integer(1, 1000), "5", "Training runs of each layout.");

    internal static readonly SpecKey<long> SeedKey = Spec.WithDefault("seed", Spec.Long(0, 1L << 53), "1", "The seed from which all others derive.");

    internal static readonly SpecKey<string> BaselineKey = Spec.Optional(
        "baseline", Spec.Name(), "Name of the layout that the others are compared with; the first where absent.");

    internal static readonly SpecKey<double> MarginKey = Spec.WithDefault(
        "margin", Spec.Number(0, 1), "0.01", "The loss of macro-F1 that would be accepted.");

    internal static readonly SpecKey<int> ResamplesKey = Spec.WithDefault("resamples", Spec.Integer(100, 1_000_000), "2000", "Bootstrap resamples.");

    internal static readonly SpecKey<IReadOnlyDictionary<string, double>> BudgetsKey = Spec.Optional(
        "budgets",
        Spec.Map("name", Spec.NumberAbove(0, 1e12, "a budget is above 0 and up to 1e12 bytes of one alert's stamps")),
        "Bytes that one alert's stamps may have, by name, beside the published budgets: each is a line in the chart of macro-F1 against bytes, and the summary says how "
            + "probable it is that a layout is the best within it.");

    internal static readonly SpecKey<IReadOnlyList<ExcludedLayout>> LeftOutKey = Spec.Optional(
        "left-out", Spec.List(LeftOutSpec.Declaration), "What the grids of a study that is run again left out; study.lock.yaml says it.");

    private static readonly SpecKey<IReadOnlyList<PixelEncoding>> EncodingsKey = Spec.WithDefault(
        "encodings",
        Spec.OneOrMore(StudyLayoutSpec.EncodingName),
        "none",
        "Encodings of the pixels sent: every layout is compared in each of them, under its name and the encoding's. Each scale of each image is encoded as it is "
            + "sent and decoded as it is received, then normalised and classified, so that a loss is charged; normalisation must be after the cut or none, since "
            + "before it needs native stamps, which are not sent.");

    private static readonly SpecKey<NormalisationOrder> NormalisationKey = Spec.WithDefault(
        "normalisation",
        Spec.Choice<NormalisationOrder>(),
        "before",
        "Whether pixels are normalised before the layout is cut (as published), after it (what a receiver of the stamp can do), or not at all.");

    internal static readonly SpecKey<ClassifierChange> ClassifierKey = Spec.Optional(
        "classifier", ClassifierSpec.Declaration, "Architecture and hyper-parameters for all layouts, or a model that was trained elsewhere.");

    internal static readonly SpecKey<Func<TrainingSettings, TrainingSettings>> TrainingKey = Spec.Optional(
        "training", TrainingSpec.Declaration, "How all layouts are trained.");

    internal static readonly SpecKey<TuningSettings> TuningKey = Spec.Optional(
        "tuning",
        TuningSpec.Declaration,
        "Random search with successive halving over learning rate, dropout and widths, judged on validation objects: once a layout, or in every fold of a cross-validation.");

    internal static readonly SpecKey<SearchSettings> SearchKey = Spec.Optional(
        "search",
        SearchSpec.Declaration,
        "How stampspec explore searches the layouts, by successive halving judged on validation objects; stampspec study compares them all.");

    /// <summary>A study as a mapping.</summary>
    public static SpecMapping<Study> Declaration { get; } = new(
        "a study",
        [
            NameKey, QuestionKey, DataSetKey, LayoutsKey, EncodingsKey, NormalisationKey, ClassifierKey, TrainingKey, TuningKey, SearchKey, SplitKey, RunsKey, SeedKey, BaselineKey,
            MarginKey, ResamplesKey, LeftOutKey, IncludeKey, BudgetsKey,
        ],
        Build,
        Check,
        IncludeKey);

    /// <summary>A file that holds one study.</summary>
    public static SpecDocument<Study> Document { get; } = new(
        "study", "What to compare: layouts x dataset x classifier x runs.", Declaration, StudyIncludes.Join);

    private static Study Build(SpecReader reader)
    {
        var dataSet = reader.Get(DataSetKey);
        var split = reader.Get(SplitKey);
        var layouts = Layouts(reader);
        return new Study(
            reader.Get(NameKey),
            reader.TryGet(QuestionKey, out var question) ? question : null,
            dataSet,
            layouts,
            dataSet.Test is null ? split : new SeparateTestProtocol { ValidationFraction = split.ValidationFraction, ScoresValidation = split.ScoresValidation },
            reader.Get(RunsKey),
            (ulong)reader.Get(SeedKey),
            reader.TryGet(BaselineKey, out var baseline) ? baseline : layouts[0].Name,
            reader.Get(MarginKey),
            reader.Get(ResamplesKey))
        {
            Tuning = reader.TryGet(TuningKey, out var tuning) ? tuning : null,
            Budgets = reader.TryGet(BudgetsKey, out var budgets) ? StudyBudget.BesidePublished(budgets) : StudyBudget.Published,
            LeftOut = LeftOut(reader),
            Search = reader.TryGet(SearchKey, out var search) ? search : null,
        };
    }

    private static StudyLayout[] Layouts(SpecReader reader)
    {
        var classifier = reader.TryGet(ClassifierKey, out var change) ? change : null;
        var training = reader.TryGet(TrainingKey, out var trainingChange) ? trainingChange(new TrainingSettings()) : new TrainingSettings();
        var stamp = NativeStamp.Of(reader.Get(DataSetKey));
        return
        [
            .. reader.Get(LayoutsKey).SelectMany(i => i.Entries(stamp)).SelectMany(e => e.In(reader.Get(EncodingsKey)))
                .Select(e => e.Resolve(reader.Get(NormalisationKey), classifier, training)),
        ];
    }

    private static ExcludedLayout[] LeftOut(SpecReader reader)
    {
        var stamp = NativeStamp.Of(reader.Get(DataSetKey));
        return [.. reader.TryGet(LeftOutKey, out var known) ? known : [], .. reader.Get(LayoutsKey).SelectMany(i => i.LeftOut(stamp))];
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
            ForeignModelRules.Check(reader, item, stamp, reader.TryGet(ClassifierKey, out var classifier) ? classifier : null, dataSet?.Classes ?? []);
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
                nearest is null ? $"write one of {string.Join(", ", names)}" : $"did you mean {nearest}?");
        }
    }

    private static void CheckTuning(SpecReader reader)
    {
        if (reader.Has(TuningKey) && reader.TryGet(DataSetKey, out var dataSet) && dataSet.Pretraining is not null)
        {
            reader.Error(
                TuningKey,
                "study.tuning",
                "tuning tries widths that the weights of dataset.pretrain would not fit, and would choose a learning rate for starting from nothing",
                "take out tuning, or dataset.pretrain");
        }
    }

    private static void CheckNormalisation(SpecReader reader, StudyLayoutEntry[] entries)
    {
        if (reader.TryGet(NormalisationKey, out var order)
            && entries.FirstOrDefault(e => !e.IsSentAsItIs && (e.Normalisation ?? order) == NormalisationOrder.Before) is { } unsent)
        {
            reader.Error(
                reader.Has(EncodingsKey) ? EncodingsKey : LayoutsKey,
                "study.encodings",
                $"{unsent.NameInTables} is normalised before it is cut, which needs native stamps; encoded scales are all that is sent",
                "write normalisation: after");
        }
    }
}
