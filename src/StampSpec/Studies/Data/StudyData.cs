using StampSpec.Alerts;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Data;

/// <summary>A study's alerts, read once for all runs: their classes and groups, and their stamps under every layout.</summary>
/// <param name="Development">Classes and groups of the objects that may be trained on.</param>
/// <param name="Objects">All objects: development, then a separate test set, then those for training only.</param>
/// <param name="Labels">Class index of each object.</param>
/// <param name="Stamps">Stamps of all objects under each of the study's layouts.</param>
/// <param name="Skipped">Alerts and labels that could not be used.</param>
/// <param name="SeparateTestCount">Number of objects of a separate test set, which follow the development objects; 0 without one.</param>
internal sealed record StudyData(
    GroupedClasses Development,
    IReadOnlyList<ObjectRow> Objects,
    int[] Labels,
    StampStore Stamps,
    IReadOnlyList<SkippedRow> Skipped,
    int SeparateTestCount
)
{
    /// <summary>Measured rows of bytes.csv: means over the alerts.</summary>
    public IReadOnlyList<ByteRow> SentBytes { get; init; } = [];

    /// <summary>Number of alerts with cutouts at the edge of a detector on an unknown side, including those of dropped classes.</summary>
    public int Unplaced { get; init; }

    /// <summary>Sizes of the alerts' cutouts, each with the number of its alerts, the most frequent first.</summary>
    public IReadOnlyList<CutoutSize> Cutouts { get; init; } = [];

    /// <summary>Surveys of the alerts, without those for pretraining; a simulated alert is of LSST.</summary>
    public IReadOnlyList<SurveyKind> Surveys { get; init; } = [];

    /// <summary>Classes of the labels that the study does not use, with the number of their labels.</summary>
    public IReadOnlyDictionary<string, int> OtherClasses { get; init; } = new Dictionary<string, int>();

    /// <summary>Indices of the objects that cells train on and none scores.</summary>
    public IReadOnlyList<int> TrainingOnly { get; } = OfRole(Objects, DataRole.Training);

    /// <summary>The objects of <see cref="TrainingOnly"/> that share an object or group with the study's own, with the indices of
    /// these.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<int>> RelatedTraining { get; } = RelativesOfTraining(Objects);

    /// <summary>Indices of the objects for pretraining.</summary>
    public IReadOnlyList<int> Pretraining { get; } = OfRole(Objects, DataRole.Pretraining);

    /// <summary>The objects of <see cref="TrainingOnly"/> that may join the training of a cell: none of their relatives is validated or
    /// scored there, or kept for a later score.</summary>
    /// <param name="train">The study's own training objects of the cell.</param>
    public IReadOnlyList<int> JoiningTraining(IReadOnlyList<int> train)
    {
        if (RelatedTraining.Count == 0)
        {
            return TrainingOnly;
        }

        var trained = train.ToHashSet();
        return [.. TrainingOnly.Where(i => !RelatedTraining.TryGetValue(i, out var relatives) || relatives.All(trained.Contains))];
    }

    private static Dictionary<int, IReadOnlyList<int>> RelativesOfTraining(IReadOnlyList<ObjectRow> objects)
    {
        var own = new OwnRelatives(objects);
        return OfRole(objects, DataRole.Training)
            .Select(i => KeyValuePair.Create(i, own.Of(objects[i].ObjectId, objects[i].Group, objects[i].Origin)))
            .Where(i => i.Value.Count > 0)
            .ToDictionary();
    }

    private static int[] OfRole(IReadOnlyList<ObjectRow> objects, string role) =>
        [.. objects.Index().Where(o => o.Item.Role == role).Select(o => o.Index)];
}

/// <summary>The size of an alert's cutouts, after a simulation if there is one.</summary>
/// <param name="Pixels">Pixels along the longer side.</param>
/// <param name="PixelScaleArcsec">Side of a pixel, arcsec, to four decimals.</param>
/// <param name="Alerts">Number of alerts.</param>
internal sealed record CutoutSize(int Pixels, double PixelScaleArcsec, int Alerts)
{
    /// <summary>Side, arcsec.</summary>
    public double SideArcsec => Pixels * PixelScaleArcsec;

    /// <summary>The size in words.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Pixels} px of {PixelScaleArcsec} arcsec, {SideArcsec:0.0} arcsec wide ({Alerts} {(Alerts == 1 ? "alert" : "alerts")})"
        );
}

/// <summary>One alert that is being read into a study.</summary>
/// <param name="Labelled">The alert with its class and group.</param>
/// <param name="Origin"><c>real</c>, <c>synthetic</c> or <c>injected</c>, or a simulation from one of these.</param>
/// <param name="Role"><c>development</c>, <c>test</c>, <c>training</c> or <c>pretraining</c>.</param>
/// <param name="Source">File or other source, for messages.</param>
internal sealed record StudySource(LabelledAlert Labelled, string Origin, string Role, string Source);
