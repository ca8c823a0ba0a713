using Confluent.Kafka;
using StampSpec.Common;

namespace StampSpec.Alerts.Kafka;

/// <summary>The offsets of a partition that are read.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">The first that is not read.</param>
internal readonly record struct KafkaRange(long Start, long End);

/// <summary>Finds the offsets where reading of each partition begins and ends.</summary>
internal sealed class KafkaRanges
{
    private readonly IConsumer<Ignore, byte[]> _client;
    private readonly KafkaAddress _address;
    private readonly KafkaReading _reading;

    private KafkaRanges(IConsumer<Ignore, byte[]> client, KafkaAddress address, KafkaReading reading)
    {
        (_client, _address, _reading) = (client, address, reading);
    }

    /// <summary>The range of each partition, in order.</summary>
    /// <param name="client">A client for the brokers.</param>
    /// <param name="address">The topic.</param>
    /// <param name="reading">Where reading begins and ends.</param>
    /// <param name="reason">What the client last reported about its connections.</param>
    /// <exception cref="InvalidInputException">No broker answers, there is no such topic, or a place is not in it.</exception>
    public static IReadOnlyDictionary<int, KafkaRange> Find(
        IConsumer<Ignore, byte[]> client,
        KafkaAddress address,
        KafkaReading reading,
        Func<string?> reason
    )
    {
        try
        {
            return new KafkaRanges(client, address, reading).Find();
        }
        catch (KafkaException failure)
        {
            var limit = FormattableString.Invariant($"{KafkaClient.TimeLimit.TotalSeconds} s");
            throw new InvalidInputException(
                Diagnostic.Error(
                    "kafka.unreachable",
                    $"no broker answers at {address.Servers} within {limit}: {reason() ?? failure.Error.Reason}",
                    file: address.ToString(),
                    fix: "check host and port, and give the settings of a cluster with passwords or encryption with --kafka-config"
                ),
                failure
            );
        }
    }

    private SortedDictionary<int, KafkaRange> Find()
    {
        var ranges = new SortedDictionary<int, KafkaRange>();
        foreach (var partition in Partitions())
        {
            var place = new TopicPartition(_address.Topic, partition);
            var marks = _client.QueryWatermarkOffsets(place, KafkaClient.TimeLimit);
            var there = new KafkaRange(marks.Low.Value, marks.High.Value);
            if (
                OffsetOf(_reading.From, place, there) is { } start
                && (_reading.Until is KafkaPlace.Never ? long.MaxValue : OffsetOf(_reading.Until, place, there)) is { } end
            )
            {
                RequireThere(place, start, there);
                ranges[partition] = new KafkaRange(start, end);
            }
        }

        return ranges;
    }

    private IEnumerable<int> Partitions()
    {
        using var admin = new DependentAdminClientBuilder(_client.Handle).Build();
        var found = admin.GetMetadata(_address.Topic, KafkaClient.TimeLimit).Topics.FirstOrDefault(topic => topic.Topic == _address.Topic);
        if (found is null || found.Error.IsError || found.Partitions.Count == 0)
        {
            throw InvalidInputException.Of(
                "kafka.topic",
                $"the cluster has no topic {_address.Topic} that can be read: {found?.Error.Reason ?? "it is not listed"}",
                file: _address.ToString(),
                fix: "check the name of the topic, and that the user may read it"
            );
        }

        var named = (_reading.From as KafkaPlace.Offsets)?.Values.Keys.Except(found.Partitions.Select(p => p.PartitionId)).ToArray();
        return named is { Length: > 0 }
            ? throw InvalidInputException.Of(
                "kafka.place",
                FormattableString.Invariant(
                    $"--from names partition {named[0]}, but the topic has {found.Partitions.Count}, counted from 0"
                ),
                file: _address.ToString()
            )
            : found.Partitions.Select(p => p.PartitionId).Order();
    }

    private long? OffsetOf(KafkaPlace place, TopicPartition partition, KafkaRange there) =>
        place switch
        {
            KafkaPlace.First => there.Start,
            KafkaPlace.Offset offset => offset.Value,
            KafkaPlace.Offsets offsets => offsets.Values.TryGetValue(partition.Partition.Value, out var own) ? own : null,
            KafkaPlace.Time time => AtTime(partition, time.Value) ?? there.End,
            KafkaPlace.Committed => CommittedOffset(partition) ?? there.Start,
            _ => there.End,
        };

    private long? AtTime(TopicPartition partition, DateTimeOffset time)
    {
        var asked = new TopicPartitionTimestamp(partition, new Timestamp(time));
        var found = _client.OffsetsForTimes([asked], KafkaClient.TimeLimit)[0].Offset;
        return found.IsSpecial ? null : found.Value;
    }

    private long? CommittedOffset(TopicPartition partition)
    {
        var found = _client.Committed([partition], KafkaClient.TimeLimit)[0].Offset;
        return found.IsSpecial ? null : found.Value;
    }

    // Messages that the cluster no longer has must not be left out without a word.
    private void RequireThere(TopicPartition partition, long start, KafkaRange there)
    {
        if (start < there.Start || start > there.End)
        {
            throw InvalidInputException.Of(
                "kafka.offset",
                FormattableString.Invariant($"reading would begin at offset {start} of partition {partition.Partition.Value}")
                    + FormattableString.Invariant($", which has {there.Start} to {there.End}"),
                file: _address.ToString(),
                fix: "write --from earliest to read all messages that are there"
            );
        }
    }
}
