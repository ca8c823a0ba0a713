using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Cli.Output;
using StampSpec.Common;
using StampSpec.Inference;
using StampSpec.Learning;
using StampSpec.Learning.Onnx;
using StampSpec.Reports;
using StampSpec.Specs;
using StampSpec.Studies.Store;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec classify MODEL|STUDY|NAME ALERTS</c>: class probabilities for a stream of packets.</summary>
internal static class ClassifyCommand
{
    private const string Description =
        "Classify packets, with a model, with a shipped model by its name (stampspec models lists them), or with all models of one layout "
        + "of a finished study, whose probabilities are averaged over runs and folds. The CSV has the columns candid, objectId, one for "
        + "the probability of each class, class (the most probable one), "
        + "probability_sd (the sample standard deviation over the models of that class's probability; empty for a single file), trained_on "
        + "(how many of the networks had the alert, or another alert of its object, among their training or validation objects; empty if "
        + "unknown) and source (the packet's file, or archive and entry). Beware: with cross-validation, most models were trained on the "
        + "study's own alerts, so the averages look too good for alerts whose trained_on is above 0.";

    private static readonly Argument<string> Model = new("MODEL")
    {
        HelpName = "MODEL|STUDY|NAME",
        Description =
            "A model that a study wrote, which contains the settings for cutting its stamps, the folder of a finished study, or "
            + "the name of a shipped model.",
    };

    private static readonly Argument<string> Alerts = new("ALERTS") { Description = ReadingOptions.Alerts };

    private static readonly ReadingOptions Reading = new();

    private static readonly Option<string?> Layout = new("--layout")
    {
        HelpName = "NAME",
        Description = "The layout of the study whose models classify; needed if the study has several.",
    };

    private static readonly Option<string?> Out = new("--out")
    {
        HelpName = "CSV",
        Description = "CSV file to write; default: standard output.",
    };

    private static readonly Option<string?> Page = new("--page")
    {
        HelpName = "FILE.html",
        Description = FormattableString.Invariant(
            $"Also write a page with the stamps of the {AlertGallery.PartSize} most and the {AlertGallery.PartSize} least certain alerts."
        ),
    };

    private static readonly Option<double?> MinimumProbability = QuantityOption.Optional<double>(
        "--min-probability",
        "P",
        "Leave out rows whose highest probability is below P, 0 to 1; default: 0.",
        new Quantity(0, 1)
    );

    private static readonly Option<string?> Device = DeviceOption.Create("Device for the computation; default: cpu.");

    private static readonly Option<bool> Fresh = FreshOption.Create();

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("classify", Description) { Model, Alerts, Layout, Out, Page, MinimumProbability, Device, Fresh };
        Reading.AddTo(command);
        // The work runs on another thread, because an interrupt is handled only after the action has returned its task.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        RequireNewOutputs(parsed);
        var device = DeviceOption.Of(parsed, Device) ?? ExecutionDevice.Cpu;
        OnnxRuntimeLibrary.Require(device);
        var chosen = ChosenModels.Of(parsed.GetRequiredValue(Model), parsed.GetValue(Layout));
        using var classifier = chosen.Load(device);
        if (classifier.SurveyWarning is { } warning)
        {
            parsed.InvocationConfiguration.Error.WriteLine(warning with { File = chosen.Paths[0] });
        }

        chosen = chosen with { TrainedOn = chosen.TrainedOn ?? classifier.TrainedOn };
        string[] alerts = [parsed.GetRequiredValue(Alerts)];
        var options = Reading.Of(parsed, alerts, cancellation);
        var results = options.Kafka.Follow(classifier.Classify(AlertFiles.Read(alerts, options), cancellation), result => result.Source);
        var page = parsed.GetValue(Page);
        var gallery = page is null
            ? null
            : new AlertGallery(classifier, $"Alerts classified with {chosen.Name}", chosen.TrainedOn) { Command = CommandText.Of(parsed) };
        Reading.Run(parsed, options, keepsPart: parsed.GetValue(Out) is null, () =>
            Write(parsed, chosen, classifier, results.Select(Shown))
        );
        if (page is not null)
        {
            gallery!.Write(page);
        }

        return ExitCode.Done;

        ClassificationReading Shown(ClassificationReading result)
        {
            gallery?.Add(result);
            return result;
        }
    }

    private static void RequireNewOutputs(ParseResult parsed)
    {
        var (table, page, isFresh) = (parsed.GetValue(Out), parsed.GetValue(Page), parsed.GetValue(Fresh));
        if (table is not null)
        {
            FreshOption.RequireFolderOf(table);
            FreshOption.RequireNew(new FileInfo(table), isFresh);
        }

        if (page is not null)
        {
            FreshOption.RequireFolderOf(page);
            FreshOption.RequireNew(new FileInfo(page), isFresh);
        }

        if (table is not null && page is not null && Path.GetFullPath(table) == Path.GetFullPath(page))
        {
            throw InvalidInputException.Of("output.same-file", "--out and --page name the same file", file: page, fix: "give two files");
        }
    }

    private static void Write(
        ParseResult parsed,
        ChosenModels chosen,
        AlertClassifier classifier,
        IEnumerable<ClassificationReading> results
    )
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var minimum = parsed.GetValue(MinimumProbability);
        var start = Stopwatch.GetTimestamp();
        var counts = new ClassificationCounts(0, 0, 0);
        using (var problems = new ProblemLines(error))
        {
            WriteTo(parsed.GetValue(Out), output, csv =>
                counts = ClassificationTable.Write(csv, classifier.Model.Classes, results, problems.Write, minimum ?? 0, chosen.TrainedOn)
            );
        }

        WriteCounts(error, counts, minimum, chosen, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static void WriteCounts(TextWriter error, ClassificationCounts counts, double? minimum, ChosenModels chosen, double seconds)
    {
        DiagnosticText.WriteUnplaced(error, counts.Unplaced);
        if (minimum is { } least)
        {
            error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{counts.LeftOut} of {counts.Classified} alerts were left out, because their highest probability is below {least}"
                )
            );
        }

        error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"classified {counts.Classified} {(counts.Classified == 1 ? "alert" : "alerts")} {chosen.With}in {seconds:F1} s, "
                    + $"{counts.Classified / seconds:F0} alerts/s; "
                    + $"{counts.Skipped} skipped"
            )
        );
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

/// <summary>The models that a command line names.</summary>
/// <param name="Paths">Their files.</param>
/// <param name="Name">Their name in titles.</param>
/// <param name="With">What the closing line says of them, with a space at the end; empty for one model.</param>
/// <param name="TrainedOn">How many of them were trained on an alert; null if that is unknown.</param>
internal sealed record ChosenModels(IReadOnlyList<string> Paths, string Name, string With, Func<Alert, int?>? TrainedOn)
{
    /// <summary>Whether the path is the name of a shipped model, as every path is that is no file.</summary>
    private bool IsShipped { get; init; }

    /// <summary>Loads the models.</summary>
    /// <exception cref="InvalidInputException">A model cannot be used.</exception>
    public AlertClassifier Load(ExecutionDevice device) =>
        IsShipped
            ? AlertClassifier.LoadShipped(Paths[0], device, Environment.ProcessorCount)
            : AlertClassifier.Load(Paths, device, Environment.ProcessorCount);

    /// <summary>A model file, a shipped model, or all models of one layout of a study.</summary>
    /// <param name="path">The file of a model, the folder of a study, or the name of a shipped model.</param>
    /// <param name="layout">The layout that the command line names; null if it names none.</param>
    /// <exception cref="InvalidInputException">The study has no such layout or no models, or a layout is named for one model.</exception>
    public static ChosenModels Of(string path, string? layout)
    {
        if (Directory.Exists(path))
        {
            var study = StudyResults.Load(path);
            var name = study.LayoutNamed(layout);
            var paths = study.ModelsOf(name);
            var with = FormattableString.Invariant($"with the mean of {paths.Count} model{(paths.Count == 1 ? "" : "s")} of {name} ");
            return new ChosenModels(paths, $"{name} of {study.Summary.Name}", with, study.TrainedOn(name));
        }

        return layout is null
            ? new ChosenModels([path], Path.GetFileName(path), "", null) { IsShipped = !File.Exists(path) }
            : throw InvalidInputException.Of(
                "classify.layout",
                "--layout chooses a layout of a study, but this is not a study's folder",
                file: path,
                fix: "leave --layout out, because a model contains its layout, or give the folder of a study"
            );
    }
}
