using System.Reflection;

namespace StampSpec.Common;

/// <summary>The version of StampSpec that files record.</summary>
internal static class ProductVersion
{
    private static readonly string[] Parts = typeof(ProductVersion)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
        ?.InformationalVersion.Split('+')
        ?? [];

    /// <summary>The version, such as 0.1.0.</summary>
    public static string Number => Parts.ElementAtOrDefault(0) ?? "unknown";

    /// <summary>Commit of the source; null if the build did not know it.</summary>
    public static string? Commit => Parts.ElementAtOrDefault(1);
}
