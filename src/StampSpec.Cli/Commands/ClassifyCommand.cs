using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using StampSpec.Alerts.Reading;
using StampSpec.Cli.Output;
using StampSpec.Common;
using StampSpec.Inference;
using StampSpec.Learning;
using StampSpec.Learning.Onnx;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec classify MODEL.onnx ALERTS</c>: class probabilities for a stream of packets.</summary>
internal static class ClassifyCommand
{
    private static readonly Argument<string> Model = new("MODEL")
    {
        Description = "A model that a study wrote. It contains the settings for cutting its stamps.",
    };

    private static readonly Argument<string> Alerts = new("ALERTS")
    {
        Description = "A file, folder, .tar or .tar.gz of packets; - reads an archive or a container from standard input.",
    };

    private static readonly ReadingOptions Reading = new();

    private static readonly Option<string?> Out = new("--out")
    {
        HelpName = "CSV",
        Description = "CSV file to write; default: standard output.",
    };

    private static readonly Option<string?> Device = DeviceOption.Create("Device for the computation; default: cpu.");

    private static readonly Option<bool> Fresh = FreshOption.Create();

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "classify",
            "Classify packets. The CSV has the candid, the objectId, the probability of each class and the most probable class."
        )
        {
            Model,
            Alerts,
            Out,
            Device,
            Fresh,
        };
        Reading.AddTo(command);
        // The work runs on another thread, because an interrupt is handled only after the action has returned its task.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var error = parsed.InvocationConfiguration.Error;
        if (parsed.GetValue(Out) is { } path)
        {
            FreshOption.RequireNew(new FileInfo(path), parsed.GetValue(Fresh));
        }

        var device = DeviceOption.Of(parsed, Device) ?? ExecutionDevice.Cpu;
        OnnxRuntimeLibrary.Require(device);
        var model = parsed.GetRequiredValue(Model);
        using var classifier = AlertClassifier.Load(model, device, Environment.ProcessorCount);
        var readings = AlertFiles.Read([parsed.GetRequiredValue(Alerts)], Reading.Of(parsed));
        var start = Stopwatch.GetTimestamp();
        var results = classifier.Classify(readings, cancellation);
        var counts = new ClassificationCounts(0, 0, 0);
        using (var problems = new ProblemLines(error))
        {
            WriteTo(parsed.GetValue(Out), parsed.InvocationConfiguration.Output, output =>
                counts = ClassificationTable.Write(output, classifier.Model.Classes, results, problems.Write)
            );
        }

        DiagnosticText.WriteUnplaced(error, counts.Unplaced);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"classified {counts.Classified} alerts in {seconds:F1} s, {counts.Classified / seconds:F0} alerts/s; "
                    + $"{counts.Skipped} skipped"
            )
        );
        return ExitCode.Done;
    }

    private static void WriteTo(string? path, TextWriter standardOutput, Action<TextWriter> write)
    {
        if (path is null)
        {
            write(standardOutput);
            return;
        }

        AtomicFile.Write(path, stream =>
        {
            using var csv = new StreamWriter(stream, leaveOpen: true);
            write(csv);
        });
    }
}
