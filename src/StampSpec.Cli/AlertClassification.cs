using System.Globalization;
using CsvHelper;
using StampSpec.Alerts;
using StampSpec.Diagnostics;
using StampSpec.Layouts;
using StampSpec.Learning;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Data;

namespace StampSpec.Cli;

/// <summary>Classifies a stream of alerts, a section at a time, so that memory does not grow with the stream. What cannot be classified is listed and counted.</summary>
internal sealed class AlertClassification
{
    /// <summary>Alerts cut and scored together.</summary>
    private const int SectionSize = 64;

    private readonly ClassifierSession _session;
    private readonly ModelDescription _description;
    private readonly ModelStamps _stamps;
    private readonly TextWriter _problems;

    /// <exception cref="InvalidInputException">The model does not say which stamps it needs, or needs some that this version cannot make.</exception>
    public AlertClassification(ClassifierSession session, string modelPath, TextWriter problems)
    {
        _session = session;
        _problems = problems;
        _description = session.Description ?? throw new InvalidInputException(
            Diagnostic.Error("model.no-description", "the model does not say which layout, normalisation and classes it is for") with
            {
                File = modelPath,
                Fix = "give a model from a study's models folder",
            });
        _stamps = new ModelStamps(_description);
    }

    /// <summary>Alerts classified so far.</summary>
    public int Classified { get; private set; }

    /// <summary>Packets that could not be read or cut so far.</summary>
    public int Skipped { get; private set; }

    /// <summary>Writes one CSV row an alert, in the order of the stream.</summary>
    /// <exception cref="InvalidInputException">No alert at all could be classified.</exception>
    public void Run(IEnumerable<AlertReading> readings, TextWriter output, CancellationToken cancellation)
    {
        using var csv = new CsvWriter(output, CultureInfo.InvariantCulture, leaveOpen: true);
        WriteRow(csv, ["candid", "objectId", .. _description.Classes, "class"]);
        foreach (var section in readings.Chunk(SectionSize))
        {
            cancellation.ThrowIfCancellationRequested();
            Classify(section, csv);
            csv.Flush();
        }

        if (Classified == 0)
        {
            throw new InvalidInputException(Diagnostic.Error("classify.none", $"none of {Skipped} packets could be classified"));
        }
    }

    private void Classify(AlertReading[] section, CsvWriter csv)
    {
        var stamps = _stamps.Builder(section.Length);
        Alert[] alerts = [.. section.Where(reading => TryAdd(stamps, reading)).Select(reading => reading.Alert!)];
        if (alerts.Length == 0)
        {
            return;
        }

        var probabilities = _session.Score(stamps.Build());
        var predicted = ClassProbabilities.MostProbable(probabilities, _session.ClassCount);
        for (var i = 0; i < alerts.Length; i++)
        {
            WriteRow(csv,
            [
                alerts[i].Candid.ToString(CultureInfo.InvariantCulture),
                alerts[i].ObjectId,
                .. probabilities.Skip(i * _session.ClassCount).Take(_session.ClassCount).Select(p => p.ToString("R", CultureInfo.InvariantCulture)),
                _description.Classes[predicted[i]],
            ]);
        }

        Classified += alerts.Length;
    }

    private bool TryAdd(StampTensorBuilder stamps, AlertReading reading)
    {
        if (reading.Alert is null)
        {
            return Skip(reading, reading.Problem);
        }

        try
        {
            var alert = _stamps.Prepare(reading.Alert);
            // A simulated image is as large as its seeing leaves it; the study, too, scored what lies beyond it as missing.
            if (ReferenceEquals(alert, reading.Alert) && Unserved(alert) is { } unserved)
            {
                return Skip(reading, unserved);
            }

            stamps.Add(alert);
            return true;
        }
        catch (InvalidInputException unfit)
        {
            return Skip(reading, unfit.Diagnostics[0]);
        }
    }

    private Diagnostic? Unserved(Alert alert)
    {
        var layout = _description.Layout;
        var problem = layout.Images.Select(kind => alert[kind]).SelectMany(cutout => NativeCoverage.Problems(
            layout, new StampScale(Math.Min(cutout.Flux.Width, cutout.Flux.Height), cutout.PixelScaleArcsec))).FirstOrDefault();
        return problem is null ? null : problem with { Fix = $"the model was trained on {layout.Name}; give it alerts of that survey" };
    }

    private bool Skip(AlertReading reading, Diagnostic? problem)
    {
        Skipped++;
        _problems.WriteLine(problem is null ? reading.Source : (problem with { File = problem.File ?? reading.Source }).ToString());
        return false;
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }
}
