using System.CommandLine;
using StampSpec.Budgets;
using StampSpec.Cli.Output;
using StampSpec.Specs;

namespace StampSpec.Cli.Commands;

/// <summary>The argument and the options of all modes of <c>stampspec budget</c>.</summary>
internal static class BudgetOptions
{
    private const long MostBytes = 1L << 40;

    private static readonly AlertFlow DefaultFlow = new();

    /// <summary>Layouts.</summary>
    public static readonly Argument<string[]> Layouts = new("LAYOUT")
    {
        Description = "Names of layouts (specs/layouts) or paths of their files.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>The packet around the stamps.</summary>
    public static readonly Option<string?> Packet = new("--packet")
    {
        Description =
            "The packet around the stamps: dmtn-102, as-shipped, as-shipped-sizes, a YAML file, or a real alert whose bytes are measured; "
            + "or a folder, an archive, a container or a Parquet table of real alerts, whose sizes of cutouts, PSFs and records give mean, "
            + "quartiles and 95th percentile besides the medians. Default: both as-shipped and dmtn-102.",
        HelpName = "NAME|FILE|FOLDER",
    };

    /// <summary>Chooses the mode that lists the layouts that fit.</summary>
    public static readonly Option<long?> Fit = QuantityOption.Optional<long>(
        "--fit",
        "BYTES",
        "List the layouts whose stamps (all images of an alert together) fit into this number of bytes, such as 20000 or 20kB.",
        Quantity.Bytes(1, MostBytes)
    );

    /// <summary>Images of an alert in a search for layouts.</summary>
    public static readonly Option<int> Images = QuantityOption.WithDefault(
        "--images",
        "N",
        "With --fit and without a layout: the number of images of an alert, 1 to 3.",
        Quantity.Whole(1, 3),
        3
    );

    /// <summary>Chooses the mode that lists the numbers of DMTN-102.</summary>
    public static readonly Option<bool> Dmtn102 = new("--dmtn-102")
    {
        Description = "List every number of DMTN-102 next to ours, with its derivation.",
    };

    /// <summary>Alerts on which compressed sizes are measured.</summary>
    public static readonly Option<string[]> Data = Names("--data", "Alerts on which to measure compressed sizes.", "ALERTS");

    /// <summary>Chooses the mode that measures real packets.</summary>
    public static readonly Option<string[]> Measure = Names(
        "--measure",
        "Measure real packets: the bytes of each part, and the bytes of their stamps in every encoding.",
        "ALERTS"
    );

    /// <summary>Schemas of wire messages.</summary>
    public static readonly Option<string?> Schemas = SchemasOption.Create();

    /// <summary>Where measurements are written.</summary>
    public static readonly Option<string?> Out = new("--out")
    {
        Description = "With --measure: the folder for the tables and the figure.",
        HelpName = "DIR",
    };

    /// <summary>Whether files in the folder of <see cref="Out"/> may be replaced.</summary>
    public static readonly Option<bool> Fresh = FreshOption.Create();

    /// <summary>How many alerts are measured.</summary>
    public static readonly Option<int?> AtMost = QuantityOption.Optional<int>(
        "--at-most",
        "N",
        "With --measure: measure at most N alerts of each survey, evenly spaced.",
        Quantity.Whole(1, int.MaxValue)
    );

    /// <summary>Serialisations whose costs are listed.</summary>
    public static readonly Option<string[]> Serialisations = Names("--serialisation", "List these serialisations; default: avro.", "NAME");

    /// <summary>Encodings whose costs are listed.</summary>
    public static readonly Option<string[]> Encodings = Names("--encoding", "List these encodings; default: none.", "NAME");

    /// <summary>Planes with which the layouts are counted.</summary>
    public static readonly Option<string[]> Planes = Names(
        "--planes",
        "Count every layout with the same planes, so that bytes can be compared: flux, flux only; dmtn-102, flux, variance and mask; "
            + "rubin, flux, variance and a PSF of 41 x 41 float64; or all three. Default: own, each layout's own planes. Images, scales "
            + "and features stay.",
        "own|flux|dmtn-102|rubin|all"
    );

    /// <summary>Whether every row is listed.</summary>
    public static readonly Option<bool> Everything = new("--all")
    {
        Description = "List every serialisation and encoding; with --fit, list every layout that fits and not only the first ten.",
    };

    /// <summary>The format of the result.</summary>
    public static readonly Option<string> Format = ChoiceOption.Create(
        "--format",
        "Format of the result: table, json or csv.",
        BudgetOutput.Formats,
        "table"
    );

    private static readonly Option<double> AlertsPerVisit = Positive(
        "--alerts-per-visit",
        "Alerts in each visit.",
        DefaultFlow.AlertsPerVisit
    );

    private static readonly Option<double> Cadence = Positive(
        "--cadence",
        "Seconds from one visit to the next.",
        DefaultFlow.CadenceSeconds
    );

    private static readonly Option<double> Burst = Positive(
        "--burst-window",
        "Seconds in which the alerts of a visit are sent.",
        DefaultFlow.BurstSeconds
    );

    private static readonly Option<double> Streams = Positive("--streams", "Full streams sent at the same time.", DefaultFlow.Streams);
    private static readonly Option<double> Visits = Positive("--visits", "Visits in each night.", DefaultFlow.VisitsPerNight);
    private static readonly Option<double> Nights = Positive("--nights", "Nights in each year.", DefaultFlow.NightsPerYear);
    private static readonly Option<double> Years = Positive("--years", "Years of the archive.", DefaultFlow.Years);

    /// <summary>The options for the flow of alerts.</summary>
    public static IReadOnlyList<Option> Flow { get; } = [AlertsPerVisit, Cadence, Burst, Streams, Visits, Nights, Years];

    /// <summary>Every option, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        Packet,
        Fit,
        Images,
        Dmtn102,
        Data,
        Measure,
        Schemas,
        Out,
        AtMost,
        Fresh,
        Serialisations,
        Encodings,
        Planes,
        Everything,
        Format,
        .. Flow,
    ];

    /// <summary>The flow of alerts on the command line.</summary>
    public static AlertFlow FlowOf(ParseResult parsed) =>
        new()
        {
            AlertsPerVisit = parsed.GetValue(AlertsPerVisit),
            CadenceSeconds = parsed.GetValue(Cadence),
            BurstSeconds = parsed.GetValue(Burst),
            Streams = parsed.GetValue(Streams),
            VisitsPerNight = parsed.GetValue(Visits),
            NightsPerYear = parsed.GetValue(Nights),
            Years = parsed.GetValue(Years),
        };

    /// <summary>True if the option was given on the command line.</summary>
    public static bool IsTyped(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static Option<string[]> Names(string name, string description, string help) =>
        new(name)
        {
            Description = description,
            HelpName = help,
            AllowMultipleArgumentsPerToken = true,
        };

    private static Option<double> Positive(string name, string description, double defaultValue) =>
        QuantityOption.WithDefault(
            name,
            "N",
            description,
            new Quantity(0, double.PositiveInfinity) { IsAboveMinimum = true },
            defaultValue
        );
}
