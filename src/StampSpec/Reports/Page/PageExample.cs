using StampSpec.Reports.Tables;
using StampSpec.Studies.Store;

namespace StampSpec.Reports.Page;

/// <summary>An example alert for one cell of a confusion matrix.</summary>
/// <param name="Layout">Name.</param>
/// <param name="True">True class.</param>
/// <param name="Predicted">Predicted class.</param>
/// <param name="Run">Run, from 1.</param>
/// <param name="Candid">The alert, as text, since browsers round long numbers.</param>
/// <param name="Probabilities">Probability of each class.</param>
internal sealed record PageExample(
    string Layout,
    string True,
    string Predicted,
    int Run,
    string Candid,
    IReadOnlyList<double> Probabilities
)
{
    private const int MostOfACell = 2;

    /// <summary>The most confident predictions of each cell in each layout's first run.</summary>
    public static IReadOnlyList<PageExample> Of(StudyResults results, ReportNames names) =>
        [
            .. from row in results.Predictions
            group row by row.Cell.LayoutId into layout
            let run = layout.Min(r => r.Cell.Run)
            from cell in layout.Where(r => r.Cell.Run == run).GroupBy(r => (r.Class, r.Predicted))
            from row in cell.OrderByDescending(r => r.Probabilities.Max()).ThenBy(r => r.Candid).Take(MostOfACell)
            select new PageExample(
                names.Of(row.Cell.LayoutId),
                row.Class,
                row.Predicted,
                row.Cell.Run,
                row.Candid.ToString(System.Globalization.CultureInfo.InvariantCulture),
                [.. row.Probabilities.Select(p => Math.Round(p, 4))]
            ),
        ];
}
