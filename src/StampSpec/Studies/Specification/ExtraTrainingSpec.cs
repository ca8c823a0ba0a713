using StampSpec.Alerts;
using StampSpec.Alerts.Kafka;
using StampSpec.Imaging.Simulation;
using StampSpec.Learning;
using StampSpec.Sky.Injection;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of alerts beside those that a study splits and scores: <c>synthetic</c>, <c>inject</c>, <c>train-also</c> and
/// <c>pretrain</c>.</summary>
internal static class ExtraTrainingSpec
{
    private const int MostAlerts = 10_000_000;

    private static readonly SpecKey<SyntheticAlerts, SurveyKind> SurveyKey = new(
        "survey",
        Spec.Choice<SurveyKind>(),
        "The survey whose alerts are drawn: ztf, or lsst as Rubin sees the sky.",
        a => a.Survey.Survey,
        (a, survey) => a with { Survey = a.Survey with { Survey = survey } },
        "ztf",
        isWritten: IsOfRubin
    );

    private static readonly SpecKey<SyntheticAlerts, string> BandKey = new(
        "band",
        Spec.Choice([.. LsstBand.All.Select(b => (b.Name, b.Name))]),
        "Band of Rubin's alerts; ZTF's are in g and r.",
        a => a.Survey.Band,
        (a, band) => a with { Survey = a.Survey with { Band = band } },
        "r",
        isWritten: IsOfRubin
    );

    private static readonly SpecKey<SyntheticAlerts, int> CutoutPixelsKey = new(
        "cutout-pixels",
        Spec.Integer(SurveySettings.LeastCutoutPixels, SurveySettings.MostCutoutPixels),
        "Pixels a side of Rubin's cutouts, 0.2 arcsec each; ZTF's have 63 of 1.01 arcsec.",
        a => a.Survey.CutoutPixels,
        (a, pixels) => a with { Survey = a.Survey with { CutoutPixels = pixels } },
        "192",
        isWritten: IsOfRubin
    );

    private static readonly SpecKey<SyntheticAlerts, double?> SeeingKey = new(
        "seeing",
        Spec.Maybe(Spec.Number(SurveySettings.BestSeeingArcsec, SurveySettings.WorstSeeingArcsec, unit: SpecUnit.Arcsec)),
        "FWHM of the PSF of every visit of Rubin, arcsec, in its band; without this key each visit has its own, as observed.",
        a => a.Survey.SeeingArcsec,
        (a, seeing) => a with { Survey = a.Survey with { SeeingArcsec = seeing } }
    );

    private static readonly SpecKey<SyntheticAlerts, int?> TemplateVisitsKey = new(
        "template-visits",
        Spec.Maybe(Spec.Integer(1, SurveySettings.MostTemplateVisits)),
        "Number of visits in every template of Rubin; without this key each template has its own, 40 in the median.",
        a => a.Survey.TemplateVisits,
        (a, visits) => a with { Survey = a.Survey with { TemplateVisits = visits } }
    );

    /// <summary>Alerts of the synthetic survey.</summary>
    public static SpecMapping<SyntheticAlerts> Synthetic { get; } =
        new SpecRecord<SyntheticAlerts>("a synthetic survey", new SyntheticAlerts(0, new SurveySettings()))
            .Required("alerts", Spec.Integer(1, MostAlerts), "Number of alerts.", a => a.Count, (a, count) => a with { Count = count })
            .WithDefault(
                "mix",
                Spec.Choice(("published", ClassMix.Published), ("balanced", ClassMix.Balanced), ("rubin", ClassMix.Rubin)),
                "published",
                "Frequency of the classes: as published, the same for each class, or as in a mean visit of Rubin.",
                a => a.Survey.Mix,
                (a, mix) => a with { Survey = a.Survey with { Mix = mix } }
            )
            .Key(SurveyKey)
            .Key(BandKey)
            .Key(CutoutPixelsKey)
            .Key(SeeingKey)
            .Key(TemplateVisitsKey)
            .ToMapping(CheckSurvey);

    /// <summary>One injection.</summary>
    public static SpecMapping<Injection> Injection { get; } =
        new SpecRecord<Injection>("an injection", new Injection(default, 0, null))
            .Required(
                "class",
                Spec.Choice([.. EventInjection.Classes.Select(c => (c.Label(), c))]),
                "Class of the injected events.",
                i => i.Class,
                (i, injected) => i with { Class = injected }
            )
            .Required("count", Spec.Integer(1, MostAlerts), "Number of alerts.", i => i.Count, (i, count) => i with { Count = count })
            .Key(
                "into",
                PathText(),
                "Alerts that serve as backgrounds, except those of labelled objects; the default is the unlabelled alerts of data.",
                i => i.BackgroundsPath,
                (i, path) => i with { BackgroundsPath = path }
            )
            .ToMapping();

    /// <summary>The key of the synthetic survey.</summary>
    public static readonly SpecKey<ExtraTraining, SyntheticAlerts> SyntheticKey = new(
        "synthetic",
        Synthetic,
        "Alerts of the synthetic survey.",
        e => e.Synthetic,
        (e, alerts) => e with { Synthetic = alerts }
    );

    /// <summary>The key of the injections.</summary>
    public static readonly SpecKey<ExtraTraining, IReadOnlyList<Injection>> InjectKey = new(
        "inject",
        Spec.OneOrMore(Injection),
        "Events injected into real alerts.",
        e => e.Injections,
        (e, injections) => e with { Injections = injections },
        isWritten: e => e.Injections.Count > 0
    );

    /// <summary>The key of the labels of alerts in files.</summary>
    private static readonly SpecKey<ExtraTraining, string> LabelsKey = new(
        "labels",
        PathText(),
        "Labels of alerts that only serve for training: a table with the columns candid, class, group and, optionally, file and strength. "
            + "Alerts that the study itself uses are left out. No cell learns from an alert whose object or group it validates or scores.",
        e => e.Labelled?.LabelsPath,
        (e, path) => e with { Labelled = Of(e) with { LabelsPath = path } }
    );

    private static readonly SpecKey<ExtraTraining, string> DataKey = new(
        "data",
        AlertsText(),
        "The alerts of these labels: a packet, a folder, a Parquet table or a tar archive; the default is the dataset's data.",
        e => e.Labelled?.AlertsPath,
        (e, path) => e with { Labelled = Of(e) with { AlertsPath = path } }
    );

    private static readonly SpecKey<ExtraTraining, IReadOnlyList<string>> StrengthKey = new(
        "strength",
        Spec.OneOrMore(Spec.Text("a strength")),
        "Accepted strengths of these labels; the default is all. If the table states no strength, write the one that its labels have.",
        e => e.Labelled?.Strengths,
        (e, strengths) => e with { Labelled = Of(e) with { Strengths = strengths } }
    );

    private static readonly SpecKey<ExtraTraining, IReadOnlyList<string>> ClassesKey = new(
        "classes",
        Spec.List(Spec.Text("the name of a class"), 1),
        "Classes whose alerts are used; the default is all classes of the study.",
        e => e.Labelled?.Classes,
        (e, classes) => e with { Labelled = Of(e) with { Classes = classes } }
    );

    /// <summary>The keys, for mappings that contain them among others.</summary>
    public static SpecRecord<ExtraTraining> Record { get; } =
        new SpecRecord<ExtraTraining>("a set of further training alerts", new ExtraTraining(null, []))
            .Key(SyntheticKey)
            .Key(InjectKey)
            .Key(LabelsKey)
            .Key(DataKey)
            .Key(StrengthKey)
            .Key(ClassesKey);

    /// <summary>The keys.</summary>
    public static SpecMapping<ExtraTraining> Declaration { get; } = Record.ToMapping(CheckLabels);

    /// <summary>A path relative to the spec, or to the working folder if it comes from the command line. Only reading checks whether it
    /// exists.</summary>
    public static SpecValue<string> PathText() =>
        Spec.Text("a path, relative to this file").Then((text, node, _) => FullPath(text, node.Place.Folder), PathValue.Relative);

    /// <summary>The path of alerts. A study reads its alerts again whenever it continues, so they must be files.</summary>
    public static SpecValue<string> AlertsText() =>
        Spec.Text("a path, relative to this file")
            .Then(
                (text, node, findings) =>
                {
                    if (text == "-" || KafkaAddress.IsAddress(text))
                    {
                        findings.Error(
                            node.Place,
                            "study.no-files",
                            "a study reads files, so that it can be repeated, and not a topic or standard input",
                            $"save the packets in a folder, and give the folder instead of {text}"
                        );
                    }

                    return FullPath(text, node.Place.Folder);
                },
                PathValue.Relative
            );

    private static string FullPath(string text, string folder) => Path.GetFullPath(Path.Combine(folder, text));

    /// <summary>The keys of <c>pretrain</c>.</summary>
    public static SpecMapping<Pretraining> Pretraining { get; } =
        new SpecRecord<Pretraining>("a pretraining", new Pretraining(new ExtraTraining(null, []), new TrainingSettings(), 0))
            .Part(Record, p => p.Alerts, (p, alerts) => p with { Alerts = alerts })
            .WithDefault(
                "learning-rate",
                Spec.NumberAbove(0, 1),
                "0.001",
                "Learning rate of Adam in this training.",
                p => p.LearningRate,
                (p, rate) => p with { LearningRate = rate }
            )
            .Key(
                "training",
                TrainingSpec.Settings,
                "Settings of the first training, as changes to the documented defaults; the study's own training settings do "
                    + "not apply to it.",
                p => p.Training,
                (p, training) => p with { Training = training }
            )
            .ToMapping(CheckPretraining);

    private static LabelledTraining Of(ExtraTraining extra) => extra.Labelled ?? new LabelledTraining("");

    private static bool IsOfRubin(SyntheticAlerts alerts) => alerts.Survey.Survey == SurveyKind.Lsst;

    private static void CheckSurvey(SpecReader reader)
    {
        if (reader.TryGet(SurveyKey, out var survey) && survey == SurveyKind.Lsst)
        {
            return;
        }

        foreach (var key in new SpecKey[] { BandKey, CutoutPixelsKey, SeeingKey, TemplateVisitsKey }.Where(reader.Has))
        {
            reader.Error(key, "study.synthetic", $"{key.Name} applies only to Rubin's alerts", $"add survey: lsst, or remove {key.Name}");
        }
    }

    private static void CheckLabels(SpecReader reader)
    {
        foreach (var key in new SpecKey[] { DataKey, StrengthKey, ClassesKey }.Where(k => reader.Has(k) && !reader.Has(LabelsKey)))
        {
            reader.Error(
                key,
                "study.further-labels",
                $"{key.Name} belongs to labels, which is missing",
                $"add labels: the table of their classes, or remove {key.Name}"
            );
        }
    }

    private static void CheckPretraining(SpecReader reader)
    {
        CheckLabels(reader);
        if (!reader.Has(SyntheticKey) && !reader.Has(InjectKey) && !reader.Has(LabelsKey))
        {
            reader.Error(
                SyntheticKey,
                "study.pretrain",
                "pretrain lists no alerts",
                "add synthetic: {alerts: 3000, mix: balanced}, inject or labels"
            );
        }
    }
}
