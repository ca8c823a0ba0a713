namespace StampSpec.Diagnostics;

/// <summary>How much a <see cref="Diagnostic"/> weighs.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Worth knowing; nothing changes.</summary>
    Information,

    /// <summary>The work goes on, without what the diagnostic names.</summary>
    Warning,

    /// <summary>The input cannot be used.</summary>
    Error,
}
