using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using StampSpec.Diagnostics;

namespace StampSpec.Studies.Results;

/// <summary>
/// Tables of records as CSV: one column a member, in the order of the declaration, its name in snake case; comma, LF, invariant numbers in the shortest
/// text that gives the same number back; null is an empty field.
/// </summary>
internal static class CsvTable
{
    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture) { NewLine = "\n" };

    /// <summary>The text of a table; a header alone where there is no row.</summary>
    public static string Format<T>(IEnumerable<T> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, Configuration))
        {
            Prepare<T>(csv.Context);
            csv.WriteHeader<T>();
            csv.NextRecord();
            csv.WriteRecords(rows);
        }

        return text.ToString();
    }

    /// <summary>Reads a table that <see cref="Format"/> wrote.</summary>
    /// <exception cref="InvalidInputException">The file lacks a column or holds a value of another kind.</exception>
    public static IReadOnlyList<T> Read<T>(string path) => Read(path, csv =>
    {
        Prepare<T>(csv.Context);
        return csv.GetRecords<T>().ToArray();
    });

    /// <summary>Reads a CSV file, gzipped where its name ends in .gz, by <paramref name="read"/>.</summary>
    /// <exception cref="InvalidInputException">The file lacks a column or holds a value of another kind.</exception>
    public static IReadOnlyList<T> Read<T>(string path, Func<CsvReader, IReadOnlyList<T>> read)
    {
        using var file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var text = new StreamReader(content);
        using var csv = new CsvReader(text, Configuration);
        try
        {
            return read(csv);
        }
        catch (Exception failure) when (failure is CsvHelperException or FormatException or InvalidDataException)
        {
            throw Broken(path, csv.Parser.Row, failure);
        }
    }

    private static void Prepare<T>(CsvContext context)
    {
        context.TypeConverterOptionsCache.GetOptions<string>().NullValues.Add("");
        var map = context.AutoMap<T>();
        foreach (var member in map.MemberMaps)
        {
            member.Data.Names.Clear();
            member.Name(ColumnName(member.Data.Member!.Name));
        }

        foreach (var parameter in map.ParameterMaps)
        {
            parameter.Data.Names.Clear();
            parameter.Data.Names.Add(ColumnName(parameter.Data.Parameter.Name!));
        }

        context.RegisterClassMap(map);
    }

    private static string ColumnName(string member) => JsonNamingPolicy.SnakeCaseLower.ConvertName(member);

    private static InvalidInputException Broken(string path, int line, Exception failure) =>
        new(Diagnostic.Error("study.broken-table", $"this is not a table that a study wrote: {failure.Message.Split('\n')[0].Trim()}") with
        {
            File = path,
            Line = Math.Max(1, line),
            Fix = "run the study again with --resume",
        }, failure);
}
