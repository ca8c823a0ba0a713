using System.Diagnostics.CodeAnalysis;
using StampSpec.Common;

namespace StampSpec.Specs;

/// <summary>
/// Reads the text of specs. A file is opened only once, so that a pipe, such as a shell's process substitution, is a file like others.
/// </summary>
internal static class SpecFile
{
    /// <summary>The code of a file that does not exist.</summary>
    public const string NoFileCode = "spec.no-file";

    /// <summary>The code of a file with too many bytes.</summary>
    public const string TooLargeCode = "spec.too-large";

    /// <summary>The code of a file that is not a text.</summary>
    public const string NotTextCode = "spec.not-text";

    /// <summary>The text of a file, or the reason why it cannot be read as a spec.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool TryRead(string path, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out Diagnostic? problem)
    {
        (text, problem) = (null, null);
        if (!File.Exists(path))
        {
            problem = Diagnostic.Error(NoFileCode, "there is no such file", file: path, fix: "give the path of a YAML file");
            return false;
        }

        if (BoundedFile.Read(path, SpecParser.LargestBytes) is not { } bytes)
        {
            problem = Diagnostic.Error(TooLargeCode, "a spec is at most 4 MiB", file: path);
            return false;
        }

        if (IsBinary(bytes))
        {
            problem = Diagnostic.Error(NotTextCode, "this is not a text file", file: path, fix: "give a YAML file");
            return false;
        }

        text = TextOf(bytes);
        return true;
    }

    /// <summary>Whether the file contains a zero byte, as no text in UTF-8 does. A text in UTF-16 begins with a byte order mark.</summary>
    private static bool IsBinary(ReadOnlySpan<byte> file) => file is not ([0xFE, 0xFF, ..] or [0xFF, 0xFE, ..]) && file.Contains((byte)0);

    /// <summary>The text of a file: UTF-8, unless its byte order mark says otherwise.</summary>
    public static string TextOf(byte[] file)
    {
        using var reader = new StreamReader(new MemoryStream(file, writable: false));
        return reader.ReadToEnd();
    }
}
