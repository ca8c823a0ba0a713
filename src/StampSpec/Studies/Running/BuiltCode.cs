using System.Reflection;

namespace StampSpec.Studies.Running;

/// <summary>Which source this library was built from.</summary>
internal static class BuiltCode
{
    private const string Hashes = "code-hashes.txt";
    private const string WorkingTreeKey = "WorkingTree";
    private static readonly Assembly Library = typeof(BuiltCode).Assembly;
    private static readonly string[] VersionParts =
        Library.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') ?? [];

    /// <summary>
    /// Hash of the source files, but those of the reports, and of the packages: the same for every build and checkout of the same source, whatever else
    /// a commit changed.
    /// </summary>
    public static string Sha256 { get; } = HashOf(Lines());

    /// <summary>Version of StampSpec.</summary>
    public static string Version => VersionParts.ElementAtOrDefault(0) ?? "unknown";

    /// <summary>Commit of the source; null where the build did not know it.</summary>
    public static string? Commit => VersionParts.ElementAtOrDefault(1);

    /// <summary><c>clean</c> where the source was that of the commit, <c>dirty</c> where it was changed, <c>unknown</c> where it was not under git.</summary>
    public static string WorkingTree =>
        Library.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == WorkingTreeKey)?.Value ?? "unknown";

    /// <summary>Hash of lines of a file's hash and path, in whatever order and with whichever slashes the build's system lists them.</summary>
    public static string HashOf(IEnumerable<string> lines)
    {
        using var hash = new ContentHash();
        foreach (var line in lines.Select(l => l.Replace('\\', '/').ToLowerInvariant()).Order(StringComparer.Ordinal))
        {
            hash.Add(line);
        }

        return hash.Finish();
    }

    private static string[] Lines()
    {
        using var stream = Library.GetManifestResourceStream(Hashes) ?? throw new InvalidOperationException($"the build left no {Hashes}");
        using var text = new StreamReader(stream);
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
