namespace StampSpec.Alerts;

/// <summary>The packets of a folder.</summary>
internal static class FolderPackets
{
    /// <summary>What packets' names end in.</summary>
    public const string Extension = ".avro";

    /// <summary>The folder's own packets, not those of folders inside it, in ordinal order of their names.</summary>
    public static IReadOnlyList<PacketSource> Of(string folder, AlertReadingOptions options) =>
        [.. PathsIn(folder).Order(StringComparer.Ordinal).Select(path => PacketSource.OfFile(path, options))];

    /// <summary>True if the folder holds a packet.</summary>
    public static bool HasAny(string folder) => PathsIn(folder).Any();

    private static IEnumerable<string> PathsIn(string folder) =>
        Directory.EnumerateFiles(folder).Where(path => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase));
}
