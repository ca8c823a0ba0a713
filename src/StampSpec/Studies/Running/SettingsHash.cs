using System.Globalization;
using StampSpec.Learning;
using StampSpec.Learning.Foreign;
using StampSpec.Learning.Tuning;

namespace StampSpec.Studies.Running;

/// <summary>
/// Hashes of what a cell was asked to do. Each setting stands under a word of its own that no renaming in the source changes, and members
/// of enumerations count by their numbers. A setting that is added later is left out while it has the value that all cells before it had,
/// so that their keys stay.
/// </summary>
internal static class SettingsHash
{
    /// <summary>Hash of an architecture and its hyper-parameters.</summary>
    public static string Of(ClassifierSettings settings) => Of(
        ("classifier", ""),
        ("widths", Text(settings.Widths)),
        ("dense", Text(settings.Dense)),
        ("dropout", Text(settings.Dropout)),
        ("learning-rate", Text(settings.LearningRate)),
        ("stacks", Text(settings.Stacks)),
        ("sky-position", Text(settings.UsesSkyPosition)),
        ("scoring-views", Text(settings.TestTimeAugmentation)));

    /// <summary>Hash of the way of training.</summary>
    public static string Of(TrainingSettings settings) => Of(
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
        ("threads", Text(settings.Threads)));

    /// <summary>Hash of the way in which settings are chosen.</summary>
    public static string Of(TuningSettings settings) => Of(
        ("tuning", ""),
        ("candidates", Text(settings.Candidates)),
        ("halving", Text(settings.HalvingFactor)),
        ("smallest-steps", Text(settings.SmallestSteps)),
        ("largest-steps", Text(settings.LargestSteps)),
        ("learning-rate", Text([settings.LearningRate.Low, settings.LearningRate.High])),
        ("dropout", Text([settings.Dropout.Low, settings.Dropout.High])),
        ("width-multipliers", Text(settings.WidthMultipliers)));

    /// <summary>Hash of a model that was trained elsewhere, and of how it is read; where its file lies makes no difference.</summary>
    public static string Of(ExternalModel model) => Of(
        ("model", model.File.Sha256),
        ("classes", Text(model.Classes)),
        ("gives", Text(model.Gives)),
        ("output", model.Output),
        ("inputs", Of([.. model.Inputs.Select(i => (i.Name, i.Stamps is { } shown ? Of(shown) : "sky-position"))])));

    private static string Of(ExternalModelStamps stamps) => Of(
        ("images", Text([.. stamps.Images.Select(i => (int)i)])), ("scale", Text(stamps.Scale)), ("masks", Text(stamps.WithMasks)));

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

    private static string Text(object? value) => value switch
    {
        null => "none",
        Enum member => Convert.ToInt32(member, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
