using StampSpec.Alerts.Kafka;
using StampSpec.Common;

namespace StampSpec.Alerts.Reading;

/// <summary>Reads alerts from files, folders and archives.</summary>
public static class AlertFiles
{
    /// <summary>The path that means standard input.</summary>
    public const string StandardInput = "-";

    private const string PacketExtension = ".avro";

    private const string StandardInputName = "standard input";

    /// <summary>
    /// Reads all alerts, lazily, on several threads, in order: paths as given; a folder's .avro and .parquet files by ordinal name; the
    /// alerts of an archive, a container or a table in their order. A packet that cannot be read gives a reading with a problem, and
    /// reading continues.
    /// </summary>
    /// <param name="paths">
    /// Packets (object containers), Parquet tables of alerts with their cutouts, folders of .avro and .parquet files, and tar archives of
    /// them, gzipped or not, which are recognised by their first bytes; pipes and - (standard input) for an archive, a container or a
    /// table; and topics of Kafka, <c>kafka://HOST:PORT/TOPIC</c>.
    /// </param>
    /// <param name="options">Limits and threads; <see cref="AlertReadingOptions.Default"/> if null.</param>
    /// <exception cref="InvalidInputException">
    /// A path does not exist, a folder contains no .avro or .parquet file, or a topic cannot be reached. This is thrown before anything is
    /// read.
    /// </exception>
    public static IEnumerable<AlertReading> Read(IReadOnlyList<string> paths, AlertReadingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        options ??= AlertReadingOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallelism, 1);
        var faults = paths.Select(FaultOf).OfType<Diagnostic>().ToArray();
        return faults.Length > 0 ? throw new InvalidInputException(faults)
            : paths.Contains(StandardInput) ? paths.SelectMany(path => ReadPath(path, options))
            : PacketStream.ReadAll(paths.Select(path => SourcesOf(path, options)).ToArray().SelectMany(sources => sources), options);
    }

    private static IEnumerable<AlertReading> ReadPath(string path, AlertReadingOptions options) =>
        path == StandardInput
            ? AlertStream.Read(Console.OpenStandardInput(), StandardInputName, options)
            : PacketStream.ReadAll(SourcesOf(path, options), options);

    /// <summary>
    /// The messages of a topic. The brokers are asked at once, so that what is wrong with the topic is known before reading.
    /// </summary>
    private static IEnumerable<PacketSource> MessagesOf(string path, AlertReadingOptions options) =>
        SourcesOf(KafkaTopic.Open(KafkaAddress.Parse(path), options.Kafka));

    private static IEnumerable<PacketSource> SourcesOf(KafkaTopic topic)
    {
        using (topic)
        {
            foreach (var message in topic.Messages())
            {
                yield return message.Problem is { } problem
                    ? PacketSource.Refused(message.Name, problem)
                    : PacketSource.OfBytes(message.Name, message.Bytes!);
            }
        }
    }

    private static IEnumerable<PacketSource> Attempted(string path, AlertReadingOptions options)
    {
        try
        {
            return MessagesOf(path, options);
        }
        catch (InvalidInputException fault)
        {
            return [PacketSource.Refused(path, fault.Diagnostics[0])];
        }
    }

    /// <summary>
    /// The packets of one path, one source for each. If the path itself is at fault, the result is one source that cannot be read.
    /// </summary>
    internal static IEnumerable<PacketSource> PacketsOf(string path, AlertReadingOptions options) =>
        path == StandardInput ? AlertStream.PacketsOf(Console.OpenStandardInput(), StandardInputName, options)
        : KafkaAddress.IsAddress(path) ? Attempted(path, options)
        : FaultOf(path) is { } fault ? [PacketSource.Refused(path, fault)]
        : SourcesOf(path, options);

    private static IEnumerable<PacketSource> SourcesOf(string path, AlertReadingOptions options) =>
        KafkaAddress.IsAddress(path) ? MessagesOf(path, options)
        : Directory.Exists(path)
            ? PacketsIn(path).SelectMany(file => ParquetAlerts.IsName(file) ? PacketsInFile(file, options) : [OfFile(file)])
        : PacketsInFile(path, options);

    /// <summary>True for the names of files with alerts in folders and archives.</summary>
    internal static bool IsPacketName(string path) =>
        path.EndsWith(PacketExtension, StringComparison.OrdinalIgnoreCase) || ParquetAlerts.IsName(path);

    /// <summary>True for a folder that contains files with alerts itself, not only in folders inside it.</summary>
    internal static bool HasPackets(string folder) => PacketsIn(folder).Any();

    private static PacketSource OfFile(string path) =>
        PacketSource.NameProblem(path) is { } problem ? PacketSource.Refused(path, problem) : PacketSource.OfFile(path);

    /// <summary>The packets of a file, whose first bytes show whether it is an archive. A pipe can be opened only once.</summary>
    private static IEnumerable<PacketSource> PacketsInFile(string path, AlertReadingOptions options)
    {
        using var file = TryOpen(path, out var head);
        if (file is { CanSeek: true } && ParquetAlerts.IsTable(head, path))
        {
            foreach (var row in ParquetAlerts.RowsOf(PacketSource.OfFile(path), options))
            {
                yield return row;
            }

            yield break;
        }

        if (file is null || (file.CanSeek && !AlertStream.IsArchive(head) && !TarPackets.IsArchive(path)))
        {
            yield return PacketSource.OfFile(path);
            yield break;
        }

        using var whole = new PrefixedStream(head, file);
        var packets =
            !AlertStream.IsArchive(head) && TarPackets.IsArchive(path)
                ? TarPackets.Of(whole, path, !TarPackets.IsPlain(path), options)
                : AlertStream.PacketsOf(head, whole, path, options);
        foreach (var packet in packets)
        {
            yield return packet;
        }
    }

    /// <summary>Opens a file and reads its first bytes; null if that fails, which the reading of the packet then reports.</summary>
    private static FileStream? TryOpen(string path, out byte[] head)
    {
        FileStream? file = null;
        try
        {
            file = File.OpenRead(path);
            head = AlertStream.HeadOf(file);
            return file;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            head = [];
            return null;
        }
    }

    /// <summary>The folder's own packets, not those of folders inside it, in ordinal order of their names.</summary>
    private static IEnumerable<string> PacketsIn(string folder) =>
        Directory.EnumerateFiles(folder).Where(IsPacketName).Order(StringComparer.Ordinal);

    private static Diagnostic? FaultOf(string path)
    {
        if (path == StandardInput || KafkaAddress.IsAddress(path))
        {
            return null;
        }

        if (!Path.Exists(path))
        {
            return PacketSource.NameProblem(path)
                ?? Diagnostic.Error(
                    "alert.no-such-path",
                    "there is no such file or folder",
                    file: path,
                    fix: "give a packet, a Parquet table, a folder of them or a tar archive"
                );
        }

        return Directory.Exists(path) && !PacketsIn(path).Any()
            ? Diagnostic.Error("alert.none", "the folder contains no .avro or .parquet file", file: path, fix: FixOf(path))
            : null;
    }

    private static string? FixOf(string folder)
    {
        var inside = Directory.EnumerateDirectories(folder).Where(d => PacketsIn(d).Any()).Order(StringComparer.Ordinal).FirstOrDefault();
        return inside is null
            ? "give a folder of .avro or .parquet files, one such file, or a tar archive of them"
            : $"give the folder inside it that does: {inside}";
    }
}

/// <summary>The result of reading one packet: an alert, or the reason why there is none. A damaged packet never stops a stream.</summary>
/// <param name="Source">File, or file and tar entry, as the user would name it.</param>
/// <param name="Alert">The alert; null if the packet could not be read.</param>
/// <param name="Problem">The reason why it could not be read; null if it could.</param>
public sealed record AlertReading(string Source, Alert? Alert, Diagnostic? Problem)
{
    /// <summary>
    /// The alert's bytes in its container or its message; null if <see cref="AlertReadingOptions.KeepsBytes"/> is false.
    /// </summary>
    internal ShippedDatum? Shipped { get; init; }
}
