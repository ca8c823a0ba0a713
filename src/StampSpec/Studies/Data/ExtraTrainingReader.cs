using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Sky.Injection;
using StampSpec.Sky.Scenes;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Data;

/// <summary>Makes the alerts that a study adds to those that it reads: injected alerts, which count as its own, and alerts for training
/// only, which are never scored.</summary>
/// <param name="study">The study.</param>
/// <param name="labelled">The readers of the study's own alerts, development first; labelled alerts cannot be backgrounds.</param>
internal sealed class ExtraTrainingReader(Study study, IReadOnlyList<LabelledFileReader> labelled)
{
    /// <summary>Greater than the maximum number of alerts of a synthetic survey.</summary>
    private const long SurveyOffset = 100_000_000;

    private static readonly HashSet<string> Nothing = [];

    /// <summary>Alerts of the dataset's own <c>inject</c>.</summary>
    /// <exception cref="InvalidInputException">A class is not in the study, or there is no suitable background for an
    /// injection.</exception>
    public IEnumerable<StudySource> ReadDevelopment() =>
        Read(new ExtraTraining(null, study.DataSet.Injections), DataRole.Development, "dataset.inject", 0, Nothing);

    /// <summary>Alerts of <c>train-also</c>.</summary>
    /// <param name="scored">Groups that are or may be scored; their alerts cannot be backgrounds.</param>
    /// <exception cref="InvalidInputException">A class is not in the study, or there is no suitable background for an
    /// injection.</exception>
    public IEnumerable<StudySource> ReadTraining(IReadOnlySet<string> scored) =>
        Read(study.DataSet.Extra, DataRole.Training, "dataset.train-also.inject", SurveyOffset, scored);

    /// <summary>Alerts of <c>pretrain</c>.</summary>
    /// <param name="scored">Groups that are or may be scored; their alerts cannot be backgrounds.</param>
    /// <exception cref="InvalidInputException">A class is not in the study, or there is no suitable background for an
    /// injection.</exception>
    public IEnumerable<StudySource> ReadPretraining(IReadOnlySet<string> scored) =>
        Read(study.DataSet.Pretraining?.Alerts, DataRole.Pretraining, "dataset.pretrain.inject", 2 * SurveyOffset, scored);

    /// <summary>Synthetic alerts first, then the injections in the order of the spec.</summary>
    private IEnumerable<StudySource> Read(ExtraTraining? extra, string role, string path, long offset, IReadOnlySet<string> scored)
    {
        if (extra is null)
        {
            return [];
        }

        var synthetic = extra.Synthetic is null ? [] : SyntheticReader.Read(study, extra.Synthetic, role, $"synthetic {role}");
        // Candids identify alerts in every table, so each injection continues the numbers of the previous one.
        var injected = extra.Injections.SelectMany(
            (injection, index) =>
                Inject(
                    injection,
                    scored,
                    new Seed(study.Seed).Derive("inject", role, injection.Class.Label()).Derive(index),
                    role,
                    path,
                    extra.Injections.Take(index).Sum(i => (long)i.Count)
                )
        );
        return synthetic
            .Select(s => Apart(s, offset) with { Labelled = Apart(s, offset).Labelled with { Group = $"{role}-{s.Labelled.Group}" } })
            .Concat(injected.Select(s => Apart(s, offset)));
    }

    // Alerts of the synthetic survey always have the same candids, so a second set needs an offset.
    private static StudySource Apart(StudySource source, long offset) =>
        source with
        {
            Labelled = source.Labelled with { Alert = source.Labelled.Alert with { Candid = source.Labelled.Alert.Candid + offset } },
        };

    private IEnumerable<StudySource> Inject(
        Injection injection,
        IReadOnlySet<string> scored,
        Seed seed,
        string role,
        string path,
        long before
    )
    {
        if (!study.DataSet.Classes.Contains(injection.Class.Label()))
        {
            throw Refused(path, $"{injection.Class.Label()} is not a class of the study", "remove it from inject, or add it to classes");
        }

        try
        {
            return EventInjection
                .Inject(injection.Class, Backgrounds(injection, scored), injection.Count, seed)
                .Select(a => new StudySource(a, "injected", role, a.Alert.ObjectId))
                .Select(s => Apart(s, before));
        }
        catch (ArgumentException unsuitable)
        {
            throw Refused(path, unsuitable.Message, "give other alerts with the key into");
        }
    }

    /// <summary>Alerts without an object or group that the study uses for training, validation or scoring.</summary>
    private Alert[] Backgrounds(Injection injection, IReadOnlySet<string> scored)
    {
        var offered = injection.BackgroundsPath is { } into
            ? AlertFiles.Read([into], LabelledFileReader.ReadingOf(study.DataSet)).Select(r => r.Alert).OfType<Alert>()
            : labelled[0].Unlabelled();
        return [.. offered.Where(a => !scored.Contains(a.ObjectId) && labelled.All(l => l.IsBackground(a)))];
    }

    private static InvalidInputException Refused(string path, string message, string fix) =>
        new(Diagnostic.Error("study.inject", message, path: path, fix: fix));
}
