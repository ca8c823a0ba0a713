using System.Diagnostics;
using System.Globalization;
using StampSpec.Common;
using StampSpec.Tests.Fuzzing.Engine;

namespace StampSpec.Benchmarks.Fuzzing;

/// <summary>Mutated and random inputs for every reader, in one thread: what was accepted, what was rejected and why, what violated a rule,
/// what cost most.</summary>
internal sealed class FuzzComparison : IComparison
{
    public string Name => "fuzz";

    public string Description =>
        "every reader against mutated files, on processor time and memory allowed a case: CASES [SEED] [CHECKOUT] [TARGET [FIRST]]";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var cases = arguments.Count > 0 ? long.Parse(arguments[0], CultureInfo.InvariantCulture) : 20_000;
        var seed = new Seed(arguments.Count > 1 ? ulong.Parse(arguments[1], CultureInfo.InvariantCulture) : 1);
        var first = arguments.Count > 4 ? long.Parse(arguments[4], CultureInfo.InvariantCulture) : 0;
        var targets = FuzzTargets
            .Of(arguments.Count > 2 ? arguments[2] : ".")
            .Where(t => arguments.Count < 4 || t.Name == arguments[3])
            .ToArray();
        var watch = Stopwatch.StartNew();
        output.WriteLine(
            "| target | cases | cases/s of processor time | accepted | slowest | largest | findings |\n|---|---|---|---|---|---|---|"
        );
        var tallies = new List<FuzzTally>();
        foreach (var target in targets)
        {
            var share = Math.Ceiling(cases * target.Share / targets.Sum(t => t.Share));
            tallies.Add(new FuzzCampaign(seed).Run(target, first, (long)share));
            WriteRow(tallies[^1], output);
        }

        WriteDetails(tallies, output);
        var total = tallies.Sum(t => t.Cases);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{total} cases in {watch.Elapsed.TotalSeconds:F0} s, {total / watch.Elapsed.TotalSeconds:F0} a "
                    + $"second; {tallies.Sum(t => t.Findings.Count)} findings"
            )
        );
        return tallies.All(t => t.Findings.Count == 0) ? 0 : 1;
    }

    private static void WriteRow(FuzzTally tally, TextWriter output) =>
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {tally.Target} | {tally.Cases} | {tally.Cases / tally.ProcessorSeconds:F0} | "
                    + $"{100.0 * tally.Accepted / tally.Cases:F1} % | {1e3 * tally.Slowest.Seconds:F1} ms (case {tally.Slowest.Case}"
                    + $") | {tally.Largest.Bytes / 1048576.0:F1} MiB (case {tally.Largest.Case}) | {tally.Findings.Count} |"
            )
        );

    private static void WriteDetails(List<FuzzTally> tallies, TextWriter output)
    {
        output.WriteLine("refused:");
        foreach (
            var (code, count) in tallies
                .SelectMany(t => t.Rejections)
                .GroupBy(r => r.Key)
                .Select(g => (g.Key, g.Sum(r => r.Value)))
                .OrderByDescending(r => r.Item2)
        )
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count, 8} {code}"));
        }

        foreach (var finding in tallies.SelectMany(t => t.Findings))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{finding.Target} case {finding.Case}: {finding.What}"));
        }
    }
}
