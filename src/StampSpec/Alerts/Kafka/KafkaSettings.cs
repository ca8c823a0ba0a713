using System.Text;
using StampSpec.Common;

namespace StampSpec.Alerts.Kafka;

/// <summary>The client's properties in a file, with lines of the form key=value in librdkafka's names, such as security.protocol.</summary>
internal static class KafkaSettings
{
    private const int MostBytes = 1 << 20;

    // What the command line decides, and what would make reading change the cluster or lose messages.
    private static readonly Dictionary<string, string> Decided = new(StringComparer.Ordinal)
    {
        ["bootstrap.servers"] = "the address kafka://HOST:PORT/TOPIC",
        ["metadata.broker.list"] = "the address kafka://HOST:PORT/TOPIC",
        ["group.id"] = "--group",
        ["enable.auto.commit"] = "--commit",
        ["auto.commit.enable"] = "--commit",
        ["enable.auto.offset.store"] = "--commit",
        ["auto.offset.reset"] = "--from",
        ["allow.auto.create.topics"] = "the program, which creates no topics",
        ["enable.partition.eof"] = "the program",
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read, or a line is not a property that may be set.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Load(string path)
    {
        if (!File.Exists(path))
        {
            throw InvalidInputException.Of("kafka.config", "there is no such file", file: path, fix: "give a file of lines key=value");
        }

        var bytes = BoundedFile.Read(path, MostBytes)
            ?? throw InvalidInputException.Of("kafka.config", "the file is too large", file: path);
        return Read(bytes, path);
    }

    /// <summary>Reads the bytes of a file, in UTF-8.</summary>
    /// <exception cref="InvalidInputException">A line is not a property that may be set.</exception>
    internal static IReadOnlyList<KeyValuePair<string, string>> Read(byte[] bytes, string path)
    {
        var settings = new List<KeyValuePair<string, string>>();
        var faults = new List<Diagnostic>();
        foreach (var (line, text) in Encoding.UTF8.GetString(bytes).Split('\n').Select((text, i) => (i + 1, text.Trim())))
        {
            if (text.Length > 0 && text[0] is not ('#' or '!'))
            {
                Add(text, path, line, settings, faults);
            }
        }

        return faults.Count == 0 ? settings : throw new InvalidInputException(faults);
    }

    private static void Add(string text, string path, int line, List<KeyValuePair<string, string>> settings, List<Diagnostic> faults)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var key = at > 0 ? text[..at].Trim() : "";
        if (key.Length == 0)
        {
            faults.Add(Fault("the line is not of the form key=value", "write for instance security.protocol=SASL_SSL"));
        }
        else if (Decided.TryGetValue(key, out var by))
        {
            faults.Add(Fault($"{key} is set by {by}", "remove the line"));
        }
        else
        {
            settings.Add(new(key, text[(at + 1)..].Trim()));
        }

        Diagnostic Fault(string message, string fix) => Diagnostic.Error("kafka.config", message, file: path, line: line, fix: fix);
    }
}
