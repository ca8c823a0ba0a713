using StampSpec.Diagnostics;

namespace StampSpec.Alerts;

/// <summary>One file or archive entry that should hold alerts.</summary>
/// <param name="Name">As the user would name it.</param>
/// <param name="Open">Opens its bytes from the start; may be called again.</param>
internal sealed record PacketSource(string Name, Func<Stream> Open)
{
    private const int MaxPipedBytes = 256 << 20;

    /// <summary>A file. It is read whole, so the stream needs no buffer of its own; a pipe is kept in memory, for it can be read only once.</summary>
    public static PacketSource OfFile(string path)
    {
        byte[]? piped = null;
        return new(path, Open);

        Stream Open()
        {
            if (piped is null)
            {
                var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
                if (file.CanSeek)
                {
                    return file;
                }

                piped = ReadPipe(file);
            }

            return new MemoryStream(piped, writable: false);
        }
    }

    /// <summary>Bytes in memory.</summary>
    public static PacketSource OfBytes(string name, byte[] bytes) => new(name, () => new MemoryStream(bytes, writable: false));

    /// <summary>A source that cannot be read, and why.</summary>
    public static PacketSource Refused(string name, Diagnostic problem) => new(name, () => throw new InvalidInputException(problem));

    /// <summary>The reading of an alert that could not be read.</summary>
    public AlertReading Problem(Exception failure) => new(Name, null, DiagnosticOf(failure) with { File = Name });

    /// <summary>True for what the input or its file system can do to a reader; anything else is a defect of the program.</summary>
    public static bool IsInputFailure(Exception failure) =>
        failure is InvalidInputException or IOException or UnauthorizedAccessException;

    private static byte[] ReadPipe(FileStream pipe)
    {
        using (pipe)
        {
            var bytes = new MemoryStream();
            var part = new byte[1 << 16];
            for (var read = pipe.Read(part); read > 0; read = pipe.Read(part))
            {
                bytes.Write(part, 0, read);
                if (bytes.Length > MaxPipedBytes)
                {
                    throw new InvalidInputException(Diagnostic.Error("alert.pipe-size", FormattableString.Invariant($"more than {MaxPipedBytes} bytes come through the pipe")) with
                    {
                        Fix = "give a file or an archive",
                    });
                }
            }

            return bytes.ToArray();
        }
    }

    private static Diagnostic DiagnosticOf(Exception failure) => failure is InvalidInputException invalid
        ? invalid.Diagnostics[0]
        : Diagnostic.Error("alert.unreadable", $"the file cannot be read: {failure.Message}");
}
