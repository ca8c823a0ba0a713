using System.Globalization;
using StampSpec.Common;

namespace StampSpec.Alerts.Kafka;

/// <summary>Where reading of a topic begins or ends, as a command line says it.</summary>
internal abstract record KafkaPlace
{
    private const string EarliestWord = "earliest";
    private const string LatestWord = "latest";
    private const string CommittedWord = "committed";
    private const string EndWord = "end";
    private const string NeverWord = "never";

    private const string Forms = "an offset, offsets by partition such as 0:120,1:98, or a time such as 2026-11-29T17:00:00Z";

    /// <summary>Reads the place where reading begins.</summary>
    /// <exception cref="InvalidInputException">The text is no such place.</exception>
    public static KafkaPlace ParseStart(string text) =>
        text switch
        {
            EarliestWord => new First(),
            LatestWord => new Last(),
            CommittedWord => new Committed(),
            _ => Number(text)
                ?? throw Fault("--from", text, $"write {EarliestWord}, {LatestWord}, {CommittedWord} (of the group), {Forms}"),
        };

    /// <summary>Reads the place where reading ends, before the offset or the time.</summary>
    /// <exception cref="InvalidInputException">The text is no such place.</exception>
    public static KafkaPlace ParseEnd(string text) =>
        text switch
        {
            EndWord => new Last(),
            NeverWord => new Never(),
            _ => Number(text) ?? throw Fault("--until", text, $"write {EndWord} (of the messages that are there), {NeverWord}, {Forms}"),
        };

    private static KafkaPlace? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? new Offset(offset)
        : Partitions(text) is { } offsets ? new Offsets(offsets)
        : DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        ) && text.Contains('-', StringComparison.Ordinal)
            ? new Time(time)
        : null;

    private static Dictionary<int, long>? Partitions(string text)
    {
        var offsets = new Dictionary<int, long>();
        foreach (var part in text.Split(','))
        {
            if (
                part.Split(':') is not [var partition, var offset]
                || !int.TryParse(partition, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || !long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
                || !offsets.TryAdd(number, place)
            )
            {
                return null;
            }
        }

        return offsets;
    }

    private static InvalidInputException Fault(string option, string text, string fix) =>
        InvalidInputException.Of("kafka.place", $"{option} is \"{text}\", which is not a place in a topic", fix: fix);

    /// <summary>The first message that is there.</summary>
    public sealed record First : KafkaPlace;

    /// <summary>After the last message that is there.</summary>
    public sealed record Last : KafkaPlace;

    /// <summary>The offset that the group has committed; the first message if it has none.</summary>
    public sealed record Committed : KafkaPlace;

    /// <summary>Reading goes on until it is interrupted.</summary>
    public sealed record Never : KafkaPlace;

    /// <summary>An offset, the same in all partitions.</summary>
    public sealed record Offset(long Value) : KafkaPlace;

    /// <summary>Offsets of partitions; the others are not read.</summary>
    public sealed record Offsets(IReadOnlyDictionary<int, long> Values) : KafkaPlace;

    /// <summary>The first message with this time or a later one.</summary>
    public sealed record Time(DateTimeOffset Value) : KafkaPlace;
}
