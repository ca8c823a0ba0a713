using System.CommandLine;
using System.Globalization;
using StampSpec.Cli.Output;
using StampSpec.Studies.Exploring;
using StampSpec.Studies.Running;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec plan</c>: shows what <c>study</c> would do, using the same code, without doing it.</summary>
internal static class PlanCommand
{
    private const int ListedSizes = 4;

    private static readonly Option<int?> Jobs = JobsOption.Create(string.Empty);
    private static readonly Option<string> Format = ChoiceOption.Create(
        "--format",
        "Format of the result: table or json.",
        ["table", "json"],
        "table"
    );

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var spec = new StudySpecOptions();
        var command = new Command(
            "plan",
            "Show what study would do: the data by class and split, the bytes, the cells with the reason why each would run, and "
                + "the estimated time. For a spec with a search, also show the rungs (rounds) and steps of explore."
        );
        spec.AddTo(command);
        command.Options.Add(Jobs);
        command.Options.Add(Format);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, spec, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, StudySpecOptions spec, CancellationToken cancellation)
    {
        var study = spec.Load(parsed);
        if (study.DataSet.Pretraining?.Alerts.Synthetic is { } synthetic)
        {
            parsed.InvocationConfiguration.Error.WriteLine(
                FormattableString.Invariant($"reading the alerts, and drawing {synthetic.Count:N0} synthetic alerts for pretraining")
            );
        }

        var forecast = StudyPlanReport.Make(
            study,
            spec.Folder(parsed, study),
            new StudyOptions("stampspec plan") { Jobs = parsed.GetValue(Jobs) },
            cancellation
        );
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Format) == "json")
        {
            output.Write(forecast.ToJson());
        }
        else
        {
            Write(forecast, output);
        }

        return ExitCode.Done;
    }

    private static void Write(StudyPlanReport forecast, TextWriter output)
    {
        output.WriteLine(
            $"{forecast.Name}: {forecast.Cells.Count} cells, {forecast.Cells.Count(c => c.MustRun)} to run; training takes "
                + $"{Duration(forecast.Seconds)} to {Duration(forecast.MostSeconds)} (less where it stops early), "
                + $"reading the alerts {Duration(forecast.ReadingSeconds)}"
        );
        WriteQuestion(forecast, output);
        WriteData(forecast, output);
        WriteCells(forecast, output);
        WriteSettings(forecast, output);
        if (forecast.Search is { } search)
        {
            WriteSearch(search, output);
        }
        else if (forecast.SearchRefused is { } reason)
        {
            output.WriteLine();
            output.WriteLine($"The plan above is that of study. The spec also describes a search, which explore would refuse: {reason}");
        }
    }

    private static void WriteQuestion(StudyPlanReport forecast, TextWriter output)
    {
        if (forecast.Question is { } question)
        {
            output.WriteLine($"question: {question}");
        }

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"baseline: {forecast.Baseline}; margin: {forecast.Margin} of macro-F1; runs: {forecast.Runs}"
            )
        );
    }

    /// <summary>Every setting of the classifiers; layouts with the same settings share a line.</summary>
    private static void WriteSettings(StudyPlanReport forecast, TextWriter output)
    {
        output.WriteLine();
        foreach (var same in forecast.Layouts.GroupBy(l => l.Classifier))
        {
            var names = same.Count() == forecast.Layouts.Count ? "every layout" : string.Join(", ", same.Select(l => l.Id.Layout));
            output.WriteLine($"{names}: {same.Key}");
        }

        foreach (var same in forecast.Layouts.GroupBy(l => l.Inputs))
        {
            output.WriteLine($"inputs of {string.Join(", ", same.Select(l => l.Id.Layout))}: {same.Key}");
        }
    }

    private static void WriteHashes(StudyPlanReport forecast, TextWriter output)
    {
        if (forecast.CandidsSha256 is { } list)
        {
            output.WriteLine($"list of candids: candids-sha256: {list}");
        }

        var compared = forecast.DataSha256OfResults switch
        {
            null => "",
            { } before when before == forecast.DataSha256 => ", the same as of the results in the folder",
            { } before => $", but the results in the folder come from {before}: alerts, labels or pixels differ",
        };
        output.WriteLine($"SHA-256 of alerts, labels and pixels: {forecast.DataSha256}{compared}");
    }

    private static void WriteData(StudyPlanReport forecast, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("class        train  validation   test   (first run and fold)");
        foreach (var split in forecast.Splits)
        {
            output.WriteLine(FormattableString.Invariant($"{split.Class, -12} {split.Train, 5}  {split.Validation, 10}  {split.Test, 5}"));
        }

        foreach (var count in forecast.Counts)
        {
            output.WriteLine(
                FormattableString.Invariant($"{count.Role}: {count.Objects} {count.Origin} {count.Class} in {count.Groups} groups")
            );
        }

        foreach (var skipped in forecast.Skipped)
        {
            output.WriteLine(FormattableString.Invariant($"{skipped.Role}: {skipped.Count} left out: {skipped.Reason}"));
        }

        WriteCutouts(forecast.Cutouts, output);

        DiagnosticText.WriteUnplaced(output, forecast.Unplaced);
        foreach (var note in forecast.Notes)
        {
            output.WriteLine($"note: {note}");
        }

        WriteHashes(forecast, output);
    }

    /// <summary>Sizes of simulated cutouts are many, because they depend on the seeing.</summary>
    private static void WriteCutouts(IReadOnlyList<string> sizes, TextWriter output)
    {
        foreach (var size in sizes.Take(ListedSizes))
        {
            output.WriteLine($"cutouts: {size}");
        }

        if (sizes.Count > ListedSizes)
        {
            output.WriteLine(FormattableString.Invariant($"cutouts: {sizes.Count - ListedSizes} other sizes (--format json lists all)"));
        }
    }

    private static void WriteSearch(SearchForecast search, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The plan above is that of study, which trains every layout: at most {search.StudySteps:N0} steps. "
                    + $"The spec also describes a search. Explore would train, in rungs (rounds):"
            )
        );
        foreach (var rung in search.Rungs)
        {
            var left = rung.Survivors is { } most ? $"{most} continue" : "their Pareto front goes to the test";
            output.WriteLine(
                FormattableString.Invariant($"rung {rung.Number}: {rung.Candidates} layouts of {rung.Steps:N0} steps; {left}")
            );
        }

        if (search.Ranges > 0)
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the best layout of each range of bytes between two budgets also continues, as one of these, and goes to the test; "
                        + $"{search.Ranges} {(search.Ranges == 1 ? "range contains" : "ranges contain")} a layout"
                )
            );
        }

        if (search.References.Count > 0)
        {
            output.WriteLine($"references also continue, as some of these, and go to the test: {string.Join(", ", search.References)}");
        }

        output.WriteLine(
            FormattableString.Invariant(
                $"{search.SearchSteps:N0} steps in the rungs and at most {search.MostFinalSteps:N0} for the finalists"
            )
        );
    }

    private static void WriteCells(StudyPlanReport forecast, TextWriter output)
    {
        output.WriteLine();
        var width = forecast.Layouts.Select(l => l.Id.Layout.Length).Append(20).Max();
        output.WriteLine($"{"layout".PadRight(width)}    bytes  pixels  field, arcsec  to run    seconds/cell");
        foreach (var layout in forecast.Layouts)
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{layout.Id.Layout.PadRight(width)} {layout.Bytes, 8:0}  {layout.PixelsPerImage, 6}  "
                        + $"{layout.FieldOfViewArcsec, 13:0.0}  {layout.Pending, 3}/{layout.Cells, -3} "
                        + $"{FormattableString.Invariant($"{layout.SecondsPerCell:0.0}-{layout.MostSecondsPerCell:0.0}"), 14}"
                        + $"{(layout.IsControl ? "  control" : "")}"
                        + $"{(layout.ExternalModel is { } model ? $"  scored with {model}, not trained" : "")}"
                )
            );
        }

        output.WriteLine($"bytes: {forecast.BytesMeaning}");
        foreach (var leftOut in forecast.LeftOut)
        {
            output.WriteLine($"{leftOut.Name} left out: {leftOut.Reason}");
        }

        output.WriteLine();
        WriteReasons(forecast, output);
    }

    private static void WriteReasons(StudyPlanReport forecast, TextWriter output)
    {
        foreach (var reason in forecast.Cells.GroupBy(c => (c.MustRun, c.Reason)))
        {
            var names =
                string.Join(", ", reason.Take(3).Select(c => c.Cell)) + (reason.Count() > 3 ? ", ... (--format json lists all)" : "");
            output.WriteLine(
                $"{reason.Count()} {(reason.Key.MustRun ? "run" : "kept")} ({reason.Key.Reason ?? "done, files valid"}): {names}"
            );
        }
    }

    private static string Duration(double seconds) =>
        TimeSpan.FromSeconds(Math.Ceiling(seconds)).ToString("c", CultureInfo.InvariantCulture);
}
