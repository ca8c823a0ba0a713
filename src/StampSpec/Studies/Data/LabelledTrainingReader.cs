using StampSpec.Common;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Data;

/// <summary>Reads the labelled alerts of <c>train-also</c> or <c>pretrain</c>, without those that the study uses itself.</summary>
internal sealed class LabelledTrainingReader
{
    private readonly string _role;
    private readonly LabelledFiles _files;
    private readonly List<SkippedRow> _leftOut = [];

    private LabelledTrainingReader(Study study, LabelledTraining asked, string role)
    {
        _role = role;
        _files = new LabelledFiles(asked.AlertsPath ?? study.DataSet.Real!.AlertsPath, asked.LabelsPath);
        // A list of candids pins the study's own alerts; these are pinned by their labels.
        var dataSet = study.DataSet with
        {
            CandidsPath = null,
            Strengths = asked.Strengths,
            Classes = asked.Classes ?? study.DataSet.Classes,
        };
        Files = new LabelledFileReader(dataSet, _files, role);
    }

    /// <summary>The reader of the alerts.</summary>
    public LabelledFileReader Files { get; }

    /// <summary>The alerts and labels skipped so far.</summary>
    public IEnumerable<SkippedRow> Skipped => [.. Files.Skipped, .. _leftOut];

    /// <summary>The readers of a study: none, one for <c>train-also</c>, one for <c>pretrain</c>, or both in this order.</summary>
    /// <exception cref="InvalidInputException">Alerts or labels cannot be found or read.</exception>
    public static IReadOnlyList<LabelledTrainingReader> Of(Study study) =>
        [
            .. new[]
            {
                (study.DataSet.Extra?.Labelled, DataRole.Training),
                (study.DataSet.Pretraining?.Alerts.Labelled, DataRole.Pretraining),
            }
                .Where(a => a.Labelled is not null)
                .Select(a => new LabelledTrainingReader(study, a.Labelled!, a.Item2)),
        ];

    /// <summary>The alerts that the study does not use otherwise.</summary>
    /// <param name="used">The study's own alerts and those of an earlier reader.</param>
    public IEnumerable<StudySource> Read(IReadOnlyList<ObjectRow> used)
    {
        var roles = used.DistinctBy(o => o.Candid).ToDictionary(o => o.Candid, o => o.Role);
        var own = new OwnRelatives(used);
        return Files.Read().Where(source => IsFree(source, roles, own));
    }

    /// <summary>Requires that at least one alert joined the training.</summary>
    /// <exception cref="InvalidInputException">None did.</exception>
    public void RequireSome(IReadOnlyList<ObjectRow> objects)
    {
        if (objects.Any(o => o.Role == _role && Files.HasLabel(o.Candid)))
        {
            return;
        }

        var reasons = string.Join(", ", Skipped.CountBy(s => s.Reason).Select(r => SkipReason.InWords(r.Key, r.Value)));
        throw InvalidInputException.Of(
            "study.no-alerts",
            $"no alert of these labels can join the {_role} ({(reasons.Length == 0 ? "no alert was found" : reasons)})",
            file: _files.LabelsPath,
            fix: "check data, strength and classes beside labels, or remove labels"
        );
    }

    private bool IsFree(StudySource source, Dictionary<long, string> roles, OwnRelatives own)
    {
        var (candid, group) = (source.Labelled.Alert.Candid, source.Labelled.Group);
        if (roles.TryGetValue(candid, out var role))
        {
            return role == DataRole.Training
                ? LeaveOut(source, SkipReason.Duplicate, $"candid {candid} is already among the alerts of train-also")
                : LeaveOut(source, SkipReason.OwnAlert, $"candid {candid} is one of the study's own alerts");
        }

        // All cells share a pretrained network, so it must not see anything of an object that one of them validates or scores.
        return _role != DataRole.Pretraining
            || own.Of(source.Labelled.Alert.ObjectId, group, source.Origin).Count == 0
            || LeaveOut(source, SkipReason.OwnRelative, $"candid {candid} shares its object or group with one of the study's own alerts");
    }

    private bool LeaveOut(StudySource source, string reason, string detail)
    {
        _leftOut.Add(new SkippedRow(_role, Path.GetFileName(source.Source), reason, detail));
        return false;
    }
}
