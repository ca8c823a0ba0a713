using System.CommandLine;
using System.Globalization;
using StampSpec.Studies.Running;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec plan</c>: what <c>study</c> would do, by the same code, without doing it.</summary>
internal static class PlanCommand
{
    private static readonly Option<int?> Jobs = new("--jobs") { HelpName = "N", Description = "Cells at a time; where absent as many as the processors serve." };
    private static readonly Option<string> Format = new("--format") { Description = "table or json.", DefaultValueFactory = _ => "table" };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var spec = new StudySpecOptions();
        var command = new Command("plan", "What study would do: data by class and split, bytes, cells, why each would run, estimated time.");
        spec.AddTo(command);
        Format.AcceptOnlyFromAmong("table", "json");
        command.Options.Add(Jobs);
        command.Options.Add(Format);
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var study = spec.Load(parsed);
                var forecast = StudyForecast.Make(study, spec.Folder(parsed, study), new StudyOptions("stampspec plan") { Jobs = parsed.GetValue(Jobs) }, cancellation);
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
            },
            CancellationToken.None));
        return command;
    }

    private static void Write(StudyForecast forecast, TextWriter output)
    {
        output.WriteLine($"{forecast.Name}: {forecast.Cells.Count} cells, {forecast.Cells.Count(c => c.MustRun)} to run, about {Duration(forecast.Seconds)}");
        output.WriteLine();
        output.WriteLine("class        train  validation   test   (first run and fold)");
        foreach (var split in forecast.Splits)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{split.Class,-12} {split.Train,5}  {split.Validation,10}  {split.Test,5}"));
        }

        foreach (var count in forecast.Counts)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count.Role}: {count.Objects} {count.Origin} {count.Class} in {count.Groups} groups"));
        }

        foreach (var skipped in forecast.Skipped)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{skipped.Role}: {skipped.Count} left out, {skipped.Reason}"));
        }

        WriteCells(forecast, output);
    }

    private static void WriteCells(StudyForecast forecast, TextWriter output)
    {
        output.WriteLine();
        var width = forecast.Layouts.Select(l => l.Layout.Length).Append(20).Max();
        output.WriteLine($"{"layout".PadRight(width)}    bytes  pixels  field, arcsec  to run  seconds a cell");
        foreach (var layout in forecast.Layouts)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{layout.Layout.PadRight(width)} {layout.Bytes,8:0}  {layout.PixelsPerImage,6}  {layout.FieldOfViewArcsec,13:0.0}  {layout.Pending,3}/{layout.Cells,-3} {layout.SecondsPerCell,13:0.0}{(layout.ForeignModel is { } model ? $"  scored with {model}, not trained" : "")}"));
        }

        foreach (var leftOut in forecast.LeftOut)
        {
            output.WriteLine($"{leftOut.Name} left out: {leftOut.Reason}");
        }

        output.WriteLine();
        foreach (var reason in forecast.Cells.GroupBy(c => (c.MustRun, c.Reason)))
        {
            var names = string.Join(", ", reason.Take(3).Select(c => c.Cell)) + (reason.Count() > 3 ? ", ... (--format json names each)" : "");
            output.WriteLine($"{reason.Count()} {(reason.Key.MustRun ? "run" : "kept")} ({reason.Key.Reason ?? "done, files sound"}): {names}");
        }
    }

    private static string Duration(double seconds) => TimeSpan.FromSeconds(Math.Ceiling(seconds)).ToString("c", CultureInfo.InvariantCulture);
}
