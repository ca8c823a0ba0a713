using System.Diagnostics.CodeAnalysis;
using StampSpec.Alerts.Lsst;
using StampSpec.Alerts.Ztf;
using StampSpec.Common;
using StampSpec.Formats.Parquet;

namespace StampSpec.Alerts.Reading;

/// <summary>
/// Reads alerts from Parquet tables as Fink ships them (fink-broker.org): a row an alert, with the columns of the survey's packets and the
/// cutouts' files inside. One row group is in memory at a time.
/// </summary>
internal static class ParquetAlerts
{
    private const string Extension = ".parquet";

    /// <summary>True for the names of tables.</summary>
    public static bool IsName(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a file whose first bytes or whose name are those of a table.</summary>
    public static bool IsTable(ReadOnlySpan<byte> head, string path) => ParquetTable.IsTable(head) || IsName(path);

    /// <summary>The name of a row, both numbers from 0, as other programs count them.</summary>
    public static string RowName(string table, int rowGroup, int row) =>
        FormattableString.Invariant($"{table} (row group {rowGroup}, row {row})");

    /// <summary>
    /// The rows of a table, a source for each. If the table or a row group is at fault, a source that cannot be read stands for it.
    /// </summary>
    /// <param name="file">The whole file, whose stream can be read at any place.</param>
    /// <param name="options">Limits, and whether all columns are wanted.</param>
    public static IEnumerable<PacketSource> RowsOf(PacketSource file, AlertReadingOptions options)
    {
        if (!TryOpen(file, options, out var stream, out var table, out var problem))
        {
            yield return PacketSource.Refused(file.Name, problem);
            yield break;
        }

        using (stream)
        using (table)
        {
            for (var group = 0; group < table.RowGroups; group++)
            {
                foreach (var row in RowsOf(table, group, file.Name))
                {
                    yield return row;
                }
            }
        }
    }

    private static IEnumerable<PacketSource> RowsOf(ParquetTable table, int group, string name)
    {
        var rows = 0;
        if (Problem(() => rows = table.ReadRowGroup(group)) is { } problem)
        {
            yield return PacketSource.Refused(FormattableString.Invariant($"{name} (row group {group})"), problem);
            yield break;
        }

        for (var row = 0; row < rows; row++)
        {
            byte[] datum = [];
            var (rowName, index) = (RowName(name, group, row), row);
            yield return Problem(() => datum = table.Row(index)) is { } damaged
                ? PacketSource.Refused(rowName, damaged)
                : PacketSource.OfRow(rowName, table.Schema, datum);
        }
    }

    private static bool TryOpen(
        PacketSource file,
        AlertReadingOptions options,
        [NotNullWhen(true)] out Stream? stream,
        [NotNullWhen(true)] out ParquetTable? table,
        [NotNullWhen(false)] out Diagnostic? problem
    )
    {
        Stream? opened = null;
        ParquetTable? found = null;
        problem = Problem(() =>
        {
            opened = file.Open();
            found = Open(opened, options);
        });
        (stream, table) = (opened, found);
        if (problem is not null)
        {
            stream?.Dispose();
        }

        return problem is null;
    }

    private static ParquetTable Open(Stream stream, AlertReadingOptions options)
    {
        if (options.AcceptsAnyTable)
        {
            return ParquetTable.Open(stream, _ => true, options.MaxRowGroupBytes);
        }

        using (var names = ParquetTable.Open(stream, _ => true, options.MaxRowGroupBytes))
        {
            var columns = AlertColumns.Of(names);
            var catalogued = PacketColumns.All.Select(column => column.Field).ToHashSet(StringComparer.Ordinal);
            Func<string, bool> wants = options.KeepsBytes
                ? _ => true
                : path => columns.Any(column => column.Has(path)) || catalogued.Contains(path);
            return ParquetTable.Open(stream, wants, options.MaxRowGroupBytes);
        }
    }

    private static Diagnostic? Problem(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception failure) when (PacketSource.IsInputFailure(failure))
        {
            return PacketSource.DiagnosticOf(failure);
        }
    }
}

/// <summary>The columns that a table of alerts must and may have.</summary>
internal static class AlertColumns
{
    private const string Fix = "give a table whose rows are ZTF's or Rubin's alert packets with their three cutouts, as Fink ships them";

    /// <summary>The columns of the survey whose alerts the table has.</summary>
    /// <exception cref="InvalidInputException">
    /// The table contains no alerts, lacks columns without which no alert can be read, or has columns of other types.
    /// </exception>
    public static IReadOnlyList<PacketField> Of(ParquetTable table)
    {
        var columns =
            Has(table, "candidate") ? ZtfField.Columns
            : Has(table, "diaSource") ? LsstPacketReader.Columns
            : throw InvalidInputException.Of(
                "alert.kind",
                "the table has neither the column candidate of ZTF's alerts nor the column diaSource of Rubin's",
                fix: Fix
            );
        RequireAll([.. columns.Where(c => c.IsRequired && !table.Columns.Any(t => c.Has(t.Path)))]);
        return
            table.Columns.SelectMany(t => columns.Where(c => c.Has(t.Path) && !c.Accepts(t.Type)).Select(c => Mistyped(c, t))).ToArray()
                is { Length: > 0 } faults
            ? throw new InvalidInputException(faults)
            : columns;
    }

    private static bool Has(ParquetTable table, string column) => table.Schema.TryGetField(column, out _);

    private static void RequireAll(PacketField[] missing)
    {
        if (missing.Length == 0)
        {
            return;
        }

        var names = string.Join(", ", missing.Select(column => column.Path));
        throw missing.Count(column => column.Kind == PacketFieldKind.Image) == 3
            ? InvalidInputException.Of("parquet.no-cutouts", $"the table has no cutouts: the columns {names} are missing", fix: Fix)
            : InvalidInputException.Of(
                "parquet.column",
                missing.Length == 1 ? $"the column {names} is missing" : $"the columns {names} are missing",
                fix: Fix
            );
    }

    private static Diagnostic Mistyped(PacketField wanted, ParquetColumn found) =>
        Diagnostic.Error(
            "parquet.type",
            $"the column has the type {found.TypeInWords}; {wanted.KindInWords} are needed",
            path: found.Path,
            fix: "write the column with the type that it has in the survey's packets"
        );
}
