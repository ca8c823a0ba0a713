using Confluent.Kafka;

namespace StampSpec.Tests.Alerts;

/// <summary>
/// A Kafka cluster inside this process, on the loopback: librdkafka's mock broker. Its topics have four partitions.
/// </summary>
internal sealed class MockCluster : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    private readonly IProducer<Null, byte[]> _producer;

    public MockCluster()
    {
        var config = new ProducerConfig { BootstrapServers = "127.0.0.1:1", MessageMaxBytes = 10_000_000 };
        config.Set("test.mock.num.brokers", "1");
        _producer = new ProducerBuilder<Null, byte[]>(config).SetLogHandler((_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(_producer.Handle).Build();
        var broker = admin.GetMetadata(TimeLimit).Brokers[0];
        Servers = FormattableString.Invariant($"{broker.Host}:{broker.Port}");
    }

    /// <summary>The broker, HOST:PORT.</summary>
    public string Servers { get; }

    /// <summary>The address of a topic.</summary>
    public string Topic(string name = "alerts") => $"kafka://{Servers}/{name}";

    /// <summary>Sends messages to a partition of a topic, one after the other.</summary>
    public void Send(int partition, params IEnumerable<byte[]?> messages)
    {
        var time = new DateTime(2026, 11, 29, 17, 0, 0, DateTimeKind.Utc);
        foreach (var bytes in messages)
        {
            var message = new Message<Null, byte[]> { Value = bytes!, Timestamp = new Timestamp(time) };
            _producer.ProduceAsync(new TopicPartition("alerts", partition), message).GetAwaiter().GetResult();
            time = time.AddMinutes(1);
        }
    }

    public void Dispose() => _producer.Dispose();
}
