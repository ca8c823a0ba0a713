using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Diagnostics;
using StampSpec.Imaging;
using StampSpec.Inference;
using StampSpec.Learning;
using StampSpec.Seeds;
using StampSpec.Studies.Results;

namespace StampSpec.Studies.Data;

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
