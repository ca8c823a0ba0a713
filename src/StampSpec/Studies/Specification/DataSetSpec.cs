using StampSpec.Imaging;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>dataset</c>.</summary>
public static class DataSetSpec
{
    private static readonly SpecKey<SyntheticAlerts> SyntheticKey = Spec.Optional(
        "synthetic", ExtraTrainingSpec.Synthetic, "Alerts of the synthetic survey, in place of data and labels.");

    private static readonly SpecKey<string> DataKey = Spec.Optional("data", ExtraTrainingSpec.PathText(), "Alerts: a file, a folder, or a .tar or .tar.gz of packets.");

    private static readonly SpecKey<string> LabelsKey = Spec.Optional("labels", ExtraTrainingSpec.PathText(), "CSV with candid, class, group and, optionally, file and strength.");

    private static readonly SpecKey<string> TestDataKey = Spec.Optional(
        "test-data", ExtraTrainingSpec.PathText(), "Alerts of a separate test set; data then only trains and validates.");

    private static readonly SpecKey<string> TestLabelsKey = Spec.Optional("test-labels", ExtraTrainingSpec.PathText(), "Labels of the separate test set.");

    private static readonly SpecKey<IReadOnlyList<Injection>> InjectKey = Spec.Optional(
        "inject",
        Spec.OneOrMore(ExtraTrainingSpec.Injection),
        "Events injected into real alerts, which are divided, trained on and scored like the study's own, and marked as injected in every table.");

    private static readonly SpecKey<ExtraTraining> ExtraKey = Spec.Optional(
        "train-also", ExtraTrainingSpec.Declaration, "Alerts that every cell trains on beside its own, and that are never scored.");

    private static readonly SpecKey<Pretraining> PretrainKey = Spec.Optional(
        "pretrain",
        PretrainingSpec.Declaration,
        "Alerts that every classifier learns from first, and that are never scored; classifier and training then say how it goes on with the study's own.");

    private static readonly SpecKey<SimulationSettings> SimulateKey = Spec.Optional(
        "simulate", SimulationSpec.Declaration, "Brings every alert of the dataset from ZTF's to LSST's resolution before layouts are cut.");

    private static readonly SpecKey<IReadOnlyList<string>> ClassesKey = Spec.WithDefault(
        "classes", Spec.List(Spec.Text("the name of a class"), 2), "[agn, asteroid, bogus, satellite, sn, vs]", "Classes told apart; alerts of others are skipped.");

    private static readonly SpecKey<IReadOnlyList<string>> StrengthKey = Spec.Optional(
        "strength", Spec.OneOrMore(Spec.Text("a strength")), "Strengths of label accepted; all where absent.");

    private static readonly SpecKey<SmallClassPolicy> SmallKey = Spec.WithDefault(
        "small-classes", Spec.Choice<SmallClassPolicy>(), "error", "What happens to a class with too few groups to split.");

    /// <summary>The keys.</summary>
    public static SpecMapping<StudyDataSet> Declaration { get; } = new(
        "a dataset", [SyntheticKey, DataKey, LabelsKey, TestDataKey, TestLabelsKey, InjectKey, ExtraKey, PretrainKey, SimulateKey, ClassesKey, StrengthKey, SmallKey], Build, Check);

    /// <summary>A data set as the values of these keys.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="folder">The folder that paths are written relative to.</param>
    internal static OrderedDictionary<string, object> Write(StudyDataSet data, string folder)
    {
        var written = new OrderedDictionary<string, object>();
        if (data.Synthetic is { } synthetic)
        {
            written[SyntheticKey.Name] = ExtraTrainingSpec.Write(synthetic);
        }

        WriteFiles(written, data.Real, DataKey, LabelsKey, folder);
        WriteFiles(written, data.Test, TestDataKey, TestLabelsKey, folder);
        if (data.Injections.Count > 0)
        {
            written[InjectKey.Name] = ExtraTrainingSpec.Write(data.Injections, folder);
        }

        if (data.Extra is { } extra)
        {
            written[ExtraKey.Name] = ExtraTrainingSpec.Write(extra, folder);
        }

        if (data.Pretraining is { } pretraining)
        {
            written[PretrainKey.Name] = PretrainingSpec.Write(pretraining, folder);
        }

        if (data.Simulation is { } simulation)
        {
            written[SimulateKey.Name] = SimulationSpec.Write(simulation);
        }

        written[ClassesKey.Name] = data.Classes;
        if (data.Strengths is { } strengths)
        {
            written[StrengthKey.Name] = strengths;
        }

        written[SmallKey.Name] = LockedSpec.Word(data.SmallClasses);
        return written;
    }

    private static void WriteFiles(OrderedDictionary<string, object> written, LabelledFiles? files, SpecKey data, SpecKey labels, string folder)
    {
        if (files is not null)
        {
            written[data.Name] = Path.GetRelativePath(folder, files.AlertsPath).Replace('\\', '/');
            written[labels.Name] = Path.GetRelativePath(folder, files.LabelsPath).Replace('\\', '/');
        }
    }

    private static StudyDataSet Build(SpecReader reader) => new(reader.Get(ClassesKey))
    {
        Synthetic = reader.TryGet(SyntheticKey, out var synthetic) ? synthetic : null,
        Real = reader.TryGet(DataKey, out var data) ? new LabelledFiles(data, reader.Get(LabelsKey)) : null,
        Test = reader.TryGet(TestDataKey, out var test) ? new LabelledFiles(test, reader.Get(TestLabelsKey)) : null,
        Injections = reader.TryGet(InjectKey, out var injections) ? injections : [],
        Extra = reader.TryGet(ExtraKey, out var extra) ? extra : null,
        Pretraining = reader.TryGet(PretrainKey, out var pretraining) ? pretraining : null,
        Simulation = reader.TryGet(SimulateKey, out var simulation) ? simulation : null,
        Strengths = reader.TryGet(StrengthKey, out var strengths) ? strengths : null,
        SmallClasses = reader.Get(SmallKey),
    };

    private static void Check(SpecReader reader)
    {
        if (reader.Has(SyntheticKey) == reader.Has(DataKey))
        {
            reader.Error(SyntheticKey, "study.dataset", "alerts come from synthetic or from data, one of the two", "give synthetic: {alerts: 3000}, or data and labels");
        }

        CheckBackgrounds(reader, InjectKey, reader.TryGet(InjectKey, out var injections) ? injections : []);
        CheckBackgrounds(reader, ExtraKey, reader.TryGet(ExtraKey, out var extra) ? extra.Injections : []);
        CheckBackgrounds(reader, PretrainKey, reader.TryGet(PretrainKey, out var pretraining) ? pretraining.Alerts.Injections : []);
        CheckPair(reader, DataKey, LabelsKey);
        CheckPair(reader, TestDataKey, TestLabelsKey);
        if (reader.TryGet(ClassesKey, out var classes) && classes.Distinct(StringComparer.Ordinal).Count() < classes.Count)
        {
            reader.Error(ClassesKey, "study.classes", "a class is listed twice", "list each class once");
        }
    }

    private static void CheckBackgrounds(SpecReader reader, SpecKey key, IReadOnlyList<Injection> injections)
    {
        if (!reader.Has(DataKey) && injections.Any(i => i.BackgroundsPath is null))
        {
            reader.Error(key, "study.inject", "there are no unlabelled alerts to inject into", "add into: a file or folder of alerts");
        }
    }

    private static void CheckPair(SpecReader reader, SpecKey data, SpecKey labels)
    {
        if (reader.Has(data) != reader.Has(labels))
        {
            var (given, missing) = reader.Has(data) ? (data, labels) : (labels, data);
            reader.Error(given, "study.dataset", $"{given.Name} is given without {missing.Name}", $"add {missing.Name}, or give --{missing.Name}");
        }
    }
}
