using Confluent.Kafka;
using StampSpec.Common;

namespace StampSpec.Alerts.Kafka;

/// <summary>A message of a topic, or the reason why reading ended before its end.</summary>
/// <param name="Name">Topic, partition and offset, as the user would name them.</param>
/// <param name="Bytes">The message's value; null if there is a problem.</param>
/// <param name="Problem">What is wrong; null if nothing is.</param>
internal sealed record KafkaMessage(string Name, byte[]? Bytes, Diagnostic? Problem);

/// <summary>
/// Reads the messages of a topic, partition by partition as they come. Nothing in the cluster changes. Waiting for a broker is bounded;
/// waiting for messages is bounded too, unless reading is to go on until it is interrupted.
/// </summary>
internal sealed class KafkaTopic : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly KafkaAddress _address;
    private readonly KafkaReading _reading;
    private readonly IConsumer<Ignore, byte[]> _client;
    private readonly Dictionary<int, KafkaRange> _open = [];
    private string? _reason;

    private KafkaTopic(KafkaAddress address, KafkaReading reading)
    {
        (_address, _reading) = (address, reading);
        _client = KafkaClient.Of(address, reading, reason => _reason = reason);
    }

    /// <summary>Connects to the brokers, and finds where reading begins and ends.</summary>
    /// <exception cref="InvalidInputException">
    /// No broker answers in time, there is no such topic, or the places are not in the topic.
    /// </exception>
    public static KafkaTopic Open(KafkaAddress address, KafkaReading reading)
    {
        var topic = new KafkaTopic(address, reading);
        try
        {
            topic.Find();
            return topic;
        }
        catch
        {
            topic.Dispose();
            throw;
        }
    }

    /// <summary>The messages. The last one may be the problem that ended reading.</summary>
    public IEnumerable<KafkaMessage> Messages()
    {
        var waited = TimeSpan.Zero;
        for (var left = _reading.MaxAlerts; left > 0 && _open.Count > 0 && !_reading.Cancellation.IsCancellationRequested; )
        {
            var (result, failure) = Next();
            if (failure is not null)
            {
                yield return new KafkaMessage(_address.ToString(), null, Stopped(failure.Error.Reason));
                yield break;
            }

            if (result is { IsPartitionEOF: false })
            {
                left--;
                yield return MessageOf(result);
            }

            Close(result);
            waited = result is null ? waited + Step : TimeSpan.Zero;
            if (waited >= Patience && _reading.Until is not KafkaPlace.Never)
            {
                yield return new KafkaMessage(_address.ToString(), null, Stopped(_reason ?? Silence));
                yield break;
            }
        }
    }

    /// <summary>Leaves the cluster.</summary>
    public void Dispose()
    {
        _client.Unassign();
        _client.Dispose();
    }

    private static string Silence => FormattableString.Invariant($"no message came for {Patience.TotalSeconds} s");

    private (ConsumeResult<Ignore, byte[]>? Result, KafkaException? Failure) Next()
    {
        try
        {
            return (_client.Consume(Step), null);
        }
        catch (KafkaException failure)
        {
            return (null, failure);
        }
    }

    private KafkaMessage MessageOf(ConsumeResult<Ignore, byte[]> result)
    {
        var name = _address.NameOf(result.Partition.Value, result.Offset.Value);
        return result.Message.Value is { Length: > 0 } bytes
            ? new KafkaMessage(name, bytes, null)
            : new KafkaMessage(name, null, Diagnostic.Error("kafka.empty", "the message is empty", file: name));
    }

    /// <summary>Stops reading a partition whose end has been reached.</summary>
    private void Close(ConsumeResult<Ignore, byte[]>? result)
    {
        if (result is null || _reading.Until is KafkaPlace.Never || !_open.TryGetValue(result.Partition.Value, out var range))
        {
            return;
        }

        var next = result.IsPartitionEOF ? result.Offset.Value : result.Offset.Value + 1;
        if (result.IsPartitionEOF || next >= range.End)
        {
            _open.Remove(result.Partition.Value);
            _client.Pause([result.TopicPartition]);
        }
    }

    private void Find()
    {
        var ranges = KafkaRanges.Find(_client, _address, _reading, () => _reason);
        foreach (var (partition, range) in ranges)
        {
            _reading.StartAt(_address, partition, range.Start);
            if (range.Start < range.End || _reading.Until is KafkaPlace.Never)
            {
                _open[partition] = range;
            }
        }

        _client.Assign(_open.Select(open => new TopicPartitionOffset(_address.Topic, open.Key, open.Value.Start)));
    }

    private Diagnostic Stopped(string reason) =>
        Diagnostic.Error(
            "kafka.stopped",
            $"reading stopped before the end: {reason}",
            file: _address.ToString(),
            fix: "what was read so far is complete in itself; continue with --from and the offsets that the command prints"
        );
}
