using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>dataset</c>.</summary>
internal static class DataSetSpec
{
    private static readonly SpecKey<StudyDataSet, SyntheticAlerts> SyntheticKey = new(
        "synthetic",
        ExtraTrainingSpec.Synthetic,
        "Alerts of the synthetic survey, instead of data and labels.",
        d => d.Synthetic,
        (d, alerts) => d with { Synthetic = alerts }
    );

    private static readonly SpecKey<StudyDataSet, string> DataKey = new(
        "data",
        ExtraTrainingSpec.AlertsText(),
        "Alerts: a packet, a folder, a Parquet table or a tar archive.",
        d => d.Real?.AlertsPath,
        (d, path) => d with { Real = WithAlerts(d.Real, path) }
    );

    private static readonly SpecKey<StudyDataSet, string> LabelsKey = new(
        "labels",
        ExtraTrainingSpec.PathText(),
        "CSV or Parquet table with the columns candid, class, group and, optionally, file, strength and evidence.",
        d => d.Real?.LabelsPath,
        (d, path) => d with { Real = WithLabels(d.Real, path) }
    );

    private static readonly SpecKey<StudyDataSet, string> CandidsKey = new(
        "candids",
        ExtraTrainingSpec.PathText(),
        "List of the alerts to use, so that alerts added to data later change nothing: a file with one candid on each line, or a "
            + "CSV table with a column candid, such as the objects.csv of a finished study.",
        d => d.CandidsPath,
        (d, path) => d with { CandidsPath = path }
    );

    private static readonly SpecKey<StudyDataSet, string> CandidsHashKey = new(
        "candids-sha256",
        Spec.Text("64 hexadecimal digits", "^[0-9a-f]{64}$"),
        "SHA-256 of the file candids. If it is given, another file is refused; stampspec plan prints it.",
        d => d.CandidsSha256,
        (d, hash) => d with { CandidsSha256 = hash }
    );

    private static readonly SpecKey<StudyDataSet, string> TestDataKey = new(
        "test-data",
        ExtraTrainingSpec.AlertsText(),
        "Alerts of a separate test set; data is then used only for training and validation.",
        d => d.Test?.AlertsPath,
        (d, path) => d with { Test = WithAlerts(d.Test, path) }
    );

    private static readonly SpecKey<StudyDataSet, string> TestLabelsKey = new(
        "test-labels",
        ExtraTrainingSpec.PathText(),
        "Labels of the separate test set.",
        d => d.Test?.LabelsPath,
        (d, path) => d with { Test = WithLabels(d.Test, path) }
    );

    private static readonly SpecKey<StudyDataSet, string> SchemasKey = new(
        "schemas",
        ExtraTrainingSpec.PathText(),
        "Schemas of wire messages among the alerts: a folder such as that of lsst/alert_packet, an .avsc file, or an object container "
            + "written by Rubin.",
        d => d.SchemasPath,
        (d, path) => d with { SchemasPath = path }
    );

    private static readonly SpecKey<StudyDataSet, IReadOnlyList<Injection>> InjectKey = new(
        "inject",
        Spec.OneOrMore(ExtraTrainingSpec.Injection),
        "Events injected into real alerts. They are split, trained on and scored like the study's own alerts, and every table "
            + "marks them as injected.",
        d => d.Injections,
        (d, injections) => d with { Injections = injections },
        isWritten: d => d.Injections.Count > 0
    );

    private static readonly SpecKey<StudyDataSet, ExtraTraining> ExtraKey = new(
        "train-also",
        ExtraTrainingSpec.Declaration,
        "Additional training alerts for every cell (one training of one layout); they are never scored.",
        d => d.Extra,
        (d, extra) => d with { Extra = extra }
    );

    private static readonly SpecKey<StudyDataSet, Pretraining> PretrainKey = new(
        "pretrain",
        ExtraTrainingSpec.Pretraining,
        "Alerts for a first training of every classifier; they are never scored. The keys classifier and training describe "
            + "the second training, on the study's own alerts.",
        d => d.Pretraining,
        (d, pretraining) => d with { Pretraining = pretraining }
    );

    private static readonly SpecKey<StudyDataSet, SimulationSettings> SimulateKey = new(
        "simulate",
        SimulationSpec.Declaration,
        "Simulates every alert of the dataset at LSST's resolution, from ZTF's, before layouts are cut.",
        d => d.Simulation,
        (d, simulation) => d with { Simulation = simulation }
    );

    private static readonly SpecKey<StudyDataSet, StreamStage?> StreamKey = new(
        "stream",
        Spec.Maybe(Spec.Choice<StreamStage>()),
        "Whether the alerts are those before Rubin's filter of glints, or after it: alerts of trains of at least 5 collinear detections "
            + "are then left out, within 100 arcsec for synthetic and injected events, within the cutout for others. Every caption says "
            + "which. Without this key, none is left out.",
        d => d.Stream,
        (d, stream) => d with { Stream = stream }
    );

    private static readonly SpecKey<StudyDataSet, IReadOnlyList<string>> ClassesKey = new(
        "classes",
        Spec.List(Spec.Text("the name of a class"), 2),
        "Classes to distinguish; alerts of other classes are skipped.",
        d => d.Classes,
        (d, classes) => d with { Classes = classes },
        "[agn, asteroid, bogus, satellite, sn, vs]"
    );

    /// <summary>The keys.</summary>
    public static SpecMapping<StudyDataSet> Declaration { get; } =
        new SpecRecord<StudyDataSet>("a dataset", new StudyDataSet([]))
            .Key(SyntheticKey)
            .Key(DataKey)
            .Key(LabelsKey)
            .Key(CandidsKey)
            .Key(CandidsHashKey)
            .Key(TestDataKey)
            .Key(TestLabelsKey)
            .Key(SchemasKey)
            .Key(InjectKey)
            .Key(ExtraKey)
            .Key(PretrainKey)
            .Key(SimulateKey)
            .Key(StreamKey)
            .Key(ClassesKey)
            .Key(
                "strength",
                Spec.OneOrMore(Spec.Text("a strength")),
                "Accepted label strengths; the default is all.",
                d => d.Strengths,
                (d, strengths) => d with { Strengths = strengths }
            )
            .WithDefault(
                "small-classes",
                Spec.Choice<SmallClassPolicy>(),
                "error",
                "What to do with a class that has too few groups to split.",
                d => d.SmallClasses,
                (d, policy) => d with { SmallClasses = policy }
            )
            .ToMapping(Check, (dataSet, _) => dataSet with { CandidsSha256 = HashOf(dataSet.CandidsPath) ?? dataSet.CandidsSha256 });

    private static LabelledFiles WithAlerts(LabelledFiles? files, string path) => new(path, files?.LabelsPath ?? "");

    private static LabelledFiles WithLabels(LabelledFiles? files, string path) => new(files?.AlertsPath ?? "", path);

    private static void Check(SpecReader reader)
    {
        if (reader.Has(SyntheticKey) == reader.Has(DataKey))
        {
            reader.Error(
                SyntheticKey,
                "study.dataset",
                "a dataset needs either synthetic or data",
                "write either synthetic: {alerts: 3000}, or data and labels"
            );
        }

        if (reader.TryGet(SyntheticKey, out var synthetic) && synthetic.Survey.Survey == SurveyKind.Lsst && reader.Has(SimulateKey))
        {
            reader.Error(
                SimulateKey,
                "study.simulate",
                "the synthetic alerts are already Rubin's; simulate brings ZTF's alerts to LSST's resolution",
                "remove simulate, or remove survey: lsst"
            );
        }

        CheckBackgrounds(reader, InjectKey, reader.TryGet(InjectKey, out var injections) ? injections : []);
        CheckBackgrounds(reader, ExtraKey, reader.TryGet(ExtraKey, out var extra) ? extra.Injections : []);
        CheckBackgrounds(reader, PretrainKey, reader.TryGet(PretrainKey, out var pretraining) ? pretraining.Alerts.Injections : []);
        CheckLabelled(reader, ExtraKey, reader.TryGet(ExtraKey, out extra) ? extra.Labelled : null);
        CheckLabelled(reader, PretrainKey, reader.TryGet(PretrainKey, out pretraining) ? pretraining.Alerts.Labelled : null);
        CheckPair(reader, DataKey, LabelsKey);
        CheckPair(reader, TestDataKey, TestLabelsKey);
        CheckCandids(reader);
        if (reader.TryGet(ClassesKey, out var classes) && classes.Distinct(StringComparer.Ordinal).Count() < classes.Count)
        {
            reader.Error(ClassesKey, "study.classes", "duplicate class", "list each class once");
        }
    }

    private static void CheckBackgrounds(SpecReader reader, SpecKey key, IReadOnlyList<Injection> injections)
    {
        if (!reader.Has(DataKey) && injections.Any(i => i.BackgroundsPath is null))
        {
            reader.Error(
                key,
                "study.inject",
                "the dataset has no unlabelled alerts to inject into",
                "add into: a file or folder of alerts"
            );
        }
    }

    private static void CheckLabelled(SpecReader reader, SpecKey key, LabelledTraining? labelled)
    {
        if (labelled is { AlertsPath: null } && !reader.Has(DataKey))
        {
            reader.Error(
                key,
                "study.further-labels",
                $"{key.Name} has labels, but neither it nor the dataset has data",
                $"add data: the alerts of these labels to {key.Name}"
            );
        }

        string[] classes = reader.TryGet(ClassesKey, out var all) ? [.. all] : [];
        foreach (var other in classes.Length == 0 ? [] : labelled?.Classes?.Except(classes) ?? [])
        {
            reader.Error(
                key,
                "study.further-labels",
                $"{other} in {key.Name}.classes is not a class of the study",
                NearestName.Of(other, classes) is { } meant ? $"did you mean {meant}?" : $"write some of {string.Join(", ", classes)}"
            );
        }
    }

    private static string? HashOf(string? path) => File.Exists(path) ? ContentHash.Of(File.ReadAllBytes(path)) : null;

    private static void CheckCandids(SpecReader reader)
    {
        if (!reader.TryGet(CandidsKey, out var path))
        {
            if (reader.Has(CandidsHashKey))
            {
                reader.Error(CandidsHashKey, "study.candids", "candids-sha256 is given without candids", "add candids: FILE");
            }
        }
        else if (!reader.Has(DataKey))
        {
            reader.Error(CandidsKey, "study.candids", "candids selects alerts of data, but the dataset has no data", "remove candids");
        }
        else if (reader.TryGet(CandidsHashKey, out var expected) && HashOf(path) is { } found && found != expected)
        {
            reader.Error(
                CandidsHashKey,
                "study.candids",
                $"the file {Path.GetFileName(path)} has the SHA-256 {found}, so it is not the list that the spec pins",
                "restore the list, or write its present hash"
            );
        }
    }

    private static void CheckPair(SpecReader reader, SpecKey data, SpecKey labels)
    {
        if (reader.Has(data) != reader.Has(labels))
        {
            var (given, missing) = reader.Has(data) ? (data, labels) : (labels, data);
            reader.Error(
                given,
                "study.dataset",
                $"{missing.Name} is missing; {given.Name} needs it",
                $"add {missing.Name}, or use the option --{missing.Name}"
            );
        }
    }
}
