using System.Globalization;
using System.Text;

namespace StampSpec.Common;

/// <summary>One finding about an input: what is wrong, where, and what to write instead.</summary>
/// <param name="Code">Stable identifier such as <c>layout.pixels-range</c>: concern, dot, finding.</param>
/// <param name="Severity">How serious it is.</param>
/// <param name="Message">What is wrong and why, in one sentence without a final full stop.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, string Message)
{
    private const int LongestPart = 2000;

    /// <summary>The file as the user named it; null if the input is not a file.</summary>
    public string? File { get; init; }

    /// <summary>Line in <see cref="File"/>, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>Column in <see cref="Line"/>, from 1.</summary>
    public int? Column { get; init; }

    /// <summary>Byte offset in a binary input, from 0.</summary>
    public long? ByteOffset { get; init; }

    /// <summary>Place inside the document, such as <c>layouts[2].pixels</c> or <c>cutoutScience.stampData</c>.</summary>
    public string? Path { get; init; }

    /// <summary>What to write or do instead.</summary>
    public string? Fix { get; init; }

    /// <summary>An error with this code and message, and with its place and fix as far as they are known.</summary>
    public static Diagnostic Error(
        string code,
        string message,
        string? file = null,
        int? line = null,
        int? column = null,
        long? byteOffset = null,
        string? path = null,
        string? fix = null
    ) =>
        new(code, DiagnosticSeverity.Error, message)
        {
            File = file,
            Line = line,
            Column = column,
            ByteOffset = byteOffset,
            Path = path,
            Fix = fix,
        };

    /// <summary>A warning with this code and message.</summary>
    public static Diagnostic Warning(string code, string message) => new(code, DiagnosticSeverity.Warning, message);

    /// <summary>
    /// One line: <c>file:line:column: error code: message (path); fix</c>. Characters that control a terminal or reverse the direction of
    /// text are escaped, because names and values come from files of unknown origin.
    /// </summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        AppendPlace(text);
        text.Append(
            Severity switch
            {
                DiagnosticSeverity.Error => "error ",
                DiagnosticSeverity.Warning => "warning ",
                _ => "note ",
            }
        );
        text.Append(Code).Append(": ").Append(Printable(Message));
        if (Path is not null)
        {
            text.Append(" (at ").Append(Printable(Path)).Append(')');
        }

        if (Fix is not null)
        {
            text.Append("; ").Append(Printable(Fix));
        }

        return text.ToString();
    }

    private static string Printable(string text)
    {
        var length = Math.Min(text.Length, LongestPart);
        var printable = new StringBuilder(length);
        foreach (var character in text.AsSpan(0, length))
        {
            if (
                char.IsControl(character)
                || char.GetUnicodeCategory(character)
                    is UnicodeCategory.Format
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator
            )
            {
                printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            }
            else
            {
                printable.Append(character);
            }
        }

        return length < text.Length ? printable.Append("...").ToString() : printable.ToString();
    }

    private void AppendPlace(StringBuilder text)
    {
        if (File is not null)
        {
            text.Append(Printable(File)).Append(':');
        }

        if (Line is { } line)
        {
            text.Append(CultureInfo.InvariantCulture, $"{line}:");
        }

        if (Column is { } column)
        {
            text.Append(CultureInfo.InvariantCulture, $"{column}:");
        }

        if (ByteOffset is { } offset)
        {
            text.Append(CultureInfo.InvariantCulture, $"byte {offset}:");
        }

        if (text.Length > 0)
        {
            text.Append(' ');
        }
    }
}

/// <summary>How serious a <see cref="Diagnostic"/> is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Information that changes nothing.</summary>
    Information,

    /// <summary>The work continues without the item that the diagnostic names.</summary>
    Warning,

    /// <summary>The input cannot be used.</summary>
    Error,
}

/// <summary>The input cannot be used. The exception contains every finding. The command line turns it into exit code 2.</summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>An exception with one error; see <see cref="Diagnostic.Error"/>.</summary>
    public static InvalidInputException Of(
        string code,
        string message,
        string? file = null,
        int? line = null,
        int? column = null,
        long? byteOffset = null,
        string? path = null,
        string? fix = null
    ) => new(Diagnostic.Error(code, message, file, line, column, byteOffset, path, fix));

    /// <summary>Creates the exception from one finding, optionally with the exception that revealed it.</summary>
    public InvalidInputException(Diagnostic diagnostic, Exception? innerException = null)
        : this([diagnostic], innerException) { }

    /// <summary>Creates the exception from findings, of which at least one is an error.</summary>
    /// <exception cref="ArgumentException">No finding is an error.</exception>
    public InvalidInputException(IReadOnlyList<Diagnostic> diagnostics, Exception? innerException = null)
        : base(string.Join(Environment.NewLine, diagnostics), innerException)
    {
        if (!diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            throw new ArgumentException("at least one diagnostic must be an error", nameof(diagnostics));
        }

        Diagnostics = diagnostics;
    }

    /// <summary>Every finding, in the order of the input.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
