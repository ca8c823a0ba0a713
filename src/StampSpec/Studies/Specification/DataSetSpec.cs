using StampSpec.Imaging;
using StampSpec.Sky;
using StampSpec.Sky.Injection;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>dataset</c>.</summary>
public static class DataSetSpec
{
    private static readonly SpecKey<int> AlertsKey = Spec.Required("alerts", Spec.Integer(1, 10_000_000), "Alerts drawn.");

    private static readonly SpecKey<ClassMix> MixKey = Spec.WithDefault(
        "mix", Spec.Choice(("published", ClassMix.Published), ("balanced", ClassMix.Balanced)), "published", "How often each class occurs.");

    private static readonly SpecMapping<SyntheticAlerts> SyntheticDeclaration = new(
        "a synthetic survey", [AlertsKey, MixKey], reader => new SyntheticAlerts(reader.Get(AlertsKey), new SurveySettings { Mix = reader.Get(MixKey) }));

    private static readonly SpecKey<SyntheticAlerts> SyntheticKey = Spec.Optional(
        "synthetic", SyntheticDeclaration, "Alerts of the synthetic survey, in place of data and labels.");

    private static readonly SpecKey<string> DataKey = Spec.Optional("data", PathText(), "Alerts: a file, a folder, or a .tar or .tar.gz of packets.");

    private static readonly SpecKey<string> LabelsKey = Spec.Optional("labels", PathText(), "CSV with candid, class, group and, optionally, file and strength.");

    private static readonly SpecKey<string> TestDataKey = Spec.Optional(
        "test-data", PathText(), "Alerts of a separate test set; data then only trains and validates.");

    private static readonly SpecKey<string> TestLabelsKey = Spec.Optional("test-labels", PathText(), "Labels of the separate test set.");

    private static readonly SpecKey<SkyClass> InjectedClassKey = Spec.Required(
        "class", Spec.Choice([.. EventInjection.Classes.Select(c => (c.Label(), c))]), "The class injected.");

    private static readonly SpecKey<int> InjectedCountKey = Spec.Required("count", Spec.Integer(1, 10_000_000), "Alerts made.");

    private static readonly SpecKey<string> IntoKey = Spec.Optional(
        "into", PathText(), "Alerts that serve as backgrounds; the unlabelled ones of data where absent.");

    private static readonly SpecMapping<Injection> InjectionDeclaration = new(
        "an injection",
        [InjectedClassKey, InjectedCountKey, IntoKey],
        reader => new Injection(reader.Get(InjectedClassKey), reader.Get(InjectedCountKey), reader.TryGet(IntoKey, out var into) ? into : null));

    private static readonly SpecKey<SyntheticAlerts> ExtraSyntheticKey = Spec.Optional("synthetic", SyntheticDeclaration, "Alerts of the synthetic survey.");

    private static readonly SpecKey<IReadOnlyList<Injection>> InjectKey = Spec.Optional(
        "inject", Spec.OneOrMore(InjectionDeclaration), "Events injected into real alerts.");

    private static readonly SpecKey<ExtraTraining> ExtraKey = Spec.Optional(
        "train-also",
        new SpecMapping<ExtraTraining>("a set of further training alerts", [ExtraSyntheticKey, InjectKey], reader => new ExtraTraining(
            reader.TryGet(ExtraSyntheticKey, out var synthetic) ? synthetic : null, reader.TryGet(InjectKey, out var injections) ? injections : [])),
        "Alerts that every cell trains on beside its own, and that are never scored.");

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
        "a dataset", [SyntheticKey, DataKey, LabelsKey, TestDataKey, TestLabelsKey, ExtraKey, SimulateKey, ClassesKey, StrengthKey, SmallKey], Build, Check);

    /// <summary>A data set as the values of these keys.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="folder">The folder that paths are written relative to.</param>
    internal static OrderedDictionary<string, object> Write(StudyDataSet data, string folder)
    {
        var written = new OrderedDictionary<string, object>();
        if (data.Synthetic is { } synthetic)
        {
            written[SyntheticKey.Name] = Write(synthetic);
        }

        WriteFiles(written, data.Real, DataKey, LabelsKey, folder);
        WriteFiles(written, data.Test, TestDataKey, TestLabelsKey, folder);
        if (data.Extra is { } extra)
        {
            written[ExtraKey.Name] = Write(extra, folder);
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

    private static OrderedDictionary<string, object> Write(SyntheticAlerts synthetic) =>
        new() { [AlertsKey.Name] = synthetic.Count, [MixKey.Name] = synthetic.Survey.Mix.Name };

    private static OrderedDictionary<string, object> Write(ExtraTraining extra, string folder)
    {
        var written = new OrderedDictionary<string, object>();
        if (extra.Synthetic is { } synthetic)
        {
            written[ExtraSyntheticKey.Name] = Write(synthetic);
        }

        if (extra.Injections.Count > 0)
        {
            written[InjectKey.Name] = extra.Injections.Select(i => Write(i, folder)).ToArray();
        }

        return written;
    }

    private static OrderedDictionary<string, object> Write(Injection injection, string folder)
    {
        var written = new OrderedDictionary<string, object> { [InjectedClassKey.Name] = injection.Class.Label(), [InjectedCountKey.Name] = injection.Count };
        if (injection.BackgroundsPath is { } into)
        {
            written[IntoKey.Name] = Path.GetRelativePath(folder, into).Replace('\\', '/');
        }

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

    /// <summary>A path relative to the spec, or to the working folder where it comes from the command line; whether it exists is asked when it is read.</summary>
    private static SpecValue<string> PathText() => Spec.Text("a path, relative to this file")
        .Then((text, node, _) => Path.GetFullPath(Path.Combine(node.Place.Folder, text)));

    private static StudyDataSet Build(SpecReader reader) => new(reader.Get(ClassesKey))
    {
        Synthetic = reader.TryGet(SyntheticKey, out var synthetic) ? synthetic : null,
        Real = reader.TryGet(DataKey, out var data) ? new LabelledFiles(data, reader.Get(LabelsKey)) : null,
        Test = reader.TryGet(TestDataKey, out var test) ? new LabelledFiles(test, reader.Get(TestLabelsKey)) : null,
        Extra = reader.TryGet(ExtraKey, out var extra) ? extra : null,
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

        if (reader.TryGet(ExtraKey, out var extra) && !reader.Has(DataKey) && extra.Injections.Any(i => i.BackgroundsPath is null))
        {
            reader.Error(ExtraKey, "study.inject", "there are no unlabelled alerts to inject into", "add into: a file or folder of alerts");
        }

        CheckPair(reader, DataKey, LabelsKey);
        CheckPair(reader, TestDataKey, TestLabelsKey);
        if (reader.TryGet(ClassesKey, out var classes) && classes.Distinct(StringComparer.Ordinal).Count() < classes.Count)
        {
            reader.Error(ClassesKey, "study.classes", "a class is listed twice", "list each class once");
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
