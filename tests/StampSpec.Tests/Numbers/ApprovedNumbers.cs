using System.Globalization;
using System.Text;

namespace StampSpec.Tests.Numbers;

/// <summary>The numbers of one stage as somebody approved them, with the version of the stage that gave them.</summary>
/// <param name="Version">The stage's version.</param>
/// <param name="Cases">A sketch of the numbers of each case.</param>
internal sealed record ApprovedNumbers(int Version, IReadOnlyDictionary<string, NumberSketch> Cases)
{
    private const string VersionKey = "version";

    public static ApprovedNumbers Of(int version, IEnumerable<NumberCase> cases) =>
        new(
            version,
            new OrderedDictionary<string, NumberSketch>(
                [.. cases.Select(c => KeyValuePair.Create(c.Name, NumberSketch.Of(c.Values)))],
                StringComparer.Ordinal
            )
        );

    public static ApprovedNumbers Parse(string text)
    {
        string[][] lines = [.. text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(','))];
        return new ApprovedNumbers(
            int.Parse(lines[0][1], CultureInfo.InvariantCulture),
            lines.Skip(2).ToDictionary(l => l[0], l => NumberSketch.Parse(l.Skip(1)), StringComparer.Ordinal)
        );
    }

    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{VersionKey},{Version}\ncase,{NumberSketch.Columns}\n");
        foreach (var (name, sketch) in Cases)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name},{sketch}\n");
        }

        return text.ToString();
    }

    /// <summary>What must be done before these numbers, which the code gives now, hold as approved; null if they do.</summary>
    /// <param name="stage">Name of the stage.</param>
    /// <param name="approved">What was approved; null if nothing was.</param>
    /// <param name="tolerance">Relative error that another machine may have.</param>
    public NumberFinding? Against(string stage, ApprovedNumbers? approved, double tolerance)
    {
        if (approved is null)
        {
            return new NumberFinding($"nothing was approved for {stage} yet", MayBeApproved: true);
        }

        string[] changed =
        [
            .. Cases.Where(c => approved.Cases.TryGetValue(c.Key, out var known) && !known.Agrees(c.Value, tolerance)).Select(c => c.Key),
        ];
        var names =
            string.Join(", ", changed.Take(8)) + (changed.Length > 8 ? FormattableString.Invariant($" and {changed.Length - 8} more") : "");
        if (changed.Length > 0 && Version <= approved.Version)
        {
            return new NumberFinding(
                $"the numbers of {stage} have changed ({names}), but its version has not. If no number should change, find what moved "
                    + $"them. If this is meant, raise the version of {stage} in CalculationVersions from {Version} to {Version + 1}"
                    + "; this test "
                    + "then says how to approve the new numbers. A case that is itself defined anew takes another name",
                MayBeApproved: false
            );
        }

        return changed.Length > 0 ? new NumberFinding($"the numbers of {stage} have changed ({names}) and so has its version", true)
            : Version != approved.Version
                ? new NumberFinding($"{stage} has version {Version}, and version {approved.Version} is approved", true)
            : !Cases.Keys.SequenceEqual(approved.Cases.Keys) ? new NumberFinding($"cases of {stage} were added or removed", true)
            : null;
    }
}

/// <summary>What stands between numbers and their approval.</summary>
/// <param name="Message">What is different.</param>
/// <param name="MayBeApproved">False if a version must rise first.</param>
internal sealed record NumberFinding(string Message, bool MayBeApproved);
