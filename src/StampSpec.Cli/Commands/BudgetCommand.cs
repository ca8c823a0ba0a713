using System.CommandLine;
using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Dmtn102;
using StampSpec.Budgets.Encodings;
using StampSpec.Diagnostics;
using StampSpec.Layouts;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec budget</c>: what layouts cost in bytes, Gbps and petabytes.</summary>
internal static class BudgetCommand
{
    private static readonly StampLayout ShippedScale = new("fit", [new StampScale(1, 0.2)]);

    private static readonly Argument<string[]> Layouts = new("LAYOUT")
    {
        Description = "Names of layouts (specs/layouts) or paths of their files.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string> Packet = new("--packet")
    {
        Description = "The packet around the stamps: dmtn-102, as-shipped, a YAML file, or a real alert, whose bytes are measured.",
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => PacketSpec.Dmtn102.Name,
    };

    private static readonly Option<long?> Fit = new("--fit")
    {
        Description = "List the layouts whose stamps, all images of an alert together, fit these bytes.",
        HelpName = "BYTES",
    };

    private static readonly Option<int> Images = new("--images")
    {
        Description = "With --fit and without a layout: images of an alert, 1 to 3.",
        HelpName = "N",
        DefaultValueFactory = _ => 3,
    };

    private static readonly Option<bool> Dmtn102 = new("--dmtn-102") { Description = "Every number of DMTN-102 beside ours, derived." };
    private static readonly Option<string[]> Data = Names("--data", "Alerts on which compressed sizes are measured.", "ALERTS");
    private static readonly Option<string[]> Measure = Names("--measure", "Measure real packets: bytes by part, and their stamps in every encoding.", "ALERTS");
    private static readonly Option<string?> Out = new("--out") { Description = "With --measure: the folder for tables and figure.", HelpName = "DIR" };
    private static readonly Option<int?> AtMost = new("--at-most") { Description = "With --measure: at most this many alerts of a survey, evenly spaced.", HelpName = "N" };
    private static readonly Option<string[]> Serialisations = Names("--serialisation", "Only these serialisations.", "NAME");
    private static readonly Option<string[]> Encodings = Names("--encoding", "Only these encodings.", "NAME");
    private static readonly Option<string> Format = new("--format") { Description = "table, json or csv.", DefaultValueFactory = _ => "table" };
    private static readonly Option<double> AlertsPerVisit = Positive("--alerts-per-visit", "Alerts of a visit.", new AlertFlow().AlertsPerVisit);
    private static readonly Option<double> Cadence = Positive("--cadence", "Seconds from visit to visit.", new AlertFlow().CadenceSeconds);
    private static readonly Option<double> Burst = Positive("--burst-window", "Seconds in which a visit's alerts are sent.", new AlertFlow().BurstSeconds);
    private static readonly Option<double> Streams = Positive("--streams", "Full streams sent at the same time.", new AlertFlow().Streams);
    private static readonly Option<double> Visits = Positive("--visits", "Visits of a night.", new AlertFlow().VisitsPerNight);
    private static readonly Option<double> Nights = Positive("--nights", "Nights of a year.", new AlertFlow().NightsPerYear);
    private static readonly Option<double> Years = Positive("--years", "Years of the archive.", new AlertFlow().Years);

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        Format.AcceptOnlyFromAmong(BudgetOutput.Formats);
        var command = new Command("budget", "What layouts cost in bytes, Gbps and petabytes, against DMTN-102 and against what Rubin ships.")
        {
            Layouts, Packet, Fit, Images, Dmtn102, Data, Measure, Out, AtMost, Serialisations, Encodings, Format, AlertsPerVisit, Cadence, Burst, Streams, Visits, Nights, Years,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var output = new BudgetOutput(parsed.InvocationConfiguration.Output, parsed.GetRequiredValue(Format));
        if (parsed.GetValue(Dmtn102))
        {
            output.Write(KeyNumbersSpec.Load());
            return ExitCode.Done;
        }

        if (parsed.GetValue(Measure) is { Length: > 0 } packets)
        {
            var folder = parsed.GetValue(Out) ?? throw Invalid("budget.no-folder", "--measure writes tables and a figure, and no folder is given", "add --out DIR");
            if (parsed.GetValue(AtMost) is < 1)
            {
                throw Invalid("budget.at-most", "--at-most is below 1, so nothing could be measured", "write 1 or more");
            }

            MeasuredBudget.Write(packets, folder, parsed.GetValue(AtMost), parsed.InvocationConfiguration.Error);
            return ExitCode.Done;
        }

        var layouts = LoadLayouts(parsed.GetValue(Layouts) ?? []);
        if (parsed.GetValue(Fit) is { } bytes)
        {
            output.Write(Fitting(bytes, layouts, parsed.GetValue(Images)));
            return ExitCode.Done;
        }

        if (layouts.Count == 0)
        {
            throw Invalid("budget.no-layout", "no layout is given", "name one, such as " + string.Join(", ", LayoutLibrary.Names));
        }

        var packet = PacketSpec.Load(parsed.GetRequiredValue(Packet));
        var flow = FlowOf(parsed);
        var alerts = LoadAlerts(parsed);
        output.Write([.. layouts.SelectMany(l => CostsOf(l, parsed, alerts)).Select(c => BudgetRow.Of(c, packet, flow))], packet, flow);
        return ExitCode.Done;
    }

    private static List<StampLayout> LoadLayouts(IReadOnlyList<string> names)
    {
        var layouts = new List<StampLayout>();
        var findings = new List<Diagnostic>();
        foreach (var name in names)
        {
            try
            {
                layouts.Add(LayoutLibrary.Load(name));
            }
            catch (InvalidInputException invalid)
            {
                findings.AddRange(invalid.Diagnostics);
            }
        }

        return findings.Count == 0 ? layouts : throw new InvalidInputException(findings);
    }

    private static FittingLayout[] Fitting(long bytes, List<StampLayout> layouts, int images)
    {
        if (images is < 1 or > 3)
        {
            throw Invalid("budget.images", FormattableString.Invariant($"--images is {images}; an alert has 1 to 3"), "write 1, 2 or 3");
        }

        var template = ShippedScale with { Images = [.. ShippedScale.Images.Take(images)] };
        return layouts.Count == 0
            ? [.. FittingLayouts.Find(bytes, template, keepsPlanes: false)]
            : [.. layouts.SelectMany(l => FittingLayouts.Find(bytes, l, keepsPlanes: true))];
    }

    private static StampCost[] CostsOf(StampLayout layout, ParseResult parsed, IReadOnlyList<Alert> alerts)
    {
        var serialisations = Chosen(parsed.GetValue(Serialisations), Serialisation.Parse, Serialisation.All);
        var encodings = Chosen(parsed.GetValue(Encodings), PixelEncoding.Parse, PixelEncoding.All);
        var costs = serialisations.SelectMany(s => encodings.Select(e => StampCosts.Of(layout, s, e, alerts))).OfType<StampCost>().ToArray();
        return costs.Length > 0 ? costs : throw Invalid(
            "budget.unsupported",
            $"{layout.Name} has no cost in the serialisations and encodings asked for",
            "compressed sizes need alerts that can supply the layout (--data), and FITS has no float16");
    }

    private static IReadOnlyList<T> Chosen<T>(string[]? names, Func<string, T> parse, IReadOnlyList<T> all) => names is { Length: > 0 } ? [.. names.Select(parse)] : all;

    private static List<Alert> LoadAlerts(ParseResult parsed)
    {
        var alerts = new List<Alert>();
        foreach (var reading in parsed.GetValue(Data) is { Length: > 0 } paths ? AlertFiles.Read(paths) : [])
        {
            if (reading.Alert is { } alert)
            {
                alerts.Add(alert);
            }
            else
            {
                parsed.InvocationConfiguration.Error.WriteLine(reading.Problem);
            }
        }

        DiagnosticText.WriteUnplaced(parsed.InvocationConfiguration.Error, alerts.Count(alert => alert.Note is not null));
        return alerts;
    }

    private static AlertFlow FlowOf(ParseResult parsed) => new()
    {
        AlertsPerVisit = parsed.GetValue(AlertsPerVisit),
        CadenceSeconds = parsed.GetValue(Cadence),
        BurstSeconds = parsed.GetValue(Burst),
        Streams = parsed.GetValue(Streams),
        VisitsPerNight = parsed.GetValue(Visits),
        NightsPerYear = parsed.GetValue(Nights),
        Years = parsed.GetValue(Years),
    };

    private static Option<string[]> Names(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help, AllowMultipleArgumentsPerToken = true };

    private static Option<double> Positive(string name, string description, double defaultValue)
    {
        var option = new Option<double>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => defaultValue };
        option.Validators.Add(result =>
        {
            // What is no number at all is the parser's to refuse.
            if (result.Tokens is [var token] && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && value is not (> 0 and < double.PositiveInfinity))
            {
                result.AddError($"{name} must be above 0");
            }
        });
        return option;
    }

    private static InvalidInputException Invalid(string code, string message, string fix) => new(Diagnostic.Error(code, message) with { Fix = fix });
}
