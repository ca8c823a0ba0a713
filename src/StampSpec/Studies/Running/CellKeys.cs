using System.Globalization;
using StampSpec.Common;
using StampSpec.Learning;
using StampSpec.Learning.External;
using StampSpec.Learning.Trees;
using StampSpec.Learning.Tuning;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Running;

/// <summary>Makes the keys of a study's cells.</summary>
internal sealed class CellKeys
{
    private readonly Study _study;
    private readonly DataSplit? _pretraining;
    private readonly string _objects;
    private readonly StampStore _stamps;

    public CellKeys(Study study, StudyData data)
    {
        (_study, _stamps) = (study, data.Stamps);
        _pretraining = study.DataSet.Pretraining is null ? null : CellPretraining.SplitOf(study, data);
        _objects = HashObjects(study, data);
        using var all = new ContentHash();
        all.Add(_objects);
        foreach (var layout in study.Layouts)
        {
            all.Add(_stamps.Sha256Of(layout.Name));
        }

        DataSha256 = all.Finish();
    }

    /// <summary>Hash of the study's objects, labels and pixels.</summary>
    public string DataSha256 { get; }

    /// <summary>The seed of a cell's training, the same for every layout, so that only the layout differs.</summary>
    public static Seed SeedOf(Study study, StudyCell cell) =>
        new Seed(study.Seed).Derive(
            "training",
            cell.Run.ToString(CultureInfo.InvariantCulture),
            cell.Fold.ToString(CultureInfo.InvariantCulture)
        );

    /// <summary>The seed of a run's pretraining, the same for every layout and fold.</summary>
    public static Seed PretrainingSeedOf(Study study, StudyCell cell) =>
        new Seed(study.Seed).Derive("pretraining", cell.Run.ToString(CultureInfo.InvariantCulture));

    /// <summary>The key of one cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="split">Its split.</param>
    /// <param name="tuned">The split that chooses its settings; null without tuning.</param>
    public CellKey Of(StudyCell cell, DataSplit split, DataSplit? tuned) =>
        new(
            _stamps.Sha256Of(cell.Layout.Name),
            _objects,
            HashSplit(split),
            cell.Layout.ExternalModel is { } model ? SettingsHash.Of(model) : SettingsHash.Of(cell.Layout.Classifier),
            SettingsHash.Of(cell.Layout.Training),
            SeedOf(_study, cell).Value.ToString(CultureInfo.InvariantCulture)
        )
        {
            Calculations =
                cell.Layout.TrainsNetwork || cell.Layout.ExternalModel is not null
                    ? CalculationVersions.OfCells
                    : $"{CalculationVersions.OfCells}, {BoostedTrees.Package}",
            Tuning = tuned is null || !cell.Layout.TrainsNetwork ? null : HashTuning(cell, tuned),
            Pretraining =
                CellPretraining.Applies(cell.Layout) && _study.DataSet.Pretraining is { } pretraining
                    ? HashKey(OfPretraining(cell, pretraining, _pretraining!))
                    : null,
        };

    /// <summary>The key of the pretrained network of a layout and run.</summary>
    /// <param name="cell">One of the cells.</param>
    /// <param name="pretraining">The pretraining.</param>
    /// <param name="split">The split into training and validation objects.</param>
    public CellKey OfPretraining(StudyCell cell, Pretraining pretraining, DataSplit split)
    {
        var first = CellPretraining.FirstTraining(cell, pretraining);
        return new CellKey(
            _stamps.Sha256Of(cell.Layout.Name),
            _objects,
            HashSplit(split),
            SettingsHash.Of(first.Layout.Classifier),
            SettingsHash.Of(first.Layout.Training),
            PretrainingSeedOf(_study, cell).Value.ToString(CultureInfo.InvariantCulture)
        )
        {
            Calculations = CalculationVersions.OfCells,
        };
    }

    private string HashTuning(StudyCell cell, DataSplit tuned)
    {
        using var hash = new ContentHash();
        return hash.Add(SettingsHash.Of(_study.Tuning!))
            .Add([.. tuned.Train])
            .Add([.. tuned.Validation])
            .Add(CellTuning.SeedOf(_study, CellTuning.SourceOf(_study, cell)).Value.ToString(CultureInfo.InvariantCulture))
            .Finish();
    }

    // The calculations are left out, since the cell's own key contains them.
    private static string HashKey(CellKey key)
    {
        using var hash = new ContentHash();
        return hash.Add(key.Stamps).Add(key.Objects).Add(key.Split).Add(key.Classifier).Add(key.Training).Add(key.Seed).Finish();
    }

    private static string HashSplit(DataSplit split)
    {
        using var hash = new ContentHash();
        return hash.Add([.. split.Train]).Add([.. split.Validation]).Add([.. split.Test]).Finish();
    }

    private static string HashObjects(Study study, StudyData data)
    {
        using var hash = new ContentHash();
        foreach (var name in study.DataSet.Classes)
        {
            hash.Add(name);
        }

        // The properties of slices (signal-to-noise, neighbours, ...) do not affect cells.
        foreach (var item in data.Objects)
        {
            hash.Add(item.Candid.ToString(CultureInfo.InvariantCulture)).Add(item.Class).Add(item.Group).Add(item.Origin).Add(item.Role);
        }

        return hash.Finish();
    }
}

/// <summary>
/// Hashes of a cell's settings. Each setting has a fixed word, which a renaming in the source does not change, and members of enumerations
/// are hashed by their numbers. A later setting is left out if it has the value that all earlier cells had, so that their keys do not
/// change.
/// </summary>
internal static class SettingsHash
{
    /// <summary>Hash of an architecture and its hyper-parameters.</summary>
    public static string Of(ClassifierSettings settings) =>
        Of([
            ("classifier", ""),
            ("widths", Text(settings.Widths)),
            ("dense", Text(settings.Dense)),
            ("dropout", Text(settings.Dropout)),
            ("learning-rate", Text(settings.LearningRate)),
            ("stacks", Text(settings.Stacks)),
            ("sky-position", Text(settings.UsesSkyPosition)),
            ("scoring-views", Text(settings.TestTimeAugmentation)),
            .. settings.Kind == ClassifierKind.Network ? Array.Empty<(string Name, string Value)>() : [("kind", Text(settings.Kind))],
            .. settings.Ensemble == 1 ? Array.Empty<(string Name, string Value)>() : [("ensemble", Text(settings.Ensemble))],
            .. settings.ClassesFromStamps.Count == 0
                ? Array.Empty<(string Name, string Value)>()
                : [("from-stamps", Text(settings.ClassesFromStamps))],
            .. settings.UsesKerasBatchNormalisation ? [("batch-normalisation", "keras")] : Array.Empty<(string Name, string Value)>(),
        ]);

    /// <summary>Hash of the training settings.</summary>
    public static string Of(TrainingSettings settings) =>
        Of([
            ("training", ""),
            ("batch", Text(settings.BatchSize)),
            ("steps", Text(settings.MaximumSteps)),
            ("evaluate-every", Text(settings.EvaluationInterval)),
            ("patience", Text(settings.Patience)),
            ("keep", Text(settings.CheckpointPolicy)),
            ("views", Text(settings.Augmentation)),
            ("validation-views", Text(settings.ValidationAugmentation)),
            ("balance", Text(settings.BalancesClasses)),
            ("label-smoothing", Text(settings.LabelSmoothing)),
            ("weight-decay", Text(settings.WeightDecay)),
            ("gradient-limit", Text(settings.GradientNormLimit)),
            ("device", Text(settings.Device)),
            ("threads", Text(settings.Threads)),
            .. settings.Schedule == LearningRateSchedule.Constant
                ? Array.Empty<(string Name, string Value)>()
                : [("schedule", Text(settings.Schedule))],
            .. settings.WeightAveraging is null
                ? Array.Empty<(string Name, string Value)>()
                : [("weight-averaging", Text(settings.WeightAveraging))],
        ]);

    /// <summary>Hash of the tuning settings.</summary>
    public static string Of(TuningSettings settings) =>
        Of(
            ("tuning", ""),
            ("candidates", Text(settings.Candidates)),
            ("halving", Text(settings.HalvingFactor)),
            ("smallest-steps", Text(settings.SmallestSteps)),
            ("largest-steps", Text(settings.LargestSteps)),
            ("learning-rate", Text([settings.LearningRate.Low, settings.LearningRate.High])),
            ("dropout", Text([settings.Dropout.Low, settings.Dropout.High])),
            ("width-multipliers", Text(settings.WidthMultipliers))
        );

    /// <summary>Hash of a model that was trained elsewhere and of its inputs and output; the path of its file is not part of it.</summary>
    public static string Of(ExternalModel model) =>
        Of(
            ("model", model.File.Sha256),
            ("classes", Text(model.Classes)),
            ("gives", Text(model.Gives)),
            ("output", model.Output),
            ("inputs", Of([.. model.Inputs.Select(i => (i.Name, i.Stamps is { } shown ? Of(shown) : "sky-position"))]))
        );

    private static string Of(ExternalModelStamps stamps) =>
        Of(("images", Text([.. stamps.Images.Select(i => (int)i)])), ("scale", Text(stamps.Scale)), ("masks", Text(stamps.WithMasks)));

    private static string Of(params ReadOnlySpan<(string Name, string Value)> settings)
    {
        using var hash = new ContentHash();
        foreach (var (name, value) in settings)
        {
            hash.Add(name).Add(value);
        }

        return hash.Finish();
    }

    private static string Text<T>(IReadOnlyList<T> values)
    {
        using var hash = new ContentHash();
        foreach (var value in values)
        {
            hash.Add(Text(value));
        }

        return hash.Finish();
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "none",
            Enum member => Convert.ToInt32(member, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
}
