using System.CommandLine;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Budgets;
using StampSpec.Budgets.Dmtn102;
using StampSpec.Budgets.Measured;
using StampSpec.Cli.Output;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec budget</c>: what layouts cost in bytes, Gbps and petabytes.</summary>
internal static class BudgetCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "budget",
            "What layouts cost in bytes, Gbps and petabytes, against DMTN-102 and against what Rubin ships."
        )
        {
            BudgetOptions.Layouts,
        };
        foreach (var option in BudgetOptions.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        switch (BudgetSettings.Parse(parsed))
        {
            case BudgetSettings.KeyNumbers numbers:
                new BudgetOutput(output, numbers.Format).Write(KeyNumbersSpec.Load());
                break;
            case BudgetSettings.Measuring measuring:
                var measured = MeasuredBudget.Of(measuring.Packets, measuring.AtMost, error.WriteLine);
                DiagnosticText.WriteUnplaced(error, measured.Surveys.Sum(s => s.Unplaced));
                MeasuredBudgetFolder.Write(measured, measuring.Folder);
                break;
            case BudgetSettings.Fitting fitting:
                new BudgetOutput(output, fitting.Format).Write(Find(fitting));
                break;
            case BudgetSettings.Costs costs:
                new BudgetOutput(output, costs.Format).Write(RowsOf(costs, error), costs.Packet, costs.Flow);
                break;
        }

        return ExitCode.Done;
    }

    private static IReadOnlyList<FittingLayout> Find(BudgetSettings.Fitting fitting) =>
        fitting.Layouts.Count == 0
            ? FittingLayouts.Find(fitting.Bytes, fitting.Images)
            : [.. fitting.Layouts.SelectMany(layout => FittingLayouts.Find(fitting.Bytes, layout, keepsPlanes: true))];

    private static BudgetRow[] RowsOf(BudgetSettings.Costs costs, TextWriter error)
    {
        var alerts = LoadAlerts(costs.Data, error);
        var all = costs.Layouts.SelectMany(layout => CostsOf(layout, costs, alerts));
        return [.. all.Select(cost => BudgetRow.Of(cost, costs.Packet, costs.Flow))];
    }

    private static StampCost[] CostsOf(StampLayout layout, BudgetSettings.Costs settings, IReadOnlyList<Alert> alerts)
    {
        var combinations = settings.Serialisations.SelectMany(s => settings.Encodings.Select(e => StampCosts.Of(layout, s, e, alerts)));
        var costs = combinations.OfType<StampCost>().ToArray();
        return costs.Length > 0
            ? costs
            : throw new InvalidInputException(
                Diagnostic.Error("budget.unsupported", $"{layout.Name} has no cost in the serialisations and encodings asked for") with
                {
                    Fix = "compressed sizes need alerts that can supply the layout (--data), and FITS has no float16",
                }
            );
    }

    private static List<Alert> LoadAlerts(IReadOnlyList<string> paths, TextWriter error)
    {
        var alerts = new List<Alert>();
        foreach (var reading in paths.Count > 0 ? AlertFiles.Read(paths) : [])
        {
            if (reading.Alert is { } alert)
            {
                alerts.Add(alert);
            }
            else
            {
                error.WriteLine(reading.Problem);
            }
        }

        DiagnosticText.WriteUnplaced(error, alerts.Count(alert => alert.Note is not null));
        return alerts;
    }
}
