using System.Reflection;

namespace StampSpec.Studies.Running;

/// <summary>
/// Which source this library was built from, for provenance. No cell depends on it: see <see cref="CalculationVersions"/>.
/// </summary>
internal static class SourceVersion
{
    private const string WorkingTreeKey = "WorkingTree";
    private static readonly Assembly Library = typeof(SourceVersion).Assembly;
    private static readonly string[] Parts =
        Library.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') ?? [];

    /// <summary>Version of StampSpec.</summary>
    public static string Number => Parts.ElementAtOrDefault(0) ?? "unknown";

    /// <summary>Commit of the source; null if the build did not know it.</summary>
    public static string? Commit => Parts.ElementAtOrDefault(1);

    /// <summary>
    /// <c>clean</c> if the source was that of the commit, <c>dirty</c> if it was changed, <c>unknown</c> if it was not under git.
    /// </summary>
    public static string WorkingTree =>
        Library.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == WorkingTreeKey)?.Value ?? "unknown";
}
