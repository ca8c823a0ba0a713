using System.Globalization;
using System.Text;

namespace StampSpec.Studies.Results;

/// <summary>Predictions as CSV: a row's members, then one column <c>p_CLASS</c> a class.</summary>
internal static class PredictionCsv
{
    private const string ProbabilityPrefix = "p_";
    private static readonly string[] Columns = ["layout", "encoding", "run", "fold", "candid", "class", "predicted"];

    /// <summary>The text of the table.</summary>
    /// <param name="classes">The study's classes.</param>
    /// <param name="rows">Rows with one probability a class.</param>
    public static string Format(IReadOnlyList<string> classes, IEnumerable<PredictionRow> rows)
    {
        var text = new StringBuilder().AppendJoin(',', [.. Columns, .. classes.Select(c => Field(ProbabilityPrefix + c))]).Append('\n');
        foreach (var row in rows)
        {
            text.Append(Field(row.Layout)).Append(',').Append(Field(row.Encoding)).Append(',')
                .Append(CultureInfo.InvariantCulture, $"{row.Run},{row.Fold},{row.Candid},")
                .Append(Field(row.Class)).Append(',').Append(Field(row.Predicted));
            foreach (var probability in row.Probabilities)
            {
                text.Append(CultureInfo.InvariantCulture, $",{probability:R}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads such a table.</summary>
    public static IReadOnlyList<PredictionRow> Read(string path) => CsvTable.Read(path, csv =>
    {
        csv.Read();
        csv.ReadHeader();
        var probabilities = (csv.HeaderRecord ?? []).Count(c => c.StartsWith(ProbabilityPrefix, StringComparison.Ordinal));
        var rows = new List<PredictionRow>();
        while (csv.Read())
        {
            rows.Add(new PredictionRow(
                csv.GetField("layout")!,
                csv.GetField("encoding")!,
                csv.GetField<int>("run"),
                csv.GetField<int>("fold"),
                csv.GetField<long>("candid"),
                csv.GetField("class")!,
                csv.GetField("predicted")!,
                [.. Enumerable.Range(Columns.Length, probabilities).Select(i => csv.GetField<float>(i))]));
        }

        return rows;
    });

    private static string Field(string text) => text.AsSpan().ContainsAny("\",\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
