using System.CommandLine;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Budgets;
using StampSpec.Budgets.Dmtn102;
using StampSpec.Budgets.Measured;
using StampSpec.Cli.Output;
using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec budget</c>: the costs of layouts in bytes, Gbps and petabytes.</summary>
internal static class BudgetCommand
{
    private const int FirstListed = 10;
    private const string Unsupported = "budget.unsupported";

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "budget",
            "Compute the costs of layouts in bytes, Gbps and petabytes, and compare them with DMTN-102 and with the packets that "
                + "Rubin ships."
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
                var measured = Measure(measuring, error);
                DiagnosticText.WriteUnplaced(error, measured.Surveys.Sum(s => s.Unplaced));
                WriteMeasured(measured, measuring.Folder, CommandText.Of(parsed));
                break;
            case BudgetSettings.Fitting fitting:
                Write(Find(fitting), fitting, output, error);
                break;
            case BudgetSettings.Costs costs:
                var packets = PacketsOf(costs, error);
                new BudgetOutput(output, costs.Format).Write(RowsOf(costs, packets, error), packets, costs.Flow);
                break;
        }

        return ExitCode.Done;
    }

    private static void Write(IReadOnlyList<FittingLayout> found, BudgetSettings.Fitting fitting, TextWriter output, TextWriter error)
    {
        FittingLayout[] shown = fitting.IsWhole ? [.. found] : OfAvro(found);
        if (shown.Length == 0 && fitting.Format == BudgetOutput.Table)
        {
            error.WriteLine(NoneFits(fitting));
            return;
        }

        FittingLayout[] listed = fitting.IsWhole ? shown : [.. shown.Take(FirstListed)];
        new BudgetOutput(output, fitting.Format).Write(listed);
        if (listed.Length < shown.Length)
        {
            error.WriteLine(
                FormattableString.Invariant(
                    $"{listed.Length} of {shown.Length} layouts that fit, widest field first, serialised as Avro; --all lists the others, "
                ) + "and those serialised otherwise"
            );
        }
    }

    private static FittingLayout[] OfAvro(IReadOnlyList<FittingLayout> found) => [.. found.Where(f => f.Serialisation == "avro")];

    private static string NoneFits(BudgetSettings.Fitting fitting)
    {
        FittingLayout[] larger = [];
        for (var most = 2 * fitting.Bytes; larger.Length == 0; most *= 2)
        {
            larger = OfAvro(Find(fitting with { Bytes = most }));
        }

        var least = larger.Min(f => f.BytesStamps);
        return FormattableString.Invariant(
            $"no layout fits into {fitting.Bytes} bytes as Avro; the smallest that is tried takes {least} bytes"
        );
    }

    private static IReadOnlyList<FittingLayout> Find(BudgetSettings.Fitting fitting) =>
        fitting.Layouts.Count == 0
            ? FittingLayouts.Find(fitting.Bytes, fitting.Images)
            : [.. fitting.Layouts.SelectMany(layout => FittingLayouts.Find(fitting.Bytes, layout, keepsPlanes: true))];

    private static AlertPacket[] PacketsOf(BudgetSettings.Costs costs, TextWriter error)
    {
        using var problems = new ProblemLines(error);
        return costs.Packet is { } packet
            ? [PacketSpec.Load(packet, costs.Reading, problems.Write)]
            : [PacketSpec.AsShipped, PacketSpec.Dmtn102];
    }

    private static BudgetRow[] RowsOf(BudgetSettings.Costs costs, IReadOnlyList<AlertPacket> packets, TextWriter error)
    {
        var alerts = LoadAlerts(costs, error);
        var all =
            from planes in costs.Planes
            from layout in costs.Layouts
            from cost in CostsOf(StampCosts.AtPlanes(layout, planes), costs, alerts)
            select cost with
            {
                Planes = planes,
            };
        StampCost[] listed = [.. all];
        foreach (var note in packets.SelectMany(p => listed.Select(c => c.FootprintNote(p))).OfType<string>().Distinct())
        {
            error.WriteLine(note);
        }

        return [.. packets.SelectMany(packet => RowsOf(costs, packet, listed))];
    }

    private static IEnumerable<BudgetRow> RowsOf(BudgetSettings.Costs costs, AlertPacket packet, StampCost[] listed)
    {
        var own =
            from planes in costs.Planes
            from serialisation in costs.Serialisations
            where serialisation.Name != "fits-one-hdu"
            from row in BudgetRow.OfOwnCutouts(packet, planes, serialisation, costs.Flow)
            select row;
        return listed.SelectMany(cost => BudgetRow.AllOf(cost, packet, costs.Flow)).Concat(own);
    }

    private static StampCost[] CostsOf(StampLayout layout, BudgetSettings.Costs settings, IReadOnlyList<Alert> alerts)
    {
        var combinations = settings.Serialisations.SelectMany(s => settings.Encodings.Select(e => StampCosts.Of(layout, s, e, alerts)));
        var costs = combinations.OfType<StampCost>().ToArray();
        return costs.Length > 0 ? costs : throw new InvalidInputException(Uncomputed(layout, settings, alerts));
    }

    /// <summary>Why no requested combination has a cost.</summary>
    private static Diagnostic Uncomputed(StampLayout layout, BudgetSettings.Costs settings, IReadOnlyList<Alert> alerts)
    {
        var encodings = string.Join(", ", settings.Encodings.Select(e => e.Name));
        if (!settings.Serialisations.Any(s => settings.Encodings.Any(e => s.Supports(layout, e))))
        {
            return Diagnostic.Error(
                Unsupported,
                $"FITS has no number type for the pixels of {layout.Name} in the encoding {encodings}",
                fix: "use --serialisation avro"
            );
        }

        return alerts.Count == 0
            ? Diagnostic.Error(Unsupported, $"{encodings} compresses pixels, so it needs alerts", fix: "add --data ALERTS")
            : StampCosts.ProblemOf(layout, alerts[0])
                ?? Diagnostic.Error(Unsupported, $"{layout.Name} cannot be cut from these alerts", fix: "give other alerts with --data");
    }

    private static List<Alert> LoadAlerts(BudgetSettings.Costs costs, TextWriter error)
    {
        using var problems = new ProblemLines(error);
        var alerts = new List<Alert>();
        foreach (var reading in costs.Data.Count > 0 ? AlertFiles.Read(costs.Data, costs.Reading) : [])
        {
            if (reading.Alert is { } alert)
            {
                alerts.Add(alert);
            }
            else
            {
                problems.Write(reading.Problem!);
            }
        }

        DiagnosticText.WriteUnplaced(error, alerts.Count(alert => alert.Note is not null));
        return alerts;
    }

    private static MeasuredBudget Measure(BudgetSettings.Measuring measuring, TextWriter error)
    {
        using var problems = new ProblemLines(error);
        return MeasuredBudget.Of(measuring.Packets, measuring.AtMost, problems.Write, measuring.Reading);
    }

    /// <summary>Writes parts.csv, stamps.csv, messages.csv, bytes.svg, bytes.png and README.md.</summary>
    private static void WriteMeasured(MeasuredBudget budget, string folder, string command)
    {
        Directory.CreateDirectory(folder);
        FigureFiles.Write([FigureOf(budget)], folder, FigureFormats.Svg | FigureFormats.Png);
        foreach (var (name, text) in budget.Documents(command))
        {
            AtomicFile.Write(Path.Combine(folder, name), text);
        }
    }

    private static Figure FigureOf(MeasuredBudget budget)
    {
        var counts = budget.Surveys.Select(s => FormattableString.Invariant($"{s.Alerts:N0} {s.Survey.ToString().ToUpperInvariant()}"));
        var alerts = string.Join(", ", counts);
        return ByteFigure.Build(
            [.. budget.Comparison.Select(p => new StackedBarSegment(p.Packet, p.Part, p.Bytes))],
            $"Mean bytes per alert by part over real alerts ({alerts}).",
            $"mean over real alerts: {alerts}; packets without schema and wire header"
        );
    }
}
