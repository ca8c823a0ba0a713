using System.Globalization;
using System.Text.Json;
using CsvHelper;

[assembly: CsvRecordProjections]

namespace StampSpec.Common;

/// <summary>
/// Reads and writes CSV: commas, LF, UTF-8 without a byte order mark. Fields are quoted if they must be, or if they begin or end with a
/// space. Numbers do not depend on the culture; each is the shortest text that gives the same number back. A table of records has one
/// column for each member, in the order of the declaration, with the member's name in snake case; null is an empty field. A member that is
/// itself such a record adds the columns of its own members.
/// </summary>
public static class Csv
{
    private static readonly CsvWriterOptions Writing = new()
    {
        NewLine = "\n",
        Quoting = CsvQuoting.WhenNeededOrWhitespace,
        FormatProvider = CultureInfo.InvariantCulture,
    };

    /// <summary>
    /// Options for reading tables, which have a header. A row that is not valid CSV, or whose number of fields differs from the header's,
    /// causes a <see cref="CsvFormatException"/> with its line.
    /// </summary>
    internal static CsvReaderOptions Reading { get; } =
        new()
        {
            Separator = ',',
            FormatProvider = CultureInfo.InvariantCulture,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
            NullValues = [""],
            NormalizeHeaderName = ColumnName,
        };

    /// <summary>A writer of rows to a text writer, which it leaves open.</summary>
    public static CsvWriter Writer(TextWriter output) => CsvWriter.Create(output, Writing, leaveOpen: true);

    /// <summary>A writer of rows to a stream, which it leaves open.</summary>
    public static CsvWriter Writer(Stream output) => CsvWriter.Create(output, Writing, leaveOpen: true);

    /// <summary>A reader of a stream, which it leaves open.</summary>
    /// <param name="input">The text in UTF-8.</param>
    /// <param name="options">How to read it; <see cref="Reading"/> unless given.</param>
    internal static CsvReader Reader(Stream input, CsvReaderOptions? options = null) =>
        CsvReader.Create(input, options ?? Reading, leaveOpen: true);

    /// <summary>Writes a table of records. If there are no records, it writes the header alone.</summary>
    /// <typeparam name="T">A type that is marked as a <see cref="CsvRecordAttribute"/>.</typeparam>
    internal static void WriteTable<T>(this CsvWriter csv, IEnumerable<T> records)
    {
        csv.WriteRecord([.. ColumnsOf<T>().Select(m => ColumnName(m.Name))]);
        foreach (var record in records)
        {
            csv.WriteRecord(record);
        }
    }

    /// <summary>Reads the remaining records of a table.</summary>
    /// <typeparam name="T">A type that is marked as a <see cref="CsvRecordAttribute"/>.</typeparam>
    /// <exception cref="CsvFormatException">A column is missing, or a row cannot be read.</exception>
    internal static IReadOnlyList<T> ReadTable<T>(this CsvReader csv)
    {
        string[] missing =
        [
            .. ColumnsOf<T>().Where(m => !m.Optional && !csv.TryGetFieldIndex(m.Name, out _)).Select(m => ColumnName(m.Name)),
        ];
        return missing.Length == 0
            ? [.. csv.GetRecords<T>()]
            : throw new CsvFormatException($"the header lacks \"{string.Join("\" and \"", missing)}\"", 1, 0);
    }

    /// <summary>The text that an action writes to a CSV writer.</summary>
    public static string Text(Action<CsvWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = Writer(text))
        {
            write(csv);
        }

        return text.ToString();
    }

    // The members of a nested record are columns, like those of the outer record.
    private static IEnumerable<CsvRecordMember> ColumnsOf<T>() =>
        CsvRecordMapper.TryGetMembers<T>(out var members)
            ? members.SelectMany(m => m.Kind == CsvRecordMemberKind.Nested ? ColumnsOf(m.Type) : [m])
            : throw new InvalidOperationException($"{typeof(T)} is not marked as a record of a CSV table");

    private static IEnumerable<CsvRecordMember> ColumnsOf(Type nested) =>
        new Func<IEnumerable<CsvRecordMember>>(ColumnsOf<object>)
            .Method.GetGenericMethodDefinition()
            .MakeGenericMethod(nested)
            .CreateDelegate<Func<IEnumerable<CsvRecordMember>>>()();

    private static string ColumnName(string member) => JsonNamingPolicy.SnakeCaseLower.ConvertName(member);
}
