using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Inference;
using StampSpec.Learning;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;
using StampSpec.Studies.Model;

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
        SyntheticSurvey
            .Generate(SurveyOf(study, synthetic), synthetic.Count, SeedOf(study, purpose))
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

    private static InvalidInputException NoSuchClass(string name) =>
        new(
            Diagnostic.Error("study.classes", $"the synthetic survey has no class {name}") with
            {
                Path = "dataset.classes",
                Fix = $"write some of {string.Join(", ", SkyClassLabels.All)}",
            }
        );
}

/// <summary>Brings a study's alerts to LSST's resolution, where its dataset says so.</summary>
internal static class SourceSimulation
{
    private const string Purpose = "simulate";

    /// <summary>The sources in their order, simulated on all processors; as they are where the study simulates nothing.</summary>
    /// <param name="study">The study.</param>
    /// <param name="sources">Its sources, lazily read.</param>
    /// <param name="failed">Takes a row for each alert that cannot be simulated.</param>
    public static IEnumerable<StudySource> Apply(Study study, IEnumerable<StudySource> sources, List<SkippedRow> failed)
    {
        if (study.DataSet.Simulation is not { } settings)
        {
            return sources;
        }

        var seed = SeedOf(study);
        return Kept(OrderedParallel.Select(sources, source => Simulate(source, settings, seed), Environment.ProcessorCount), failed);
    }

    /// <summary>Seed of the simulation's noise.</summary>
    public static Seed SeedOf(Study study) => new Seed(study.Seed).Derive(Purpose);

    /// <summary>One of the study's alerts as <see cref="Apply"/> gives it.</summary>
    /// <exception cref="InvalidInputException">It cannot be simulated.</exception>
    public static Alert Of(Study study, Alert alert) =>
        study.DataSet.Simulation is { } settings ? LsstSimulator.Simulate(alert, settings, SeedOf(study)) : alert;

    /// <summary>What the models of one of the study's layouts record of their stamps' pixels.</summary>
    public static StampOrigin ModelOriginOf(Study study, StudyLayout layout) =>
        ModelStamps.OriginOf(layout.SentAs, study.DataSet.Simulation, SeedOf(study));

    private static IEnumerable<StudySource> Kept(IEnumerable<(StudySource Source, Diagnostic? Problem)> simulated, List<SkippedRow> failed)
    {
        foreach (var (source, problem) in simulated)
        {
            if (problem is null)
            {
                yield return source;
            }
            else
            {
                failed.Add(new SkippedRow(source.Role, source.Source, SkipReason.NotSimulated, problem.ToString()));
            }
        }
    }

    private static (StudySource Source, Diagnostic? Problem) Simulate(StudySource source, SimulationSettings settings, Seed seed)
    {
        try
        {
            var labelled = source.Labelled with { Alert = LsstSimulator.Simulate(source.Labelled.Alert, settings, seed) };
            return (source with { Labelled = labelled, Origin = Origin(settings, source.Origin) }, null);
        }
        catch (InvalidInputException unsuitable)
        {
            return (source, unsuitable.Diagnostics[0]);
        }
    }

    // Stands before the word alerts in captions.
    private static string Origin(SimulationSettings settings, string from) =>
        string.Create(CultureInfo.InvariantCulture, $"simulated LSST {settings.Band.Name} ({settings.Mapping.Name()} from {from})");
}
