using System.CommandLine;
using System.Globalization;
using StampSpec.Cli.Output;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Analysis;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec compare</c>: compares two finished studies of the same objects.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string> First = new("FIRST") { Description = "Folder of a finished study." };
    private static readonly Argument<string> Second = new("SECOND")
    {
        Description = "Folder of another finished study that scored the same objects.",
    };
    private static readonly Option<string> Format = new("--format")
    {
        Description = "Format of the result: table or json.",
        DefaultValueFactory = _ => "table",
    };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        Format.AcceptOneOf(["table", "json"]);
        var command = new Command(
            "compare",
            "Compare two finished studies of the same objects: the differences of their specs, and the paired differences of their "
                + "scores (second minus first, over the same objects)."
        )
        {
            First,
            Second,
            Format,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var comparison = StudyComparison.Make(parsed.GetRequiredValue(First), parsed.GetRequiredValue(Second));
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Format) == "json")
        {
            output.Write(comparison.ToJson());
        }
        else
        {
            Write(comparison, output);
        }

        return ExitCode.Done;
    }

    private static void Write(StudyComparison comparison, TextWriter output)
    {
        output.WriteLine(
            FormattableString.Invariant(
                $"{comparison.Second} minus {comparison.First}: {comparison.Objects} objects, {comparison.Runs.Count} runs in both"
            )
        );
        foreach (var difference in comparison.SpecDifferences)
        {
            output.WriteLine($"  {difference.Path}: {difference.First ?? "(missing)"} -> {difference.Second ?? "(missing)"}");
        }

        output.WriteLine();
        output.WriteLine("layout                metric           class       first   second  difference  95 % interval");
        foreach (var row in comparison.Differences.Where(d => d.Metric is MetricNames.MacroF1 or MetricNames.F1))
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Layout, -20}  {row.Metric, -15}  {row.Class ?? "", -10}  {row.First:0.0000}  {row.Second:0.0000}"
                        + $"  {row.Difference, 10:+0.0000;-0.0000}  [{row.Low:+0.0000;-0.0000}, {row.High:+0.0000;-0.0000}]"
                )
            );
        }
    }
}
