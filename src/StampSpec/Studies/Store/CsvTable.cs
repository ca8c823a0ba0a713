using System.IO.Compression;
using CsvHelper;
using StampSpec.Common;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Store;

/// <summary>Tables of records that a study writes as <see cref="Csv"/> and reads again.</summary>
internal static class CsvTable
{
    /// <summary>The text of a table; only a header if there are no rows.</summary>
    public static string Format<T>(IEnumerable<T> rows) => Csv.Text(csv => csv.WriteTable(rows));

    /// <summary>Reads a table that <see cref="Format"/> wrote.</summary>
    /// <exception cref="InvalidInputException">A column is missing, or a value has the wrong type.</exception>
    public static IReadOnlyList<T> Read<T>(string path) => Read(path, csv => csv.ReadTable<T>());

    /// <summary>Reads a CSV file with <paramref name="read"/>; a file whose name ends in .gz is gzipped.</summary>
    /// <exception cref="InvalidInputException">A column is missing, or a value has the wrong type.</exception>
    public static IReadOnlyList<T> Read<T>(string path, Func<CsvReader, IReadOnlyList<T>> read)
    {
        using var file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var csv = Csv.Reader(content);
        try
        {
            return read(csv);
        }
        catch (CsvFormatException failure) when (failure is { FieldIndex: >= 0, InnerException: { } cause })
        {
            throw Broken(path, failure.LineNumber, cause, failure.FieldIndex, csv.Headers[failure.FieldIndex]);
        }
        catch (CsvFormatException failure)
        {
            throw Broken(path, failure.LineNumber, failure);
        }
        catch (Exception failure) when (failure is FormatException or KeyNotFoundException or InvalidDataException)
        {
            throw Broken(path, csv.LineNumber, failure);
        }
    }

    private static InvalidInputException Broken(string path, long line, Exception failure, int? field = null, string? column = null) =>
        new(
            Diagnostic.Error(
                "study.broken-table",
                $"invalid results table: {failure.Message.TrimEnd('.')}",
                file: path,
                line: (int)Math.Max(1, line),
                column: field + 1,
                path: column,
                fix: "run the study again with --resume"
            ),
            failure
        );
}

/// <summary>Predictions as CSV: the members of a row, then one column <c>p_CLASS</c> for each class.</summary>
internal static class PredictionCsv
{
    private const string ProbabilityPrefix = "p_";
    private static readonly string[] Columns = ["layout", "encoding", "run", "fold", "candid", "class", "predicted"];

    /// <summary>The text of the table.</summary>
    /// <param name="classes">The study's classes.</param>
    /// <param name="rows">Rows with one probability for each class.</param>
    public static string Format(IReadOnlyList<string> classes, IEnumerable<PredictionRow> rows) =>
        Csv.Text(csv =>
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
                rows.Add(
                    new PredictionRow(
                        new CellId(csv.GetString(at[0]), csv.GetString(at[1]), csv.Parse<int>(at[2]), csv.Parse<int>(at[3])),
                        csv.Parse<long>(at[4]),
                        csv.GetString(at[5]),
                        csv.GetString(at[6]),
                        [.. Enumerable.Range(Columns.Length, probabilities).Select(i => csv.Parse<float>(i))]
                    )
                );
            }

            return rows;
        });
}
