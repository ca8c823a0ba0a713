using System.Globalization;
using Confluent.Kafka;
using StampSpec.Common;

namespace StampSpec.Alerts.Kafka;

/// <summary>
/// How topics of Kafka are read, and how far they have been read. Reading changes nothing in the cluster, unless <see cref="Commit"/> is
/// called.
/// </summary>
public sealed class KafkaReading
{
    private readonly SortedDictionary<(string Topic, int Partition), long> _next = [];
    private (string Topic, int Partition, long Offset)? _last;
    private string? _lastName;

    /// <summary>Settings as a command line gives them; null for the defaults.</summary>
    /// <param name="from">
    /// earliest (default; with a group, committed), latest, committed, an offset, P:N,P:N by partition, or a time.
    /// </param>
    /// <param name="until">end (default: the messages that are there now), never, an offset, P:N,P:N, or a time; itself excluded.</param>
    /// <param name="maxAlerts">Largest number of messages of a topic.</param>
    /// <param name="group">The consumer group whose committed offsets count.</param>
    /// <param name="configPath">A file of the client's properties, key=value in librdkafka's names.</param>
    /// <param name="cancellation">Ends the waiting for messages.</param>
    /// <exception cref="InvalidInputException">A value is invalid.</exception>
    public static KafkaReading Of(
        string? from = null,
        string? until = null,
        long? maxAlerts = null,
        string? group = null,
        string? configPath = null,
        CancellationToken cancellation = default
    )
    {
        var start = KafkaPlace.ParseStart(from ?? (group is null ? "earliest" : "committed"));
        return start is KafkaPlace.Committed && group is null
            ? throw InvalidInputException.Of("kafka.place", "--from committed needs a group", fix: "add --group NAME")
            : new KafkaReading
            {
                From = start,
                Until = KafkaPlace.ParseEnd(until ?? "end"),
                MaxAlerts = maxAlerts ?? long.MaxValue,
                Group = group,
                ConfigPath = configPath,
                Settings = configPath is null ? [] : KafkaSettings.Load(configPath),
                Cancellation = cancellation,
            };
    }

    internal KafkaPlace From { get; private init; } = new KafkaPlace.First();

    internal KafkaPlace Until { get; private init; } = new KafkaPlace.Last();

    internal long MaxAlerts { get; private init; } = long.MaxValue;

    internal string? Group { get; private init; }

    internal string? ConfigPath { get; private init; }

    internal IReadOnlyList<KeyValuePair<string, string>> Settings { get; private init; } = [];

    internal CancellationToken Cancellation { get; private init; }

    /// <summary>Messages of which all results have been used.</summary>
    public long Messages { get; private set; }

    /// <summary>
    /// The places after the messages of which all results have been used, as <c>--from</c> takes them; null if there was none. Of several
    /// topics, each has its own places, and its name after them.
    /// </summary>
    public string? Position
    {
        get
        {
            var topics = _next.GroupBy(next => next.Key.Topic).ToArray();
            return topics.Length switch
            {
                0 => null,
                1 => PlacesOf(topics[0]),
                _ => string.Join(", --from ", topics.Select(topic => $"{PlacesOf(topic)} for {topic.Key}")),
            };
        }
    }

    private static string PlacesOf(IEnumerable<KeyValuePair<(string Topic, int Partition), long>> topic) =>
        string.Join(',', topic.Select(next => string.Create(CultureInfo.InvariantCulture, $"{next.Key.Partition}:{next.Value}")));

    /// <summary>Passes results on, and notes the message of each as done when all its results have been used.</summary>
    /// <param name="results">Results in the order of the messages.</param>
    /// <param name="sourceOf">The source of a result, as readings name it.</param>
    public IEnumerable<T> Follow<T>(IEnumerable<T> results, Func<T, string> sourceOf)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(sourceOf);
        foreach (var result in results)
        {
            Begin(sourceOf(result));
            yield return result;
        }

        Begin("");
    }

    /// <summary>Commits <see cref="Position"/> for the group.</summary>
    /// <exception cref="InvalidInputException">The brokers refuse it or do not answer.</exception>
    public void Commit()
    {
        foreach (var topic in _next.GroupBy(next => next.Key.Topic))
        {
            var address = KafkaAddress.Parse(topic.Key);
            using var client = KafkaClient.Of(address, this, _ => { });
            try
            {
                client.Commit(topic.Select(next => new TopicPartitionOffset(address.Topic, next.Key.Partition, next.Value)));
            }
            catch (KafkaException refused)
            {
                throw new InvalidInputException(
                    Diagnostic.Error(
                        "kafka.commit",
                        $"the offsets were not committed: {refused.Error.Reason}",
                        file: topic.Key,
                        fix: $"the results are complete; continue with --from {Position}"
                    ),
                    refused
                );
            }
        }
    }

    internal void StartAt(KafkaAddress address, int partition, long offset) => _next[(address.ToString(), partition)] = offset;

    private void Begin(string source)
    {
        if (source == _lastName)
        {
            return;
        }

        if (_last is { } done)
        {
            _next[(done.Topic, done.Partition)] = done.Offset + 1;
            Messages++;
        }

        (_lastName, _last) = (source, KafkaAddress.PlaceOf(source));
    }
}
