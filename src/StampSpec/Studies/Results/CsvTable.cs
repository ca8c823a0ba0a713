using System.IO.Compression;
using CsvHelper;
using StampSpec.Diagnostics;
using StampSpec.Files;

namespace StampSpec.Studies.Results;

/// <summary>Tables of records that a study writes as <see cref="Csv"/> and reads again.</summary>
internal static class CsvTable
{
    /// <summary>The text of a table; a header alone where there is no row.</summary>
    public static string Format<T>(IEnumerable<T> rows) => Csv.Text(csv => csv.WriteTable(rows));

    /// <summary>Reads a table that <see cref="Format"/> wrote.</summary>
    /// <exception cref="InvalidInputException">The file lacks a column or holds a value of another kind.</exception>
    public static IReadOnlyList<T> Read<T>(string path) => Read(path, csv => csv.ReadTable<T>());

    /// <summary>Reads a CSV file, gzipped where its name ends in .gz, by <paramref name="read"/>.</summary>
    /// <exception cref="InvalidInputException">The file lacks a column or holds a value of another kind.</exception>
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
        new(Diagnostic.Error("study.broken-table", $"this is not a table that a study wrote: {failure.Message.TrimEnd('.')}") with
        {
            File = path,
            Line = (int)Math.Max(1, line),
            Column = field + 1,
            Path = column,
            Fix = "run the study again with --resume",
        }, failure);
}
