using StampSpec.Alerts;
using StampSpec.Diagnostics;
using StampSpec.Seeds;
using StampSpec.Sky;
using StampSpec.Sky.Injection;

namespace StampSpec.Studies.Data;

/// <summary>Makes the alerts that every cell trains on and none scores.</summary>
internal static class ExtraTrainingReader
{
    /// <summary>More than a survey may have alerts.</summary>
    private const long SecondSurveyOffset = 100_000_000;

    /// <summary>Synthetic alerts first, then the injections in the order of the spec.</summary>
    /// <exception cref="InvalidInputException">A class is not the study's, or no background suits an injection.</exception>
    public static IEnumerable<StudySource> Read(Study study, LabelledFileReader? development)
    {
        if (study.DataSet.Extra is not { } extra)
        {
            return [];
        }

        var synthetic = extra.Synthetic is null ? [] : SyntheticReader.Read(study, extra.Synthetic, DataRole.Training, "synthetic training").Select(Apart);
        return synthetic.Concat(extra.Injections.SelectMany((injection, index) => Inject(study, injection, index, development)));
    }

    // The survey counts its alerts from one number whatever its seed; those of a second survey need numbers and groups of their own.
    private static StudySource Apart(StudySource source) => source with
    {
        Labelled = source.Labelled with
        {
            Alert = source.Labelled.Alert with { Candid = source.Labelled.Alert.Candid + SecondSurveyOffset },
            Group = $"training-{source.Labelled.Group}",
        },
    };

    private static IEnumerable<StudySource> Inject(Study study, Injection injection, int index, LabelledFileReader? development)
    {
        if (!study.DataSet.Classes.Contains(injection.Class.Label()))
        {
            throw Refused($"{injection.Class.Label()} is none of the study's classes", "take it out of inject, or add it to classes");
        }

        Alert[] backgrounds = [.. injection.BackgroundsPath is { } path
            ? AlertFiles.Read([path]).Select(r => r.Alert).OfType<Alert>()
            : development!.Backgrounds()];
        try
        {
            // Candids name alerts in every table: each injection counts on from the one before.
            var before = study.DataSet.Extra!.Injections.Take(index).Sum(i => (long)i.Count);
            return EventInjection.Inject(injection.Class, backgrounds, injection.Count, new Seed(study.Seed).Derive("inject", injection.Class.Label()).Derive(index))
                .Select(a => a with { Alert = a.Alert with { Candid = a.Alert.Candid + before } })
                .Select(a => new StudySource(a, "injected", DataRole.Training, a.Alert.ObjectId));
        }
        catch (ArgumentException unsuitable)
        {
            throw Refused(unsuitable.Message, "give other alerts with into");
        }
    }

    private static InvalidInputException Refused(string message, string fix) =>
        new(Diagnostic.Error("study.inject", message) with { Path = "dataset.train-also.inject", Fix = fix });
}
