namespace StampSpec.Common;

/// <summary>
/// The files of one folder and one extension that are embedded in the assembly, so that their names work from any folder.
/// </summary>
/// <param name="folder">The folder's name inside the assembly.</param>
/// <param name="extension">The extension, with its dot.</param>
internal class EmbeddedFolder(string folder, string extension)
{
    private readonly string _prefix = folder + "/";

    /// <summary>The names without extension, in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; } =
    [
        .. typeof(EmbeddedFolder)
            .Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal) && n.EndsWith(extension, StringComparison.Ordinal))
            .Select(n => n[(folder.Length + 1)..^extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The bytes of a file; null if there is none of this name.</summary>
    public byte[]? ContentOf(string name)
    {
        using var stream = Open(name);
        if (stream is null)
        {
            return null;
        }

        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The text of a file; null if there is none of this name.</summary>
    public string? TextOf(string name)
    {
        if (Open(name) is not { } stream)
        {
            return null;
        }

        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }

    private Stream? Open(string name) => typeof(EmbeddedFolder).Assembly.GetManifestResourceStream(_prefix + name + extension);
}
