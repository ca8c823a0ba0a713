using StampSpec.Common;

namespace StampSpec.Alerts.Reading;

/// <summary>One file or archive entry that should hold alerts.</summary>
/// <param name="Name">As the user would name it.</param>
/// <param name="Open">Opens its bytes from the start; may be called again.</param>
internal sealed record PacketSource(string Name, Func<Stream> Open)
{
    /// <summary>A file. It is read completely, so the stream needs no buffer of its own.</summary>
    public static PacketSource OfFile(string path) =>
        new(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));

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

    /// <summary>A source that cannot be read, with the reason.</summary>
    public static PacketSource Refused(string name, Diagnostic problem) => new(name, () => throw new InvalidInputException(problem));

    /// <summary>The reading of an alert that could not be read.</summary>
    public AlertReading Problem(Exception failure) => new(Name, null, DiagnosticOf(failure) with { File = Name });

    /// <summary>True for a failure that the input or its file system can cause. Any other exception is a defect of the program.</summary>
    public static bool IsInputFailure(Exception failure) => failure is InvalidInputException or IOException or UnauthorizedAccessException;

    private static Diagnostic DiagnosticOf(Exception failure) =>
        failure is InvalidInputException invalid
            ? invalid.Diagnostics[0]
            : Diagnostic.Error("alert.unreadable", $"the file cannot be read: {failure.Message}");
}
