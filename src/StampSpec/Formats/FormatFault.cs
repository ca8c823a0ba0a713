using StampSpec.Common;

namespace StampSpec.Formats;

/// <summary>Creates the exceptions of the readers of file formats: what is wrong, at which byte, and what to do about it.</summary>
internal static class FormatFault
{
    /// <summary>What to do about a damaged file.</summary>
    public const string CopyAgain = "copy or download the file again";

    /// <summary>A fault of the bytes at an offset.</summary>
    /// <param name="byteOffset">Bytes from the start of the file or, in an archive, from the start of its expanded data.</param>
    /// <param name="code">Code of the diagnostic, such as <c>fits.damaged</c>.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="fix">What to do about it.</param>
    /// <param name="cause">The exception that revealed it.</param>
    public static InvalidInputException At(long byteOffset, string code, string message, string? fix = null, Exception? cause = null) =>
        new(Diagnostic.Error(code, message, byteOffset: byteOffset, fix: fix), cause);

    /// <summary>A file without a byte.</summary>
    public static InvalidInputException Empty(string code) => At(0, code, "the file is empty", "copy or download it again");

    /// <summary>A fault of an Avro schema at a place inside its JSON.</summary>
    public static InvalidInputException InSchema(string path, string message, string? fix = null) =>
        new(Diagnostic.Error("avro.schema", message, path: path, fix: fix));

    /// <summary>The input ends too early.</summary>
    public static InvalidInputException Truncated(long byteOffset, string what, long needed, long available) =>
        At(byteOffset, "avro.truncated", FormattableString.Invariant($"{what} needs {needed} bytes, but only {available} are left"));
}
