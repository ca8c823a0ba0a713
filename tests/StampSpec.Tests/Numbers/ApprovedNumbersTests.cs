using StampSpec.Common;
using StampSpec.Imaging.Psf;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Sky.Scenes;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Numbers;

/// <summary>
/// Compares the numbers of every stage of a study for small fixed inputs with approved ones, so that no number changes unnoticed or without
/// a new version of its stage.
/// </summary>
public sealed class ApprovedNumbersTests
{
    // Several times the difference between processors: floats differ in their last digits, ONNX Runtime adds them in a different order, and
    // a few steps of training increase the difference.
    private const double Rounding = 2e-6;
    private const double RoundingOfTraining = 1e-3;

    private static readonly Dictionary<string, (Func<IEnumerable<NumberCase>> Cases, double Tolerance)> Stages = new()
    {
        [CalculationVersions.Reading] = (ReadingNumbers.Cases, Rounding),
        [CalculationVersions.Imaging] = (ImagingNumbers.Cases, Rounding),
        [CalculationVersions.Sky] = (SkyNumbers.Cases, Rounding),
        [CalculationVersions.Layouts] = (LayoutNumbers.Cases, Rounding),
        [CalculationVersions.Encodings] = (EncodingNumbers.Cases, Rounding),
        [CalculationVersions.Objects] = (ObjectNumbers.Cases, Rounding),
        [CalculationVersions.Learning] = (LearningNumbers.Cases, RoundingOfTraining),
        [CalculationVersions.Scores] = (ScoreNumbers.Cases, Rounding),
    };

    public static TheoryData<string> Names => [.. CalculationVersions.Stages.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stage_gives_the_numbers_that_were_approved_for_its_version(string stage)
    {
        var (cases, tolerance) = Stages[stage];
        var path = Repository.PathOf("tests", "StampSpec.Tests", "Numbers", "Approved", stage + ".csv");
        var received = path + ".received";
        File.Delete(received);
        var now = ApprovedNumbers.Of(CalculationVersions.Stages[stage], cases());
        var approved = File.Exists(path) ? ApprovedNumbers.Parse(File.ReadAllText(path)) : null;
        if (now.Against(stage, approved, tolerance) is not { } finding)
        {
            return;
        }

        if (finding.MayBeApproved)
        {
            File.WriteAllText(received, now.ToString());
        }

        Assert.Fail(
            finding.Message
                + (finding.MayBeApproved ? $". To approve the new numbers, compare {path} with its .received and rename that" : "")
        );
    }

    [Fact]
    public void Another_quantile_in_the_normalisation_fails_until_the_version_rises_and_may_be_approved_then()
    {
        var approved = Normalised(1, 0.99);
        Assert.Null(
            Normalised(1, 0.99)
                .Against("layouts", ApprovedNumbers.Of(1, LayoutNumbers.Normalisation(PixelNormalisation.Normalise)), Rounding)
        );
        var unnoticed = Normalised(1, 0.9905).Against("layouts", approved, Rounding)!;
        Assert.False(unnoticed.MayBeApproved);
        Assert.Contains("normalised science", unnoticed.Message, StringComparison.Ordinal);
        Assert.Contains("raise the version of layouts in CalculationVersions from 1 to 2", unnoticed.Message, StringComparison.Ordinal);
        Assert.True(Normalised(2, 0.9905).Against("layouts", approved, Rounding)!.MayBeApproved);
        Assert.Null(Normalised(2, 0.9905).Against("layouts", ApprovedNumbers.Parse(Normalised(2, 0.9905).ToString()), Rounding));
    }

    [Fact]
    public void New_cases_and_a_new_version_are_approved_before_they_hold()
    {
        var approved = Normalised(1, 0.99);
        Assert.True(Normalised(2, 0.99).Against("layouts", approved, Rounding)!.MayBeApproved);
        var fewer = approved with { Cases = approved.Cases.Skip(1).ToDictionary() };
        Assert.True(approved.Against("layouts", fewer, Rounding)!.MayBeApproved);
        Assert.True(approved.Against("layouts", null, Rounding)!.MayBeApproved);
    }

    [Theory]
    [InlineData(0, 1e-4)]
    [InlineData(3, double.NaN)]
    [InlineData(3999, -1e-4)]
    public void A_change_of_one_value_in_many_is_seen_and_rounding_is_not(int index, double change)
    {
        double[] values = [.. Enumerable.Range(0, 4000).Select(i => ((i * 7919) % 1000) - 300.0)];
        var sketch = NumberSketch.Of(values);
        Assert.True(sketch.Agrees(NumberSketch.Of([.. values.Select((v, i) => v * (1 + (1e-7 * ((i % 3) - 1))))]), Rounding));
        values[index] += double.IsNaN(change) ? change : change * 1e4;
        Assert.False(sketch.Agrees(NumberSketch.Of(values), Rounding));
    }

    [Fact]
    public void Every_kind_of_feature_psf_artefact_and_split_is_among_the_numbers()
    {
        AssertAll<StampFeature>(LayoutNumbers.Features);
        AssertAll<PointSpreadFunction>(ImagingNumbers.Psfs.Select(p => p.Psf));
        AssertAll<IArtefact>(SkyNumbers.Artefacts);
        AssertAll<SplitProtocol>(ObjectNumbers.Protocols);
    }

    [Fact]
    public void Every_setting_of_a_network_and_of_its_training_takes_two_values_among_the_numbers()
    {
        AssertVaried(LearningNumbers.Networks.Select(n => n.Settings));
        AssertVaried(LearningNumbers.Trainings.Select(t => t.Settings), nameof(TrainingSettings.Device));
    }

    private static void AssertAll<T>(IEnumerable<T> shown) =>
        Assert.Empty(
            typeof(StampLayout)
                .Assembly.GetTypes()
                .Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(T)))
                .Except(shown.Select(s => s!.GetType()))
        );

    private static void AssertVaried<T>(IEnumerable<T> settings, params IReadOnlyList<string> except) =>
        Assert.All(typeof(T).GetProperties().Where(p => p.SetMethod is { IsStatic: false } && !except.Contains(p.Name)), property =>
            Assert.True(settings.Select(s => StudyText(property.GetValue(s))).Distinct().Count() > 1, $"{property.Name} has one value")
        );

    private static string StudyText(object? value) => System.Text.Json.JsonSerializer.Serialize(value);

    private static ApprovedNumbers Normalised(int version, double quantile) =>
        ApprovedNumbers.Of(version, LayoutNumbers.Normalisation(image => Normalise(image, quantile)));

    /// <summary>The published normalisation as its documentation states it, with any quantile in place of 0.99.</summary>
    internal static NormalisedImage Normalise(Image<float> image, double quantile)
    {
        double[] sizes = [.. image.Pixels.ToArray().Where(IsPresent).Select(p => Math.Abs((double)p)).Order()];
        var position = (sizes.Length - 1) * quantile;
        var (below, fraction) = ((int)Math.Floor(position), position - Math.Floor(position));
        var high = sizes.Length == 0 ? 0 : sizes[below] + (fraction * (sizes[Math.Min(below + 1, sizes.Length - 1)] - sizes[below]));
        var low = sizes.Length == 0 ? 0 : sizes[0];
        var (values, missing) = (image.Clone(), image.Clone());
        for (var i = 0; i < values.Pixels.Length; i++)
        {
            var pixel = image.Pixels[i];
            values.Pixels[i] = float.IsNaN(pixel) ? 0 : (float)Math.Clamp((pixel - low) / (high - low + 1e-8), -2, 2);
            missing.Pixels[i] = float.IsFinite(pixel) ? 0 : 1;
        }

        return new NormalisedImage(values, missing);
    }

    private static bool IsPresent(float pixel) => float.IsFinite(pixel) && Math.Abs(pixel) <= 1e10;
}
