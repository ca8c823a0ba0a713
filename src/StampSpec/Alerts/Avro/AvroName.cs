using System.Buffers;

namespace StampSpec.Alerts.Avro;

/// <summary>Names and namespaces (specification 1.11, "Names").</summary>
internal static class AvroName
{
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>The null namespace.</summary>
    public const string NoNamespace = "";

    /// <summary>What names may be, for diagnostics.</summary>
    public const string Rule = "a name begins with a letter or _, and goes on with letters, digits and _ (A to Z, a to z, 0 to 9)";

    /// <summary>True for a name of a field or a symbol, or one part of a full name.</summary>
    public static bool IsLegal(ReadOnlySpan<char> name) =>
        !name.IsEmpty && !char.IsAsciiDigit(name[0]) && !name.ContainsAnyExcept(Characters);

    /// <summary>True for the name of a type: names with dots between them.</summary>
    public static bool IsLegalFullName(string name) => name.Split('.').All(part => IsLegal(part));

    /// <summary>The full name: a dotted name is one already, any other takes the namespace given.</summary>
    public static string Full(string name, string space) => name.Contains('.', StringComparison.Ordinal) || space.Length == 0 ? name : $"{space}.{name}";

    /// <summary>The namespace of a full name, in which the types inside it are looked up.</summary>
    public static string NamespaceOf(string fullName) =>
        fullName.LastIndexOf('.') is > 0 and var dot ? fullName[..dot] : NoNamespace;
}
