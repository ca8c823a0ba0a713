using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Diagnostics;
using StampSpec.Files;
using StampSpec.Inference;
using StampSpec.Learning;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec classify MODEL.onnx ALERTS</c>: class probabilities for packets, as they stream by.</summary>
internal static class ClassifyCommand
{
    private static readonly Argument<string> Model = new("MODEL") { Description = "A model that a study wrote: it says how stamps are cut for it." };

    private static readonly Argument<string> Alerts = new("ALERTS") { Description = "File, folder, .tar or .tar.gz of packets; - reads an archive or a container from standard input." };

    private static readonly ReadingLimitOptions Limits = new();

    private static readonly Option<string?> Out = new("--out") { HelpName = "CSV", Description = "CSV file to write; standard output where absent." };

    private static readonly Option<string?> Device = DeviceOption.Create("Where to compute; cpu where absent.");

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("classify", "Classifies packets: candid, objectId, the probability of each class, the most probable class.")
        {
            Model,
            Alerts,
            Out,
            Device,
        };
        Limits.AddTo(command);
        // On another thread: an interrupt is heard only once the action has handed back its task.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var error = parsed.InvocationConfiguration.Error;
        var device = DeviceOption.Of(parsed, Device) ?? ExecutionDevice.Cpu;
        OnnxRuntimeLibrary.Require(device);
        var model = parsed.GetRequiredValue(Model);
        using var classifier = AlertClassifier.Load(model, device, Environment.ProcessorCount);
        var readings = AlertFiles.Read([parsed.GetRequiredValue(Alerts)], Limits.Of(parsed));
        var start = Stopwatch.GetTimestamp();
        var (classified, skipped, unplaced) = (0, 0, 0);
        if (parsed.GetValue(Out) is { } path)
        {
            AtomicFile.Write(path, stream =>
            {
                using var csv = new StreamWriter(stream, leaveOpen: true);
                (classified, skipped, unplaced) = Write(classifier, readings, csv, error, cancellation);
            });
        }
        else
        {
            (classified, skipped, unplaced) = Write(classifier, readings, parsed.InvocationConfiguration.Output, error, cancellation);
        }

        DiagnosticText.WriteUnplaced(error, unplaced);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"classified {classified} alerts in {seconds:F1} s, {classified / seconds:F0} alerts/s; {skipped} skipped"));
        return ExitCode.Done;
    }

    /// <summary>Writes one row an alert, as the alerts come, and lists what cannot be classified.</summary>
    private static (int Classified, int Skipped, int Unplaced) Write(
        AlertClassifier classifier, IEnumerable<AlertReading> readings, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var (classified, skipped, unplaced) = (0, 0, 0);
        using var csv = Csv.Writer(output);
        csv.WriteRecord(["candid", "objectId", .. classifier.Model.Classes, "class"]);
        foreach (var batch in classifier.Classify(readings, cancellation).Chunk(AlertClassifier.BatchSize))
        {
            foreach (var result in batch)
            {
                if (result.Classification is { } classification)
                {
                    csv.WriteRecord([.. Fields(classification)]);
                    classified++;
                    unplaced += classification.Alert.Note is null ? 0 : 1;
                }
                else
                {
                    error.WriteLine(result.Problem);
                    skipped++;
                }
            }

            csv.Flush();
        }

        return classified > 0 ? (classified, skipped, unplaced) : throw new InvalidInputException(
            Diagnostic.Error("classify.none", $"none of {skipped} packets could be classified"));
    }

    private static IEnumerable<string> Fields(AlertClassification classification) =>
    [
        classification.Alert.Candid.ToString(CultureInfo.InvariantCulture),
        classification.Alert.ObjectId,
        .. classification.Probabilities.Select(p => p.ToString("R", CultureInfo.InvariantCulture)),
        classification.MostProbableClass,
    ];
}
