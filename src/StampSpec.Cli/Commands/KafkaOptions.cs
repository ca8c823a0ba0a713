using System.CommandLine;
using StampSpec.Alerts.Kafka;
using StampSpec.Common;

namespace StampSpec.Cli.Commands;

/// <summary>The options on reading a topic of Kafka, and the last lines of a command that has read one.</summary>
internal sealed class KafkaOptions
{
    private const string Scheme = "kafka://";

    private readonly Option<string?> _from = new("--from")
    {
        HelpName = "PLACE",
        Description =
            "Where reading of a Kafka topic begins: earliest (default), latest, committed (default with --group), an offset, offsets by "
            + "partition (0:120,1:98), or a time (2026-11-29T17:00:00Z).",
    };

    private readonly Option<string?> _until = new("--until")
    {
        HelpName = "PLACE",
        Description = "Where it ends: end (default: of the messages that are there now), never, or before an offset, offsets or a time.",
    };

    private readonly Option<long?> _maxAlerts = QuantityOption.Optional<long>(
        "--max-alerts",
        "N",
        "Most messages to read from a Kafka topic.",
        Specs.Quantity.Whole(1, long.MaxValue >> 11)
    );

    private readonly Option<string?> _group = new("--group")
    {
        HelpName = "NAME",
        Description = "Consumer group whose committed offsets count. Nothing is committed without --commit.",
    };

    private readonly Option<bool> _commit = new("--commit")
    {
        Description = "When the command is done, commit for the group the offsets of the messages whose results were written.",
    };

    private readonly Option<string?> _config = new("--kafka-config")
    {
        HelpName = "FILE",
        Description = "Settings of the Kafka client, such as passwords and encryption: lines key=value in librdkafka's names.",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The names of the options.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. new KafkaOptions().All.Select(option => option.Name)];

    private Option[] All => [_from, _until, _maxAlerts, _group, _commit, _config];

    /// <summary>How topics are read.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="alerts">What the command reads.</param>
    /// <param name="cancellation">Ends the waiting for messages.</param>
    /// <exception cref="InvalidInputException">A value is invalid, or there is no topic that the options could be for.</exception>
    public KafkaReading Of(ParseResult parsed, IReadOnlyList<string> alerts, CancellationToken cancellation)
    {
        if (All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given && !alerts.Any(IsTopic))
        {
            throw InvalidInputException.Of(
                "kafka.no-topic",
                $"{given.Name} applies only to a Kafka topic",
                fix: "give kafka://HOST:PORT/TOPIC for ALERTS, or leave the option out"
            );
        }

        var group = parsed.GetValue(_group);
        return parsed.GetValue(_commit) && group is null
            ? throw InvalidInputException.Of("kafka.no-group", "--commit needs a group", fix: "add --group NAME")
            : KafkaReading.Of(
                parsed.GetValue(_from),
                parsed.GetValue(_until),
                parsed.GetValue(_maxAlerts),
                group,
                parsed.GetValue(_config),
                cancellation
            );
    }

    /// <summary>
    /// Runs the part of a command that reads alerts. Afterwards, and also after an interruption that leaves results behind, it says how far
    /// a topic has been read, and commits that if the command line asks for it.
    /// </summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="reading">How topics are read.</param>
    /// <param name="keepsPart">Whether results stay when the command is interrupted.</param>
    /// <param name="run">Reads the alerts.</param>
    public void Run(ParseResult parsed, KafkaReading reading, bool keepsPart, Action run)
    {
        try
        {
            run();
        }
        catch (OperationCanceledException) when (keepsPart)
        {
            Finish(parsed, reading);
            throw;
        }

        Finish(parsed, reading);
    }

    private void Finish(ParseResult parsed, KafkaReading reading)
    {
        if (reading.Position is not { } position)
        {
            return;
        }

        if (parsed.GetValue(_commit))
        {
            reading.Commit();
        }

        var committed = parsed.GetValue(_commit) ? $", committed for {parsed.GetValue(_group)}" : "";
        parsed.InvocationConfiguration.Error.WriteLine(
            FormattableString.Invariant(
                $"read {reading.Messages} {(reading.Messages == 1 ? "message" : "messages")}; to continue: --from {position}{committed}"
            )
        );
    }

    private static bool IsTopic(string path) => path.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
}
