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
    /// <summary>Files are joined before keys are bound, so no study binds this key.</summary>
    internal static readonly SpecKey<IReadOnlyList<string>> IncludeKey = Spec.Optional(
        "include",
        Spec.OneOrMore(Spec.Text("the name of a study, or the path of its file, relative to this file")),
        "Studies that provide the keys that this file does not set; a later study takes precedence over an earlier one. For a name, a "
            + "file NAME.yaml beside this file is preferred to the study that comes with the command. A key in this file replaces the "
            + "included key completely, except that classifier and training change the included settings key by key."
    );

    private static readonly SpecKey<Study, StudyDataSet> DataSetKey = new(
        "dataset",
        DataSetSpec.Declaration,
        "The alerts and their classes.",
        s => s.DataSet,
        (s, dataSet) => s with { DataSet = dataSet },
        isRequired: true
    );

    /// <summary>Reading gives entries, such as grids, to which the study's keys apply; writing gives the resulting layouts.</summary>
    private static readonly SpecKey<IReadOnlyList<StudyLayoutItem>> LayoutsKey = Spec.Required(
        "layouts",
        Spec.List(StudyLayoutSpec.Declaration, 1),
        "The layouts to compare."
    );

    private static readonly SpecKey<Study, string> BaselineKey = new(
        "baseline",
        Spec.Name(),
        "Name of the layout that the others are compared with; the default is the first layout.",
        s => s.Baseline,
        (s, name) => s with { Baseline = name }
    );

    private static readonly SpecKey<Study, string> QuestionKey = new(
        "question",
        Spec.Text(),
        "The question that the study answers.",
        s => s.Question,
        (s, text) => s with { Question = text }
    );

    private static readonly SpecKey<Study, double> MarginKey = new(
        "margin",
        Spec.Number(0, 1),
        "Largest acceptable loss of macro-F1 against the baseline, fixed before the run, for the test of non-inferiority.",
        s => s.Margin,
        (s, margin) => s with { Margin = margin },
        "0.01"
    );

    private static readonly SpecMapping<ExcludedLayout> LeftOutDeclaration = new SpecRecord<ExcludedLayout>(
        "a layout left out",
        new ExcludedLayout("", "")
    )
        .Required("name", Spec.Name(), "Name of the layout.", l => l.Name, (l, name) => l with { Name = name })
        .Required("reason", Spec.Text(), "Why it was left out.", l => l.Reason, (l, reason) => l with { Reason = reason })
        .ToMapping();

    private static readonly SpecKey<Study, IReadOnlyList<ExcludedLayout>> LeftOutKey = new(
        "left-out",
        Spec.List(LeftOutDeclaration),
        "Layouts that the grids of the original study left out; only study.lock.yaml uses this key.",
        s => s.LeftOut,
        (s, layouts) => s with { LeftOut = layouts },
        isWritten: s => s.LeftOut.Count > 0
    );

    private static readonly SpecKey<IReadOnlyList<PixelEncoding>> EncodingsKey = Spec.WithDefault(
        "encodings",
        Spec.OneOrMore(StudyLayoutSpec.EncodingName),
        "none",
        "Encodings of the pixels. The study compares every layout in each encoding, under the names of both. Each scale of "
            + "each image is encoded, decoded, normalised and classified, so that scores include the loss of an encoding. "
            + "normalisation must then be after, asinh or none: before needs native stamps, which are not sent."
    );

    private static readonly SpecKey<NormalisationOrder> NormalisationKey = Spec.WithDefault(
        "normalisation",
        Spec.Choice<NormalisationOrder>(),
        "before",
        "Whether pixels are normalised before the layout is cut (as published), after it (as a receiver of the stamp can do), "
            + "or not at all; asinh: each cut stamp becomes asinh((x - median) / noise) of its own pixels, without clipping."
    );

    private static readonly SpecKey<Study, SplitProtocol> SplitKey = new(
        "split",
        SplitSpec.Declaration,
        "How the alerts are split; a separate test set replaces folds and test.",
        s => s.Split,
        (s, split) => s with { Split = split },
        "{test: 0.2}"
    );

    private static readonly SpecKey<bool> ProtocolKey = Spec.WithDefault(
        "protocol",
        Spec.Choice(("own", false), ("published", true)),
        "own",
        "published: what the keys split, normalisation, classifier and training leave open is as in the authors' public code "
            + "(a gradient without a limit, Keras's batch normalisation, the last weights, all eight views, batches of 256). Whatever the "
            + "protocol, provenance.json and the page list each setting that departs from the published one."
    );

    internal static readonly SpecKey<ClassifierChange> ClassifierKey = Spec.Optional(
        "classifier",
        ClassifierSpec.Declaration,
        "Architecture and hyper-parameters of the classifiers of all layouts, or a model that was trained elsewhere."
    );

    internal static readonly SpecKey<Func<TrainingSettings, TrainingSettings>> TrainingKey = Spec.Optional(
        "training",
        TrainingSpec.Declaration,
        "Training settings for all layouts."
    );

    private static readonly SpecKey<Study, TuningSettings> TuningKey = new(
        "tuning",
        TuningSpec.Declaration,
        "Random search with successive halving over learning rate, dropout and widths, scored on validation objects: once for "
            + "each layout, or in every fold of a cross-validation.",
        s => s.Tuning,
        (s, tuning) => s with { Tuning = tuning }
    );

    private static readonly SpecKey<Study, SearchSettings> SearchKey = new(
        "search",
        SearchSpec.Declaration,
        "How stampspec explore searches the layouts: successive halving, scored on validation objects. stampspec study "
            + "ignores this key and compares all layouts.",
        s => s.Search,
        (s, search) => s with { Search = search }
    );

    private static readonly SpecKey<Study, IReadOnlyDictionary<string, double>> BudgetsKey = new(
        "budgets",
        Spec.Map(
            "name",
            Spec.NumberAbove(
                0,
                1e12,
                "a budget is a number of bytes for one alert's stamps, greater than 0 and at most 1e12",
                SpecUnit.Bytes
            )
        ),
        "Named budgets in addition to the published ones: the maximum bytes of one alert's stamps. The chart of macro-F1 "
            + "against bytes shows each budget as a line, and the summary gives the probability that a layout is the best within it.",
        OwnBudgets,
        (s, budgets) => s with { Budgets = StudyBudget.BesidePublished(budgets) },
        isWritten: s => OwnBudgets(s).Count > 0
    );

    private static readonly SpecRecord<Study> Record = new SpecRecord<Study>(
        "a study",
        new Study("", null, new StudyDataSet([]), [], new SeparateTestProtocol { ValidationFraction = 0 }, 0, 0, "", 0, 0)
    )
        .Required("name", Spec.Name(), "Name of the study and of its folder.", s => s.Name, (s, name) => s with { Name = name })
        .Key(QuestionKey)
        .Key(DataSetKey)
        .Key(LayoutsKey)
        .Key(ProtocolKey)
        .Key(EncodingsKey)
        .Key(NormalisationKey)
        .Key(ClassifierKey)
        .Key(TrainingKey)
        .Key(TuningKey)
        .Key(SearchKey)
        .Key(SplitKey)
        .WithDefault(
            "runs",
            Spec.Integer(1, 1000),
            "5",
            "Number of training runs of each layout.",
            s => s.Runs,
            (s, runs) => s with { Runs = runs }
        )
        .WithDefault(
            "seed",
            Spec.Long(0, 1L << 53).Then(seed => (ulong)seed, seed => checked((long)seed)),
            "1",
            "Seed from which all other seeds derive.",
            s => s.Seed,
            (s, seed) => s with { Seed = seed }
        )
        .Key(BaselineKey)
        .Key(MarginKey)
        .WithDefault(
            "resamples",
            Spec.Integer(100, 1_000_000),
            "2000",
            "Number of bootstrap resamples.",
            s => s.Resamples,
            (s, resamples) => s with { Resamples = resamples }
        )
        .Key(ColumnRules.AllowedKey)
        .Key(LeftOutKey)
        .Key(IncludeKey)
        .Key(BudgetsKey)
        .Key(StudyBytesCheck.Key)
        .Key(AlertMixSpec.MixKey)
        .Key(AlertMixSpec.FalseAlertRatesKey)
        .WrittenLast(LeftOutKey.Name);

    /// <summary>A study as a mapping.</summary>
    public static SpecMapping<Study> Declaration { get; } = Record.ToMapping(Check, Complete, IncludeKey);

    /// <summary>A file that contains one study.</summary>
    public static SpecDocument<Study> Document { get; } = DocumentWith(StudyIncludes.Join);

    /// <summary>A study of <see cref="StudyLibrary"/>, which includes studies of the library, whatever files there are.</summary>
    public static SpecDocument<Study> LibraryDocument { get; } = DocumentWith(StudyIncludes.JoinInLibrary);

    private static SpecDocument<Study> DocumentWith(Func<SpecNode, SpecFindings, SpecNode> join) =>
        new("study", "What to compare: layouts x dataset x classifier x runs.", Declaration, join);

    /// <summary>Writes a study as the values of its keys, and each layout with all its settings.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">The folder that paths are written relative to.</param>
    internal static OrderedDictionary<string, object> Write(Study study, string folder)
    {
        var written = Record.Write(study, folder);
        var layouts = study.Layouts.Select(l => StudyLayoutSpec.Write(l, folder)).ToArray();
        written.Insert(written.IndexOf(DataSetKey.Name) + 1, LayoutsKey.Name, layouts);
        return written;
    }

    /// <summary>Sets what follows from several keys together.</summary>
    private static Study Complete(Study study, SpecReader reader)
    {
        var layouts = Layouts(reader);
        var split = reader.Get(ProtocolKey) && !reader.Has(SplitKey) ? PublishedProtocol.Split : study.Split;
        return study with
        {
            Layouts = layouts,
            Split = study.DataSet.Test is null
                ? split
                : new SeparateTestProtocol { ValidationFraction = split.ValidationFraction, ScoresValidation = split.ScoresValidation },
            Baseline = reader.Has(BaselineKey) ? study.Baseline : layouts[0].Name,
            LeftOut = [.. study.LeftOut, .. LeftOut(reader)],
            Inherited = Inherited(reader),
        };
    }

    private static Dictionary<string, string> Inherited(SpecReader reader) =>
        new SpecKey[] { QuestionKey, BaselineKey, MarginKey }
            .Where(key => reader.Has(key) && reader.PlaceOf(key).File is { } file && file != reader.Place.File && !IsOption(file))
            .ToDictionary(key => key.Name, key => Path.GetFileName(reader.PlaceOf(key).File!));

    private static bool IsOption(string source) => source.StartsWith("--", StringComparison.Ordinal);

    private static OrderedDictionary<string, double> OwnBudgets(Study study) =>
        new(study.Budgets.Except(StudyBudget.Published).Select(b => KeyValuePair.Create(b.Name, b.Bytes)));

    private static StudyLayout[] Layouts(SpecReader reader)
    {
        var classifier = reader.TryGet(ClassifierKey, out var change) ? change : null;
        var settings = reader.Get(ProtocolKey) ? PublishedProtocol.Classifier : ClassifierSettings.Default;
        var training = TrainingOf(reader);
        var stamp = NativeStamp.Of(reader.Get(DataSetKey));
        return
        [
            .. reader
                .Get(LayoutsKey)
                .SelectMany(i => i.Entries(stamp))
                .SelectMany(e => e.In(reader.Get(EncodingsKey)))
                .Select(e => e.Resolve(reader.Get(NormalisationKey), settings, classifier, training)),
        ];
    }

    /// <summary>The study's training settings, from those that its protocol starts with.</summary>
    private static TrainingSettings TrainingOf(SpecReader reader)
    {
        var start = reader.TryGet(ProtocolKey, out var isPublished) && isPublished ? PublishedProtocol.Training : new TrainingSettings();
        return reader.TryGet(TrainingKey, out var change) ? change(start) : start;
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
        AlertMixSpec.Check(reader, dataSet, [.. entries.Select(e => e.TrainingFrom(TrainingOf(reader)).BalancesClasses)]);
        CheckControls(reader, entries, dataSet);
        ClassifierRules.Check(
            reader,
            LayoutsKey,
            TuningKey,
            entries,
            reader.TryGet(ClassifierKey, out var change) ? change : null,
            dataSet?.Classes ?? []
        );
        ColumnRules.Check(reader, LayoutsKey, entries, dataSet);
        StudyBytesCheck.Check(reader, entries, reader.Has(SearchKey) && !reader.Has(BudgetsKey));
        string[] names = [.. entries.Select(e => e.NameInTables)];
        foreach (var repeated in names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            reader.Error(
                LayoutsKey,
                "study.layouts",
                $"duplicate layout name {repeated.Key} ({repeated.Count()} times)",
                "give each layout a different name"
            );
        }

        if (reader.TryGet(BaselineKey, out var baseline) && !names.Contains(baseline))
        {
            reader.Error(BaselineKey, "study.baseline", $"{baseline} is not a layout of the study", NearestName.Advice(baseline, names));
        }

        if (reader.TryGet(SearchKey, out var search) && search.References.FirstOrDefault(r => !names.Contains(r)) is { } reference)
        {
            reader.Error(
                SearchKey,
                "study.search",
                $"the reference {reference} is not a layout of the study",
                NearestName.Advice(reference, names)
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
                "tuning and dataset.pretrain cannot be combined: pretrained weights do not fit the widths that tuning tries, "
                    + "and tuning chooses a learning rate for training from random weights",
                "remove either tuning or dataset.pretrain"
            );
        }
    }

    private static void CheckControls(SpecReader reader, StudyLayoutEntry[] entries, StudyDataSet? dataSet)
    {
        if (entries.FirstOrDefault(e => e is { IsSentAsItIs: false, Control.CutFrom: not null }) is { } encoded)
        {
            reader.Error(
                LayoutsKey,
                "study.control",
                $"{encoded.NameInTables} has an encoding and a control with cut-from, which cannot be combined",
                "write encoding: none for this layout"
            );
        }

        var swapped = entries.FirstOrDefault(e => e.Control?.OtherFieldBeyondArcsec is not null);
        if (swapped is not null && dataSet is { Synthetic: null })
        {
            RefuseOtherField(reader, swapped.NameInTables);
        }
    }

    private static void RefuseOtherField(SpecReader reader, string name) =>
        reader.Error(
            LayoutsKey,
            "study.control",
            $"{name} shows the field of other alerts, which is possible for synthetic alerts only: files may list their alerts by class, "
                + "and the other alert would then tell the class",
            "write dataset: {synthetic: {alerts: 3000}}, or remove other-field-beyond"
        );

    private static void CheckNormalisation(SpecReader reader, StudyLayoutEntry[] entries)
    {
        if (entries.FirstOrDefault(e => !e.IsSentAsItIs && e.Layout.SmallestPixels is not null) is { } byFootprint)
        {
            reader.Error(
                LayoutsKey,
                "study.encodings",
                $"{byFootprint.NameInTables} has an encoding and stamps as large as the footprint, which cannot be combined",
                "write encoding: none for this layout, or remove smallest-pixels"
            );
        }

        if (
            reader.TryGet(NormalisationKey, out var order)
            && entries.FirstOrDefault(e => !e.IsSentAsItIs && (e.Normalisation ?? order) == NormalisationOrder.Before) is { } unsent
        )
        {
            reader.Error(
                reader.Has(EncodingsKey) ? EncodingsKey : LayoutsKey,
                "study.encodings",
                $"{unsent.NameInTables} has an encoding and normalisation: before, which cannot be combined: that order needs "
                    + $"native stamps, but only encoded scales are sent",
                "write normalisation: after, or normalisation: asinh"
            );
        }
    }
}
