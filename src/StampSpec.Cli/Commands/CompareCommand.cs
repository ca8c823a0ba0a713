using System.CommandLine;
using System.Globalization;
using StampSpec.Cli.Output;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Model;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec compare</c>: compares two finished studies of the same objects.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string> First = new("FIRST") { Description = "Folder of a finished study." };
    private static readonly Argument<string> Second = new("SECOND")
    {
        Description = "Folder of another finished study that scored the same objects.",
    };
    private static readonly Option<string> Format = ChoiceOption.Create(
        "--format",
        "Format of the result: table or json.",
        ["table", "json"],
        "table"
    );

    private static readonly Option<string?> Only = new("--only")
    {
        Description = "List only rows in which the second study is better, equivalent, no-worse or worse, or that are undecided.",
        HelpName = "VERDICT",
    };

    private const string Signed = "+0.0000;-0.0000;0.0000";

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        Only.AcceptOneOf([.. ComparisonVerdicts.All.Select(Word)]);
        var command = new Command(
            "compare",
            "Compare two finished studies of the same objects: the differences of their specs, and the paired differences of their "
                + "scores (second minus first, over the same objects)."
        )
        {
            First,
            Second,
            Only,
            Format,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var comparison = StudyComparison.Make(parsed.GetRequiredValue(First), parsed.GetRequiredValue(Second));
        if (parsed.GetValue(Only) is { } only)
        {
            comparison = comparison with
            {
                Differences = [.. comparison.Differences.Where(d => d.Verdict is { } verdict && Word(verdict) == only)],
            };
        }

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
        var runs = comparison.Runs.Count == 1 ? "1 run" : FormattableString.Invariant($"{comparison.Runs.Count} runs");
        output.WriteLine(
            FormattableString.Invariant($"{comparison.Second} minus {comparison.First}: {comparison.Objects} objects, {runs} in both")
        );
        foreach (var difference in comparison.SpecDifferences)
        {
            output.WriteLine($"  {difference.Path}: {difference.First ?? "(missing)"} -> {difference.Second ?? "(missing)"}");
        }

        output.WriteLine();
        TextTable.Write(
            output,
            ["layout", "metric", "class", "first", "second", "difference", "95 % interval", "P(order)", "p, Holm", "verdict"],
            [.. comparison.Differences.Where(d => d.Verdict is not null).Select(Cells)]
        );
        output.WriteLine();
        output.WriteLine(
            "P(order): fraction of resamples in which the difference has the same sign. p, Holm: p-value of no difference, after Holm's"
        );
        output.WriteLine(
            "adjustment over all rows. better, worse: below 0.05. no worse: another test excludes a loss of the first study's margin (p"
        );
        output.WriteLine("below 0.05 after Holm). equivalent: a gain of it is excluded too.");
    }

    private static IReadOnlyList<string> Cells(StudyDifference row) =>
        [
            row.Layout,
            row.Metric,
            row.Class ?? "",
            Text(row.First, "0.0000"),
            Text(row.Second, "0.0000"),
            Text(row.Difference, Signed),
            $"[{Text(row.Low, Signed)}, {Text(row.High, Signed)}]",
            Text(row.OrderProbability, "0.000"),
            Text(row.AdjustedPValue ?? 1, "0.000"),
            row.Verdict?.Word() ?? "",
        ];

    private static string Text(double value, string form) => value.ToString(form, CultureInfo.InvariantCulture);

    /// <summary>A verdict as the command line writes it.</summary>
    private static string Word(ComparisonVerdict verdict) =>
        verdict == ComparisonVerdict.NotShown ? "undecided" : verdict.Word().Replace(' ', '-');
}
