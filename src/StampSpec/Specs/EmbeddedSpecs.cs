namespace StampSpec.Specs;

/// <summary>The specs of one folder. They are embedded in the assembly, so that their names work from any folder.</summary>
/// <param name="folder">The folder's name inside the assembly.</param>
internal sealed class EmbeddedSpecs(string folder)
{
    /// <summary>The extension of the files.</summary>
    public const string Extension = ".yaml";

    private readonly string _prefix = folder + "/";

    /// <summary>The names, in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; } =
    [
        .. typeof(EmbeddedSpecs)
            .Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(n => n[(folder.Length + 1)..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The YAML of a name, comments included; null if there is none.</summary>
    public string? TextOf(string name)
    {
        if (!Names.Contains(name))
        {
            return null;
        }

        using var stream = typeof(EmbeddedSpecs).Assembly.GetManifestResourceStream(_prefix + name + Extension)!;
        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }
}
