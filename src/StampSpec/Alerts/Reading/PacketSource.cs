using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Alerts.Reading;

/// <summary>One file, archive entry, message or row of a table that should hold alerts.</summary>
/// <param name="Name">As the user would name it.</param>
/// <param name="Open">Opens its bytes from the start; may be called again.</param>
internal sealed record PacketSource(string Name, Func<Stream> Open)
{
    private const string FixOfOtherFormat = "give an Avro packet, a Parquet table or a tar archive of them";

    /// <summary>The row of a table that the source is; null for sources of bytes.</summary>
    public ShippedDatum? Row { get; private init; }

    private bool IsFile { get; init; }

    /// <summary>A file. It is read completely, so the stream needs no buffer of its own.</summary>
    public static PacketSource OfFile(string path) =>
        new(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan))
        {
            IsFile = true,
        };

    /// <summary>
    /// The reason why a file cannot be opened whose name is not UTF-8, because the runtime replaces the other bytes by U+FFFD; null for
    /// other files.
    /// </summary>
    public static Diagnostic? NameProblem(string path) =>
        path.Contains('\uFFFD', StringComparison.Ordinal) && !Path.Exists(path)
            ? Diagnostic.Error(
                "alert.name-encoding",
                "the name is not UTF-8, so the file cannot be opened; U+FFFD stands for the bytes that cannot be read",
                file: path,
                fix: "rename the file, for instance with 'convmv -f latin1 -t utf8 --notest FILE', or put the files into a tar archive, "
                    + "where names may contain any bytes"
            )
            : null;

    /// <summary>Bytes in memory.</summary>
    public static PacketSource OfBytes(string name, byte[] bytes) => new(name, () => new MemoryStream(bytes, writable: false));

    /// <summary>A row of a table.</summary>
    public static PacketSource OfRow(string name, AvroSchema schema, byte[] datum) =>
        OfBytes(name, datum) with
        {
            Row = new ContainerBytes().Add(schema, datum),
        };

    /// <summary>A source that cannot be read, with the reason.</summary>
    public static PacketSource Refused(string name, Diagnostic problem) => new(name, () => throw new InvalidInputException(problem));

    /// <summary>The reading of an alert that could not be read.</summary>
    public AlertReading Problem(Exception failure) => new(Name, null, Placed(DiagnosticOf(failure)));

    /// <summary>A finding with the source as its place, unless it names another. A row's bytes are not those of its file.</summary>
    public Diagnostic Placed(Diagnostic finding) =>
        finding with
        {
            File = finding.File ?? Name,
            ByteOffset = Row is null ? finding.ByteOffset : null,
            Fix = finding.Fix ?? (IsFile && finding.Code == AvroContainerReader.MagicCode ? FixOfOtherFormat : null),
        };

    /// <summary>True for a failure that the input or its file system can cause. Any other exception is a defect of the program.</summary>
    public static bool IsInputFailure(Exception failure) => failure is InvalidInputException or IOException or UnauthorizedAccessException;

    /// <summary>The finding of such a failure.</summary>
    public static Diagnostic DiagnosticOf(Exception failure) =>
        failure is InvalidInputException invalid
            ? invalid.Diagnostics[0]
            : Diagnostic.Error("alert.unreadable", $"the file cannot be read: {failure.Message}");
}
