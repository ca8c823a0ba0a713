namespace StampSpec.Alerts.Avro;

/// <summary>Names and namespaces (specification 1.11, "Names").</summary>
internal static class AvroName
{
    /// <summary>The null namespace.</summary>
    public const string NoNamespace = "";

    /// <summary>The full name: a dotted name is one already, any other takes the namespace given.</summary>
    public static string Full(string name, string space) => name.Contains('.', StringComparison.Ordinal) || space.Length == 0 ? name : $"{space}.{name}";

    /// <summary>The namespace of a full name, in which the types inside it are looked up.</summary>
    public static string NamespaceOf(string fullName) =>
        fullName.LastIndexOf('.') is > 0 and var dot ? fullName[..dot] : NoNamespace;
}
