using StampSpec.Common;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Data;

/// <summary>Checks the packet columns of a study's layouts against its alerts and the evidence of its labels.</summary>
internal static class ColumnChecks
{
    private const string Code = "study.columns";

    /// <summary>Requires that every column has values, and that no label rests on it unless the study insists.</summary>
    /// <param name="study">The study.</param>
    /// <param name="stamps">Stamps of all alerts, those of the study's own data first.</param>
    /// <param name="developmentCount">Number of alerts of the study's own data.</param>
    /// <param name="readers">The label tables.</param>
    /// <exception cref="InvalidInputException">A column has no value in any alert, or labels rest on it.</exception>
    public static void Require(Study study, StampStore stamps, int developmentCount, IReadOnlyList<LabelledFileReader> readers)
    {
        if (study.Layouts.All(l => l.Layout.Columns.Count == 0))
        {
            return;
        }

        string[] evidence = [.. readers.SelectMany(r => r.Evidence)];
        Diagnostic[] problems =
        [
            .. study.Layouts.SelectMany(layout => Empty(layout, stamps, developmentCount).Concat(BehindLabels(study, layout, evidence))),
        ];
        if (problems.Length > 0)
        {
            throw new InvalidInputException(problems);
        }
    }

    private static IEnumerable<Diagnostic> Empty(StudyLayout layout, StampStore stamps, int alerts)
    {
        var values = stamps[layout.Name];
        return layout
            .Layout.Columns.Where(
                (_, column) => !Enumerable.Range(0, alerts).Any(alert => double.IsFinite(values.ColumnsOf(alert)[column]))
            )
            .Select(column =>
                Diagnostic.Error(
                    Code,
                    $"no alert has a value of {column.Name}, a packet column of {layout.Name}",
                    path: "layouts",
                    fix: "remove the column, or use packets that contain it"
                )
            );
    }

    private static IEnumerable<Diagnostic> BehindLabels(Study study, StudyLayout layout, string[] evidence)
    {
        foreach (var column in layout.Layout.Columns.Where(c => !study.ColumnsBehindLabels.Contains(c.Name)))
        {
            var labels = evidence.Where(e => column.Evidence.Any(text => e.Contains(text, StringComparison.Ordinal))).ToArray();
            if (labels.Length > 0)
            {
                yield return Diagnostic.Error(
                    Code,
                    FormattableString.Invariant($"{layout.Name} uses the column {column.Name}, on which {labels.Length} labels rest; ")
                        + $"their evidence, for example: {labels[0]}",
                    path: "layouts",
                    fix: $"remove the column, or add {column.Name} to columns-behind-labels, and every output will say so"
                );
            }
        }
    }
}
