using System.CommandLine;
using System.Globalization;
using StampSpec.Alerts.Reading;
using StampSpec.Cli.Output;
using StampSpec.Layouts.Export;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec cut LAYOUT ALERTS --out DIR</c>: writes the stamps for use in other programs.</summary>
internal static class CutCommand
{
    private static readonly Argument<string> LayoutArgument = new("LAYOUT")
    {
        HelpName = "LAYOUT",
        Description = "Name of a layout in specs/layouts, or the path of a layout file.",
    };

    private static readonly Argument<string> AlertsArgument = new("ALERTS") { Description = ReadingOptions.Alerts };

    private static readonly ReadingOptions Reading = new();

    private static readonly Option<string> OutOption = new("--out")
    {
        HelpName = "DIR",
        Description = "Folder to write to: new or empty, or, with --fresh, of an earlier cut.",
        Required = true,
    };

    private static readonly Option<string> NormalisationOption = ChoiceOption.Create(
        "--normalisation",
        "none: raw flux; before: normalise the whole cutout, then cut it, as published; after: normalise each stamp by its own pixels; "
            + "asinh: stretch each stamp by asinh of its own noise, without clipping.",
        ["none", "before", "after", "asinh"],
        "none"
    );

    private static readonly Option<string> FormatOption = ChoiceOption.Create(
        "--format",
        "npy: IMAGE-K.npy of shape (alerts, pixels, pixels), where K = 0 is the finest scale, and its mask IMAGE-K-missing.npy; "
            + "fits: one file for each alert, the masks in units IMAGE-K-MISSING.",
        ["npy", "fits"],
        "npy"
    );

    private static readonly Option<string?> LabelsOption = new("--labels")
    {
        HelpName = "FILE",
        Description = "Label table (CSV or Parquet) with the columns candid, class and group; class and group then join index.csv.",
    };

    private static readonly Option<bool> Fresh = FreshOption.Create();

    private const string Description =
        "Cut the stamps of a layout from alerts. index.csv lists the alerts in the order of the rows of every array. cut.json says what "
        + "each array contains: image, scale, unit, normalisation, missing pixels, and the order of a classifier's channels. A mask is 1 "
        + "where a pixel is missing; with --normalisation before, a coarser pixel has the missing fraction. NaN is a missing pixel of raw "
        + "flux, or an omitted centre. position.npy and features.npy contain what a classifier gets beside the stamps.";

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        LayoutArgument.CompletionSources.Add(_ => LayoutLibrary.Names.Select(n => new System.CommandLine.Completions.CompletionItem(n)));
        var command = new Command("cut", Description)
        {
            LayoutArgument,
            AlertsArgument,
            OutOption,
            NormalisationOption,
            FormatOption,
            LabelsOption,
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
        var layout = LayoutLibrary.Load(parsed.GetRequiredValue(LayoutArgument));
        var order = Enum.Parse<NormalisationOrder>(parsed.GetRequiredValue(NormalisationOption), ignoreCase: true);
        var format = Enum.Parse<StampFormat>(parsed.GetRequiredValue(FormatOption), ignoreCase: true);
        string[] alerts = [parsed.GetRequiredValue(AlertsArgument)];
        var options = Reading.Of(parsed, alerts, cancellation);
        var readings = options.Kafka.Follow(AlertFiles.Read(alerts, options), reading => reading.Source);
        var path = parsed.GetRequiredValue(OutOption);
        var labels = parsed.GetValue(LabelsOption);
        StampExportSummary summary = null!;
        using (var problems = new ProblemLines(error))
        {
            var export = new StampExport(layout, order, format)
            {
                LabelsPath = labels,
                Command = CommandText.Of(parsed),
                Replaces = parsed.GetValue(Fresh),
                Report = problems.Write,
            };
            Reading.Run(parsed, options, keepsPart: false, () => summary = export.Write(readings, path, cancellation));
        }

        WriteSummary(error, summary, layout, labels);
        return ExitCode.Done;
    }

    private static void WriteSummary(TextWriter error, StampExportSummary summary, StampLayout layout, string? labels)
    {
        if (summary.Small > 0)
        {
            error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{summary.Small} of {summary.Cut} alerts have cutouts smaller than the layout's "
                        + $"{layout.FieldOfViewArcsec:0.###} arcsec; pixels outside them are missing"
                )
            );
        }

        DiagnosticText.WriteUnplaced(error, summary.Unplaced);
        if (summary.Unlabelled > 0)
        {
            error.WriteLine(
                FormattableString.Invariant(
                    $"{summary.Unlabelled} of {summary.Cut} alerts have no class in {labels}; their class is empty in index.csv"
                )
            );
        }

        error.WriteLine(FormattableString.Invariant($"{summary.Cut} alerts cut, {summary.Skipped} skipped"));
    }
}
