using StampSpec.Common;

namespace StampSpec.Specs;

/// <summary>Collects the findings about a spec, so that all of them are reported at once.</summary>
internal sealed class SpecFindings
{
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>Everything found, in the order in which it was found.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Errors among <see cref="Diagnostics"/>.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>Adds an error at a place: what is wrong, and what to write instead.</summary>
    public void Error(SpecPlace place, string code, string message, string? fix = null) =>
        Add(At(place, Diagnostic.Error(code, message), fix));

    /// <summary>Adds a warning at a place.</summary>
    public void Warn(SpecPlace place, string code, string message, string? fix = null) =>
        Add(At(place, Diagnostic.Warning(code, message), fix));

    /// <summary>Adds the findings of another reading.</summary>
    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }

    private static Diagnostic At(SpecPlace place, Diagnostic diagnostic, string? fix) =>
        diagnostic with
        {
            File = place.File,
            Line = place.Line,
            Column = place.Column,
            Path = place.Path.Length == 0 ? null : place.Path,
            Fix = fix,
        };

    private void Add(Diagnostic diagnostic)
    {
        _diagnostics.Add(diagnostic);
        ErrorCount += diagnostic.Severity == DiagnosticSeverity.Error ? 1 : 0;
    }
}
