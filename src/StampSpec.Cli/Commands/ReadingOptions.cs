using System.CommandLine;
using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Specs;

namespace StampSpec.Cli.Commands;

/// <summary>
/// The options on reading alerts: the schemas of wire messages, those of Kafka, and one option for each of <see cref="ReadingLimits"/>.
/// </summary>
internal sealed class ReadingOptions
{
    /// <summary>What a command reads, for its help.</summary>
    public const string Alerts =
        "Packets: a file, a folder, a .tar or .tar.gz, a .parquet table, or a Kafka topic (kafka://HOST:PORT/TOPIC); - is standard input.";

    private static readonly (string Unit, int Shift)[] BinaryUnits = [("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10)];

    /// <summary>The options that stand below the others in the help of commands, under headings.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<string> Options)> Groups { get; } =
    [("Kafka topics only", KafkaOptions.Names), ("Limits of what is read", [.. ReadingLimits.All.Select(limit => limit.OptionName)])];

    private readonly Option<string?> _schemas = SchemasOption.Create();
    private readonly KafkaOptions _kafka = new();

    private readonly (ReadingLimit Limit, Option<long?> Option)[] _options =
    [
        .. ReadingLimits.All.Select(limit => (limit, ToOption(limit))),
    ];

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_schemas);
        _kafka.AddTo(command);
        foreach (var (_, option) in _options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The schemas and the limits on the command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="alerts">What the command reads.</param>
    /// <param name="cancellation">Ends the waiting for messages.</param>
    /// <exception cref="Common.InvalidInputException">The schemas cannot be read, or an option for Kafka is wrong.</exception>
    public AlertReadingOptions Of(ParseResult parsed, IReadOnlyList<string> alerts, CancellationToken cancellation) =>
        _options.Aggregate(SchemasOption.Of(parsed, _schemas) with { Kafka = _kafka.Of(parsed, alerts, cancellation) }, (options, next) =>
            parsed.GetValue(next.Option) is { } value ? next.Limit.With(options, value) : options
        );

    /// <summary>Runs the part of a command that reads alerts, and says how far a topic has been read.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">How alerts are read.</param>
    /// <param name="keepsPart">Whether results stay when the command is interrupted.</param>
    /// <param name="run">Reads the alerts.</param>
    public void Run(ParseResult parsed, AlertReadingOptions options, bool keepsPart, Action run) =>
        _kafka.Run(parsed, options.Kafka, keepsPart, run);

    private static Option<long?> ToOption(ReadingLimit limit) =>
        QuantityOption.Optional<long>(
            limit.OptionName,
            IsBytes(limit) ? "BYTES" : "N",
            $"{limit.Meaning} Default: {InUnits(limit)}.",
            IsBytes(limit) ? Quantity.Bytes(1, limit.Greatest) : Quantity.Whole(1, limit.Greatest)
        );

    private static string InUnits(ReadingLimit limit)
    {
        foreach (var (unit, shift) in IsBytes(limit) ? BinaryUnits : [])
        {
            if (limit.Default % (1L << shift) == 0)
            {
                return FormattableString.Invariant($"{limit.Default >> shift} {unit}");
            }
        }

        return limit.Default.ToString("N0", CultureInfo.InvariantCulture);
    }

    private static bool IsBytes(ReadingLimit limit) => limit.OptionName.EndsWith("-bytes", StringComparison.Ordinal);
}
