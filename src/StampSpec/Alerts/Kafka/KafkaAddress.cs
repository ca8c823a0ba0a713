using System.Globalization;
using System.Text.RegularExpressions;
using StampSpec.Common;

namespace StampSpec.Alerts.Kafka;

/// <summary>A topic of a Kafka cluster, written <c>kafka://HOST:PORT/TOPIC</c>.</summary>
/// <param name="Servers">Brokers, HOST:PORT, separated by commas.</param>
/// <param name="Topic">The topic.</param>
internal sealed partial record KafkaAddress(string Servers, string Topic)
{
    private const string Scheme = "kafka://";
    private const string Form = "kafka://HOST:PORT/TOPIC";

    /// <summary>True for what is meant as a topic.</summary>
    public static bool IsAddress(string path) => path.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an address. Brokers without a port have 9092.</summary>
    /// <exception cref="InvalidInputException">The address does not name brokers and a topic.</exception>
    public static KafkaAddress Parse(string path)
    {
        var match = Pattern().Match(path);
        if (!match.Success)
        {
            throw InvalidInputException.Of(
                "kafka.address",
                $"the address of a topic has the form {Form}, with letters, digits, points, dashes and underscores in the topic",
                file: path,
                fix: path.Contains('@', StringComparison.Ordinal)
                    ? "give user and password in a properties file with --kafka-config"
                    : "write for instance kafka://localhost:9092/alerts"
            );
        }

        var servers = match.Groups["servers"].Value.Split(',').Select(s => s.Contains(':', StringComparison.Ordinal) ? s : s + ":9092");
        return new KafkaAddress(string.Join(',', servers), match.Groups["topic"].Value);
    }

    /// <summary>The address as it is written.</summary>
    public override string ToString() => $"{Scheme}{Servers}/{Topic}";

    /// <summary>The name of a message.</summary>
    public string NameOf(int partition, long offset) => FormattableString.Invariant($"{this} (partition {partition}, offset {offset})");

    /// <summary>The place of the message that a name names; null for other names.</summary>
    public static (string Topic, int Partition, long Offset)? PlaceOf(string name) =>
        IsAddress(name) && Message().Match(name) is { Success: true } match
            ? (
                match.Groups["address"].Value,
                int.Parse(match.Groups["partition"].ValueSpan, CultureInfo.InvariantCulture),
                long.Parse(match.Groups["offset"].ValueSpan, CultureInfo.InvariantCulture)
            )
            : null;

    [GeneratedRegex(@"^kafka://(?<servers>[A-Za-z0-9._-]+(:\d{1,5})?(,[A-Za-z0-9._-]+(:\d{1,5})?)*)/(?<topic>[A-Za-z0-9._-]{1,249})$")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^(?<address>.+) \(partition (?<partition>\d{1,9}), offset (?<offset>\d{1,18})\)$")]
    private static partial Regex Message();
}
