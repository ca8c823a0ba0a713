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

/// <summary>Generates a study's alerts with the synthetic survey.</summary>
internal static class SyntheticReader
{
    /// <summary>Name of the seed of a study's own alerts.</summary>
    public const string Development = "synthetic";

    /// <summary>Generates alerts of the study's classes.</summary>
    /// <param name="study">The study.</param>
    /// <param name="synthetic">Number and mix of the alerts.</param>
    /// <param name="role">Set of the alerts.</param>
    /// <param name="purpose">Name of the seed.</param>
    /// <exception cref="InvalidInputException">The survey does not have a class of the study.</exception>
    public static IEnumerable<StudySource> Read(Study study, SyntheticAlerts synthetic, string role, string purpose) =>
        SyntheticSurvey
            .Generate(SurveyOf(study, synthetic, role), synthetic.Count, SeedOf(study, purpose))
            .Select(a => new StudySource(a, OriginOf(synthetic.Survey), role, a.Alert.ObjectId));

    /// <summary>Generates only the given alerts of the study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="synthetic">Number and mix of the alerts.</param>
    /// <param name="candids">The alerts.</param>
    public static IEnumerable<LabelledAlert> Find(Study study, SyntheticAlerts synthetic, IEnumerable<long> candids) =>
        SyntheticSurvey.Find(SurveyOf(study, synthetic, DataRole.Development), synthetic.Count, SeedOf(study, Development), candids);

    // In captions, the word alerts follows this text.
    private static string OriginOf(SurveySettings survey) =>
        survey.Survey == SurveyKind.Lsst ? $"synthetic LSST {survey.Band}" : "synthetic";

    private static Seed SeedOf(Study study, string purpose) => new Seed(study.Seed).Derive(purpose);

    private static SurveySettings SurveyOf(Study study, SyntheticAlerts synthetic, string role)
    {
        var classes = study.DataSet.Classes.Select(c => SkyClassLabels.Find(c) ?? throw NoSuchClass(c)).ToArray();
        // Pretrained networks have no input for columns, so these must not decide whether an alert fits a layout.
        return synthetic.Survey with
        {
            Mix = synthetic.Survey.Mix.Only(classes),
            MeasuresColumns = role != DataRole.Pretraining && study.Layouts.Any(l => l.Layout.Columns.Count > 0),
        };
    }

    private static InvalidInputException NoSuchClass(string name) =>
        new(
            Diagnostic.Error(
                "study.classes",
                $"the synthetic survey has no class {name}",
                path: "dataset.classes",
                fix: $"choose from {string.Join(", ", SkyClassLabels.All)}"
            )
        );
}

/// <summary>Simulates a study's alerts at LSST's resolution, if its dataset has the key simulate.</summary>
internal static class SourceSimulation
{
    private const string Purpose = "simulate";

    /// <summary>Simulates the sources on all processors and keeps their order; without a simulation they do not change.</summary>
    /// <param name="study">The study.</param>
    /// <param name="sources">Its sources, read lazily.</param>
    /// <param name="failed">Receives a row for each alert that cannot be simulated.</param>
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

    /// <summary>Simulates one of the study's alerts as <see cref="Apply"/> does.</summary>
    /// <exception cref="InvalidInputException">The alert cannot be simulated.</exception>
    public static Alert Of(Study study, Alert alert) =>
        study.DataSet.Simulation is { } settings ? LsstSimulator.Simulate(alert, settings, SeedOf(study)) : alert;

    /// <summary>The origin of the stamps' pixels, as models of one of the study's layouts record it.</summary>
    /// <param name="study">The study.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="surveys">The surveys of the study's alerts.</param>
    public static StampOrigin ModelOriginOf(Study study, StudyLayout layout, IReadOnlyList<SurveyKind> surveys) =>
        ModelStamps.OriginOf(layout.SentAs, study.DataSet.Simulation, SeedOf(study), layout.Control) with
        {
            Survey = study.DataSet.Simulation is null && surveys.Count > 0 ? ModelStamps.WordsOf(surveys) : null,
        };

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

    // In captions, the word alerts follows this text.
    private static string Origin(SimulationSettings settings, string from) =>
        string.Create(CultureInfo.InvariantCulture, $"simulated LSST {settings.Band.Name} ({settings.Mapping.Name()} from {from})");
}
