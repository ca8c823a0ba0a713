using Confluent.Kafka;
using StampSpec.Common;

namespace StampSpec.Alerts.Kafka;

/// <summary>Creates clients of Kafka, which only read.</summary>
internal static class KafkaClient
{
    /// <summary>How long an answer of a broker may take.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    private const string DefaultGroup = "stampspec";

    /// <summary>A client for the brokers of an address.</summary>
    /// <param name="address">The topic.</param>
    /// <param name="reading">The group and other settings.</param>
    /// <param name="reasons">Receives what the client reports about its connections.</param>
    /// <exception cref="InvalidInputException">The client refuses the settings, or its native library cannot be loaded.</exception>
    public static IConsumer<Ignore, byte[]> Of(KafkaAddress address, KafkaReading reading, Action<string> reasons)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = address.Servers,
            GroupId = reading.Group ?? DefaultGroup,
            ClientId = "stampspec",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Error,
            AllowAutoCreateTopics = false,
            EnablePartitionEof = true,
        };
        try
        {
            return Build([.. config.Where(own => reading.Settings.All(s => s.Key != own.Key)), .. reading.Settings], reasons);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            throw new InvalidInputException(
                Diagnostic.Error(
                    "kafka.config",
                    $"the Kafka client refuses its settings: {failure.Message.TrimEnd('.')}",
                    file: reading.ConfigPath,
                    fix: "librdkafka's CONFIGURATION.md lists the names and values; those of Java clients can differ"
                ),
                failure
            );
        }
    }

    private static IConsumer<Ignore, byte[]> Build(IEnumerable<KeyValuePair<string, string>> settings, Action<string> reasons)
    {
        try
        {
            return new ConsumerBuilder<Ignore, byte[]>(settings)
                .SetErrorHandler((_, error) => reasons(error.Reason))
                .SetLogHandler((_, log) => Note(log, reasons))
                .Build();
        }
        catch (Exception failure) when (failure is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException)
        {
            throw WithoutNative(failure);
        }
    }

    // A message begins with the name of a thread in brackets, which says nothing to the reader.
    private static void Note(LogMessage log, Action<string> reasons)
    {
        if (log.Level <= SyslogLevel.Error)
        {
            var end = log.Message.IndexOf("]: ", StringComparison.Ordinal);
            reasons(log.Message.StartsWith('[') && end > 0 ? log.Message[(end + 3)..] : log.Message);
        }
    }

    /// <summary>The fault of a missing native library.</summary>
    public static InvalidInputException WithoutNative(Exception failure) =>
        new(
            Diagnostic.Error(
                "kafka.native",
                "librdkafka, the native library that reads from Kafka, cannot be loaded: "
                    + failure.GetBaseException().Message.TrimEnd('.'),
                fix: "install the package of StampSpec for this platform again, or librdkafka from the system's packages "
                    + "(Debian: librdkafka1)"
            ),
            failure
        );
}
