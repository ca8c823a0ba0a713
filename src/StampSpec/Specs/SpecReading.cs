using StampSpec.Diagnostics;

namespace StampSpec.Specs;

/// <summary>What came of reading a spec.</summary>
/// <param name="Value">The bound value; the type's default where <see cref="IsValid"/> is false.</param>
/// <param name="Diagnostics">Everything found, in the order of the file.</param>
public sealed record SpecReading<T>(T? Value, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>True where no finding is an error.</summary>
    public bool IsValid => Diagnostics.All(d => d.Severity != DiagnosticSeverity.Error);
}
