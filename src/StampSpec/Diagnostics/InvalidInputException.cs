namespace StampSpec.Diagnostics;

/// <summary>The input cannot be used; carries every finding at once. The command line turns it into exit code 2.</summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>Creates the exception from one finding, optionally with the exception that revealed it.</summary>
    public InvalidInputException(Diagnostic diagnostic, Exception? innerException = null)
        : this([diagnostic], innerException)
    {
    }

    /// <summary>Creates the exception from findings, of which at least one is an error.</summary>
    /// <exception cref="ArgumentException">No finding is an error.</exception>
    public InvalidInputException(IReadOnlyList<Diagnostic> diagnostics, Exception? innerException = null)
        : base(string.Join(Environment.NewLine, diagnostics), innerException)
    {
        if (!diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            throw new ArgumentException("at least one diagnostic must be an error", nameof(diagnostics));
        }

        Diagnostics = diagnostics;
    }

    /// <summary>Every finding, in the order of the input.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
