using StampSpec.Files;

namespace StampSpec.Studies.Results;

/// <summary>Predictions as CSV: a row's members, then one column <c>p_CLASS</c> a class.</summary>
internal static class PredictionCsv
{
    private const string ProbabilityPrefix = "p_";
    private static readonly string[] Columns = ["layout", "encoding", "run", "fold", "candid", "class", "predicted"];

    /// <summary>The text of the table.</summary>
    /// <param name="classes">The study's classes.</param>
    /// <param name="rows">Rows with one probability a class.</param>
    public static string Format(IReadOnlyList<string> classes, IEnumerable<PredictionRow> rows) => Csv.Text(csv =>
    {
        csv.WriteRecord([.. Columns, .. classes.Select(c => ProbabilityPrefix + c)]);
        foreach (var row in rows)
        {
            csv.WriteField(row.Cell.Layout);
            csv.WriteField(row.Cell.Encoding);
            csv.WriteField(row.Cell.Run);
            csv.WriteField(row.Cell.Fold);
            csv.WriteField(row.Candid);
            csv.WriteField(row.Class);
            csv.WriteField(row.Predicted);
            foreach (var probability in row.Probabilities)
            {
                csv.WriteField(probability);
            }

            csv.EndRecord();
        }
    });

    /// <summary>Reads such a table.</summary>
    public static IReadOnlyList<PredictionRow> Read(string path) => CsvTable.Read(path, csv =>
    {
        int[] at = [.. Columns.Select(c => csv.GetFieldIndex(c))];
        var probabilities = csv.Headers.Count(c => c.StartsWith(ProbabilityPrefix, StringComparison.Ordinal));
        var rows = new List<PredictionRow>();
        while (csv.Read())
        {
            rows.Add(new PredictionRow(
                new CellId(csv.GetString(at[0]), csv.GetString(at[1]), csv.Parse<int>(at[2]), csv.Parse<int>(at[3])),
                csv.Parse<long>(at[4]),
                csv.GetString(at[5]),
                csv.GetString(at[6]),
                [.. Enumerable.Range(Columns.Length, probabilities).Select(i => csv.Parse<float>(i))]));
        }

        return rows;
    });
}
