using StampSpec.Alerts;
using StampSpec.Diagnostics;
using StampSpec.Seeds;
using StampSpec.Sky;

namespace StampSpec.Studies.Data;

/// <summary>Draws a study's alerts from the synthetic survey.</summary>
internal static class SyntheticReader
{
    /// <summary>Name of the seed of a study's own alerts.</summary>
    public const string Development = "synthetic";

    /// <summary>The alerts, of the study's classes only.</summary>
    /// <param name="study">The study.</param>
    /// <param name="synthetic">How many of what mix.</param>
    /// <param name="role">What they are for.</param>
    /// <param name="purpose">Name of the seed.</param>
    /// <exception cref="InvalidInputException">The survey lacks a class of the study.</exception>
    public static IEnumerable<StudySource> Read(Study study, SyntheticAlerts synthetic, string role, string purpose) =>
        SyntheticSurvey.Generate(SurveyOf(study, synthetic), synthetic.Count, SeedOf(study, purpose))
            .Select(a => new StudySource(a, "synthetic", role, a.Alert.ObjectId));

    /// <summary>Some of the study's own alerts; no others are drawn.</summary>
    /// <param name="study">The study.</param>
    /// <param name="synthetic">How many of what mix.</param>
    /// <param name="candids">The alerts.</param>
    public static IEnumerable<LabelledAlert> Find(Study study, SyntheticAlerts synthetic, IEnumerable<long> candids) =>
        SyntheticSurvey.Find(SurveyOf(study, synthetic), synthetic.Count, SeedOf(study, Development), candids);

    private static Seed SeedOf(Study study, string purpose) => new Seed(study.Seed).Derive(purpose);

    private static SurveySettings SurveyOf(Study study, SyntheticAlerts synthetic)
    {
        var classes = study.DataSet.Classes.Select(c => SkyClassLabels.Find(c) ?? throw NoSuchClass(c)).ToArray();
        return synthetic.Survey with { Mix = synthetic.Survey.Mix.Only(classes) };
    }

    private static InvalidInputException NoSuchClass(string name) => new(
        Diagnostic.Error("study.classes", $"the synthetic survey has no class {name}") with
        {
            Path = "dataset.classes",
            Fix = $"write some of {string.Join(", ", SkyClassLabels.All)}",
        });
}
