using System.CommandLine;
using StampSpec.Common;

namespace StampSpec.Cli.Commands;

/// <summary>One of the modes of <c>stampspec budget</c>, with the options that apply to it.</summary>
internal sealed class BudgetMode
{
    /// <summary>Lists the numbers of DMTN-102.</summary>
    public static readonly BudgetMode KeyNumbers = new(BudgetOptions.Dmtn102, "which lists the numbers of DMTN-102", "--dmtn-102")
    {
        Options = [BudgetOptions.Format],
    };

    /// <summary>Measures real packets.</summary>
    public static readonly BudgetMode Measuring = new(
        BudgetOptions.Measure,
        "which measures real packets and writes a folder",
        "--measure ALERTS"
    )
    {
        Options = [BudgetOptions.Schemas, BudgetOptions.Out, BudgetOptions.AtMost, BudgetOptions.Fresh],
    };

    /// <summary>Lists the layouts that fit a number of bytes.</summary>
    public static readonly BudgetMode Fitting = new(BudgetOptions.Fit, "which lists the layouts that fit a number of bytes", "--fit BYTES")
    {
        TakesLayouts = true,
        Options = [BudgetOptions.Images, BudgetOptions.Everything, BudgetOptions.Format],
    };

    /// <summary>Lists the costs of layouts. This is the mode if no option chooses another.</summary>
    public static readonly BudgetMode Costs = new(null, "which lists the costs of the named layouts", "LAYOUT")
    {
        TakesLayouts = true,
        Options =
        [
            BudgetOptions.Packet,
            BudgetOptions.Data,
            BudgetOptions.Schemas,
            BudgetOptions.Serialisations,
            BudgetOptions.Encodings,
            BudgetOptions.Planes,
            BudgetOptions.Everything,
            BudgetOptions.Format,
            .. BudgetOptions.Flow,
        ],
    };

    // The mode is the first whose option was given; the last mode has no option.
    private static readonly BudgetMode[] All = [KeyNumbers, Measuring, Fitting, Costs];

    private readonly Option? _choice;
    private readonly string _purpose;
    private readonly string _usage;

    private BudgetMode(Option? choice, string purpose, string usage) => (_choice, _purpose, _usage) = (choice, purpose, usage);

    private string Name => _choice is null ? "budget LAYOUT" : $"budget {_choice.Name}";

    /// <summary>True if layouts may be named.</summary>
    private bool TakesLayouts { get; init; }

    /// <summary>Options that apply to the mode, besides the one that chooses it.</summary>
    private IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>The mode that a command line chooses.</summary>
    /// <exception cref="InvalidInputException">
    /// Options or layouts were given that do not apply to the mode; the exception names every one of them.
    /// </exception>
    public static BudgetMode Of(ParseResult parsed)
    {
        var mode = All.First(m => m._choice is not { } choice || BudgetOptions.IsTyped(parsed, choice));
        var findings = mode.Misplaced(parsed).ToArray();
        return findings.Length == 0 ? mode : throw new InvalidInputException(findings);
    }

    private IEnumerable<Diagnostic> Misplaced(ParseResult parsed)
    {
        foreach (var option in BudgetOptions.All.Where(o => o != _choice && !Options.Contains(o) && BudgetOptions.IsTyped(parsed, o)))
        {
            yield return Misplaced(option.Name, $"remove {option.Name}, or write {WaysToUse(option)}");
        }

        if (!TakesLayouts && parsed.GetValue(BudgetOptions.Layouts) is [var layout, ..])
        {
            yield return Misplaced($"the layout {layout}", $"remove the layout, or remove {_choice!.Name} to see what the layout costs");
        }
    }

    private Diagnostic Misplaced(string what, string fix) =>
        Diagnostic.Error("budget.option", $"{what} does not apply to {Name}, {_purpose}", fix: fix);

    private string WaysToUse(Option option)
    {
        var modes = All.Where(m => m._choice == option || m.Options.Contains(option)).Select(m => m._usage);
        var instead = _choice is null ? string.Empty : $" instead of {_choice.Name}";
        return string.Join(" or ", modes) + instead;
    }
}
