using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Cli.Output;

/// <summary>
/// Writes the problems of alerts, one line each. Messages without a schema often come by the thousand, so disposing writes one line for all
/// messages of a schema.
/// </summary>
internal sealed class ProblemLines(TextWriter error) : IDisposable
{
    private readonly OrderedDictionary<string, (Diagnostic First, long Count)> _withoutSchema = new(StringComparer.Ordinal);

    /// <summary>Writes a problem, at once or with others of its kind.</summary>
    public void Write(Diagnostic problem)
    {
        if (problem.Code != WireSchemas.MissingCode)
        {
            error.WriteLine(problem);
            return;
        }

        var (first, count) = _withoutSchema.GetValueOrDefault(problem.Message, (problem, 0));
        _withoutSchema[problem.Message] = (first, count + 1);
    }

    /// <summary>Writes a line for each schema that is not available.</summary>
    public void Dispose()
    {
        foreach (var (first, count) in _withoutSchema.Values)
        {
            error.WriteLine(
                count == 1
                    ? first
                    : first with
                    {
                        Message = FormattableString.Invariant($"{first.Message}; this is the first of {count} such messages"),
                    }
            );
        }

        _withoutSchema.Clear();
    }
}
