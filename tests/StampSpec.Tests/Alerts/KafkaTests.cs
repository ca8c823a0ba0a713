using System.Globalization;
using System.Text.Json;
using StampSpec.Alerts;
using StampSpec.Alerts.Kafka;
using StampSpec.Alerts.Lsst;
using StampSpec.Alerts.Reading;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Fuzzing.Engine;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

/// <summary>Topics of Kafka, against librdkafka's mock broker.</summary>
public sealed class KafkaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MockCluster _cluster = new();

    public void Dispose()
    {
        _cluster.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_topic_gives_containers_and_wire_messages_until_its_end()
    {
        _cluster.Send(0, Packet(1), Packet(2));
        _cluster.Send(2, ConfluentMessages.Of(OwnPackets.LsstAlert), null, "noise"u8.ToArray());
        var options = new AlertReadingOptions
        {
            WireSchemas = WireSchemas.Of(new Dictionary<int, AvroSchema> { [1100] = LsstPacketWriter.Schema }),
        };
        var readings = AlertFiles.Read([_cluster.Topic()], options).OrderBy(r => r.Source, StringComparer.Ordinal).ToArray();
        Assert.Equal([1L, 2L, 42L, null, null], readings.Select(r => r.Alert?.Candid));
        Assert.Equal(
            [
                $"{_cluster.Topic()} (partition 2, offset 1): error kafka.empty: the message is empty",
                $"{_cluster.Topic()} (partition 2, offset 2):byte 0: error avro.magic: the file is not an Avro object container: it does "
                    + "not begin with \"Obj\" and 1",
            ],
            readings[3..].Select(r => r.Problem!.ToString())
        );
    }

    [Theory]
    [InlineData("earliest", "end", "0 1 2 3")]
    [InlineData("latest", "end", "")]
    [InlineData("1", "3", "1 2")]
    [InlineData("0:2", "end", "2 3")]
    [InlineData("earliest", "0:1", "0")]
    public void Reading_begins_and_ends_where_the_options_say(string from, string until, string candids)
    {
        // Every partition has the offsets, because an offset alone means that of all partitions.
        for (var partition = 0; partition < 4; partition++)
        {
            _cluster.Send(partition, Enumerable.Range(0, 4).Select(i => Packet((10 * partition) + i)));
        }

        var options = new AlertReadingOptions { Kafka = KafkaReading.Of(from, until) };
        var read = AlertFiles.Read([_cluster.Topic()], options).Select(r => r.Alert!.Candid).Where(candid => candid < 10);
        Assert.Equal(candids, string.Join(' ', read.Select(candid => candid.ToString(CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData("2026-11-29", "2026-11-29T00:00:00Z")]
    [InlineData("2026-11-29T17:01:00Z", "2026-11-29T17:01:00Z")]
    [InlineData("2026-11-29T19:01:00+02:00", "2026-11-29T17:01:00Z")]
    public void A_place_may_be_a_time(string text, string utc)
    {
        // The mock broker does not look up times, so only the meaning of the text is tested.
        var time = DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture);
        Assert.Equal(new KafkaPlace.Time(time), KafkaPlace.ParseStart(text));
        Assert.Equal(new KafkaPlace.Time(time), KafkaPlace.ParseEnd(text));
    }

    [Fact]
    public void An_interrupted_reading_continues_at_its_offsets_and_nothing_is_lost()
    {
        _cluster.Send(0, Enumerable.Range(0, 9).Select(i => Packet(i)));
        _cluster.Send(1, Enumerable.Range(10, 9).Select(i => Packet(i)));
        var (read, from) = (new List<long>(), "earliest");
        for (var rounds = 0; rounds < 10 && read.Count < 18; rounds++)
        {
            var kafka = KafkaReading.Of(from);
            var readings = AlertFiles.Read([_cluster.Topic()], new AlertReadingOptions { Kafka = kafka });
            // The fifth reading is taken but not used, as when the program is interrupted.
            read.AddRange(
                kafka.Follow(readings, r => r.Source).Take(5).Select(r => r.Alert!.Candid).ToArray()[..^(read.Count < 13 ? 1 : 0)]
            );
            from = kafka.Position!;
        }

        Assert.Equal([.. Enumerable.Range(0, 9).Select(i => (long)i), .. Enumerable.Range(10, 9)], read.Order());
    }

    [Fact]
    public void Nothing_is_committed_unless_asked_and_then_what_was_written()
    {
        _cluster.Send(0, Packet(1), Packet(2), Packet(3));
        var first = Inspect("--group", "g", "--max-alerts", "2");
        Assert.Equal(2, first.Elements);
        Assert.Equal("read 2 messages; to continue: --from 0:2,1:0,2:0,3:0", first.LastLine);
        var again = Inspect("--group", "g", "--max-alerts", "2", "--commit");
        Assert.Equal(2, again.Elements);
        Assert.Equal("read 2 messages; to continue: --from 0:2,1:0,2:0,3:0, committed for g", again.LastLine);
        var rest = Inspect("--group", "g");
        Assert.Equal((1, "read 1 message; to continue: --from 0:3,1:0,2:0,3:0"), (rest.Elements, rest.LastLine));
    }

    [SkippableFact]
    public void Rubins_real_messages_arrive_as_they_are_in_files()
    {
        var files = Directory.GetFiles(Repository.SharedPath("data", "lsst"), "*.wire*.avro").Order(StringComparer.Ordinal).ToArray();
        _cluster.Send(0, files.Select(File.ReadAllBytes));
        var topic = CommandLine.Run("inspect", _cluster.Topic(), "--format", "json");
        var folder = CommandLine.Run(["inspect", .. files, "--format", "json"]);
        Assert.Equal(Parts(folder.Output), Parts(topic.Output));
    }

    [Fact]
    public void What_is_wrong_with_a_topic_is_said_in_bounded_time()
    {
        _cluster.Send(0, Packet(1));
        File.WriteAllText(_folder["bad.properties"], "# comment\nsecurity.protocol=SSL\nno property\nenable.auto.commit=true\n");
        File.WriteAllText(_folder["unknown.properties"], "no.such.name=x\n");
        var (topic, gone) = (_cluster.Topic(), "kafka://127.0.0.1:1/alerts");
        Assert.Equal(
            [
                "~/gone: error kafka.topic: the cluster has no topic gone that can be read: Broker: Unknown topic or partition; check the "
                    + "name of the topic, and that the user may read it",
                "~/alerts: error kafka.offset: reading would begin at offset 7 of partition 0, which has 0 to 1; write --from earliest to "
                    + "read all messages that are there",
                "~/alerts: error kafka.place: --from names partition 9, but the topic has 4, counted from 0",
                "error kafka.place: --from is \"soon\", which is not a place in a topic; write earliest, latest, committed (of the "
                    + "group), an offset, offsets by partition such as 0:120,1:98, or a time such as 2026-11-29T17:00:00Z",
                "error kafka.place: --until is \"1:2,1:3\", which is not a place in a topic; write end (of the messages that are there), "
                    + "never, an offset, offsets by partition such as 0:120,1:98, or a time such as 2026-11-29T17:00:00Z",
                "error kafka.place: --from committed needs a group; add --group NAME",
                "error kafka.no-group: --commit needs a group; add --group NAME",
                $"{_folder["bad.properties"]}:3: error kafka.config: the line is not of the form key=value; write for instance "
                    + "security.protocol=SASL_SSL",
                $"{_folder["unknown.properties"]}: error kafka.config: the Kafka client refuses its settings: No such configuration "
                    + "property: \"no.such.name\"; librdkafka's CONFIGURATION.md lists the names and values; those of Java clients can "
                    + "differ",
                "kafka://host/a b: error kafka.address: the address of a topic has the form kafka://HOST:PORT/TOPIC, with letters, digits, "
                    + "points, dashes and underscores in the topic; write for instance kafka://localhost:9092/alerts",
                "kafka://user:secret@host/a: error kafka.address: the address of a topic has the form kafka://HOST:PORT/TOPIC, with "
                    + "letters, digits, points, dashes and underscores in the topic; give user and password in a properties file with "
                    + "--kafka-config",
                "error kafka.no-topic: --max-alerts applies only to a Kafka topic; give kafka://HOST:PORT/TOPIC for ALERTS, or leave the "
                    + "option out",
            ],
            new[]
            {
                Fault(_cluster.Topic("gone")),
                Fault(topic, "--from", "7"),
                Fault(topic, "--from", "9:0"),
                Fault(topic, "--from", "soon"),
                Fault(topic, "--until", "1:2,1:3"),
                Fault(topic, "--from", "committed"),
                Fault(topic, "--commit"),
                Fault(topic, "--kafka-config", _folder["bad.properties"]),
                Fault(topic, "--kafka-config", _folder["unknown.properties"]),
                Fault("kafka://host/a b"),
                Fault("kafka://user:secret@host/a"),
                Fault(_folder.Path, "--max-alerts", "3"),
            }
        );
        var unreachable = Fault(gone);
        Assert.StartsWith(
            $"{gone}: error kafka.unreachable: no broker answers at 127.0.0.1:1 within 10 s: ",
            unreachable,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "give the settings of a cluster with passwords or encryption with --kafka-config",
            unreachable,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_command_that_reads_no_topic_leaves_no_result()
    {
        var result = CommandLine.Run("cut", "ztf-full", _cluster.Topic("gone"), "--out", _folder["cut"]);
        Assert.Equal(2, result.ExitCode);
        Assert.False(Directory.Exists(_folder["cut"]));
    }

    [Fact]
    public void The_places_of_several_topics_are_given_for_each()
    {
        var reading = KafkaReading.Of();
        Assert.Null(reading.Position);
        reading.StartAt(KafkaAddress.Parse("kafka://h/t1"), 0, 10);
        reading.StartAt(KafkaAddress.Parse("kafka://h/t1"), 1, 11);
        Assert.Equal("0:10,1:11", reading.Position);
        reading.StartAt(KafkaAddress.Parse("kafka://h/t2"), 0, 20);
        Assert.Equal("0:10,1:11 for kafka://h:9092/t1, --from 0:20 for kafka://h:9092/t2", reading.Position);
    }

    [Fact]
    public void A_missing_native_library_is_named_with_what_to_do()
    {
        var fault = KafkaClient.WithoutNative(new DllNotFoundException("Failed to load the librdkafka native library."));
        Assert.Equal(
            "error kafka.native: librdkafka, the native library that reads from Kafka, cannot be loaded: Failed to load the librdkafka "
                + "native library; install the package of StampSpec for this platform again, or librdkafka from the system's packages "
                + "(Debian: librdkafka1)",
            fault.Message
        );
    }

    [Fact]
    public void An_interruption_ends_the_waiting_for_messages()
    {
        _cluster.Send(0, Packet(1));
        using var stop = new CancellationTokenSource();
        var options = new AlertReadingOptions { Kafka = KafkaReading.Of(until: "never", cancellation: stop.Token), Parallelism = 1 };
        foreach (var reading in AlertFiles.Read([_cluster.Topic()], options))
        {
            Assert.Equal(1, reading.Alert!.Candid);
            stop.Cancel();
        }
    }

    private static byte[] Packet(long candid) => ZtfPacketFile.Container([ZtfPacketFile.Record(candid)]);

    private string Fault(string alerts, params string[] options)
    {
        var result = CommandLine.Run(["inspect", alerts, "--format", "json", .. options]);
        Assert.Equal(2, result.ExitCode);
        var line = result.Error.Trim().Split(Environment.NewLine)[0];
        return line.StartsWith(_folder.Path, StringComparison.Ordinal)
            ? line
            : line.Replace($"kafka://{_cluster.Servers}", "~", StringComparison.Ordinal);
    }

    private (int Elements, string LastLine) Inspect(params string[] options)
    {
        var result = CommandLine.Run(["inspect", _cluster.Topic(), "--format", "json", .. options]);
        Assert.True(result.ExitCode == 0, result.Error);
        using var array = JsonDocument.Parse(result.Output);
        return (array.RootElement.GetArrayLength(), result.Error.Trim().Split(Environment.NewLine)[^1]);
    }

    private static string[] Parts(string json)
    {
        using var array = JsonDocument.Parse(json);
        return
        [
            .. array
                .RootElement.EnumerateArray()
                .Select(e => $"{e.GetProperty("kind")} {e.GetProperty("parts")} {e.GetProperty("cutouts")}"),
        ];
    }
}
