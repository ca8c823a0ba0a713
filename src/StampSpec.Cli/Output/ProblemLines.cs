using System.Collections.Frozen;
using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Cli.Output;

/// <summary>
/// Writes the problems of alerts, one line each. Problems of a kind of alerts, and not of single ones, often come by the thousand: a schema
/// that is missing, or a layout, a model or a simulation for another survey. Disposing writes one line for all alerts with the same such
/// problem.
/// </summary>
internal sealed class ProblemLines(TextWriter error) : IDisposable
{
    private const string FinerCode = "layout.finer-than-native";
    private const string FieldCode = "layout.field-of-view";

    private static readonly FrozenSet<string> CodesOfKinds = FrozenSet.Create(
        WireSchemas.MissingCode,
        WireSchemas.RegistryCode,
        FinerCode,
        FieldCode,
        "classify.survey",
        "simulate.survey",
        "alert.columns"
    );

    private readonly OrderedDictionary<string, (Diagnostic First, long Count)> _ofKinds = new(StringComparer.Ordinal);

    /// <summary>Writes a problem, at once or with others of its kind.</summary>
    public void Write(Diagnostic problem)
    {
        if (!CodesOfKinds.Contains(problem.Code))
        {
            error.WriteLine(problem);
            return;
        }

        // These messages contain the size of the cutout or of its pixels, which differs from alert to alert.
        var kind = problem.Code is FinerCode or FieldCode ? problem.Code : problem.Message;
        var (first, count) = _ofKinds.GetValueOrDefault(kind, (problem, 0));
        _ofKinds[kind] = (first, count + 1);
    }

    /// <summary>Writes a line for each problem of a kind of alerts.</summary>
    public void Dispose()
    {
        foreach (var (first, count) in _ofKinds.Values)
        {
            error.WriteLine(
                count == 1
                    ? first
                    : first with
                    {
                        Message = FormattableString.Invariant($"{first.Message}; this is the first of {count} such {NounOf(first)}"),
                    }
            );
        }

        _ofKinds.Clear();
    }

    private static string NounOf(Diagnostic problem) =>
        problem.Code is WireSchemas.MissingCode or WireSchemas.RegistryCode ? "messages" : "alerts";
}
