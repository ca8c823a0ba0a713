using System.Globalization;
using System.Text.Json;
using StampSpec.Common;

namespace StampSpec.Formats.Avro;

/// <summary>The .avsc files of a folder. A schema in one of them may refer to the types that the others define.</summary>
internal sealed class AvroSchemaFiles
{
    private const string Pattern = "*.avsc";
    private const int DeepestFolder = 6;

    private AvroSchemaFiles(IReadOnlyList<AvroSchemaFile> all) => All = all;

    /// <summary>The files, without those that are not JSON objects with a type's name.</summary>
    public IReadOnlyList<AvroSchemaFile> All { get; }

    /// <summary>Finds the files of a folder and, if asked, of the folders inside it.</summary>
    public static AvroSchemaFiles In(string folder, bool isRecursive = false)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = isRecursive, MaxRecursionDepth = DeepestFolder };
        var paths = Directory.EnumerateFiles(folder, Pattern, options).Order(StringComparer.Ordinal);
        return new AvroSchemaFiles([.. paths.Select(AvroSchemaFile.TryRead).OfType<AvroSchemaFile>()]);
    }

    /// <summary>The whole schema of a file.</summary>
    /// <exception cref="InvalidInputException">The schema, or one that it refers to, is invalid; the exception names the file.</exception>
    public AvroSchema Parse(AvroSchemaFile file)
    {
        try
        {
            return AvroSchemaParser.Parse(file.Json, AvroLimits.Default, name => Definition(name, file));
        }
        catch (InvalidInputException invalid)
        {
            throw new InvalidInputException([.. invalid.Diagnostics.Select(d => d with { File = file.Path })], invalid);
        }
    }

    // A folder may contain copies of a type; that of the same folder belongs to the schema.
    private byte[]? Definition(string name, AvroSchemaFile user) =>
        All.Where(f => f.TypeName == name).OrderByDescending(f => f.Folder == user.Folder).FirstOrDefault()?.Json;
}

/// <summary>A file with the schema of a named type.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="TypeName">The type's full name; empty if the file is named by an identifier and the type has no name.</param>
/// <param name="Json">Its text in UTF-8.</param>
internal sealed record AvroSchemaFile(string Path, string TypeName, byte[] Json)
{
    /// <summary>The folder that contains it.</summary>
    public string? Folder => System.IO.Path.GetDirectoryName(Path);

    /// <summary>The identifier that is the file's name; null if the name is not a number.</summary>
    public int? NumberInName =>
        int.TryParse(System.IO.Path.GetFileNameWithoutExtension(Path), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    /// <summary>True if the type is called alert, in any namespace.</summary>
    public bool IsAlert => TypeName.Split('.')[^1] == "alert";

    /// <summary>Reads a file; null if it is not the JSON of a schema, or too large for one.</summary>
    public static AvroSchemaFile? TryRead(string path)
    {
        if (BoundedFile.Read(path, AvroLimits.Default.MaxSchemaBytes, IsJson) is not { } json || !IsJson(json))
        {
            return null;
        }

        var text = json.AsMemory(StartsWithMark(json) ? 3 : 0).ToArray();
        return new AvroSchemaFile(path, NameOf(text), text);
    }

    private static bool StartsWithMark(ReadOnlySpan<byte> text) => text is [0xEF, 0xBB, 0xBF, ..];

    private static bool IsJson(byte[] head)
    {
        var text = head.AsSpan(StartsWithMark(head) ? 3 : 0).TrimStart(" \t\r\n"u8);
        return !text.IsEmpty && text[0] is (byte)'{' or (byte)'[' or (byte)'"';
    }

    private static string NameOf(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return AvroSchemaParser.FullNameOf(document.RootElement) ?? string.Empty;
        }
        catch (JsonException)
        {
            return string.Empty; // The parser reports it, if the schema is used.
        }
    }
}
