using System.Globalization;
using CsvHelper;

namespace StampSpec.Tests.Support;

/// <summary>The tables beside the real data, which say how many packets there are and of which kind, so that no test has to.</summary>
internal static class SharedIndex
{
    /// <summary>ZTF's alerts: candid, file, class, strength, group and more, a row each.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Ztf() => Rows("ztf-labels.csv");

    /// <summary>Rubin's packets: file, bytes, diaSourceId, band and more, a row each.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Lsst() => Rows("lsst-index.csv");

    /// <summary>True for a packet of the table that is a raw message, without its schema.</summary>
    public static bool IsWire(IReadOnlyDictionary<string, string> row) => row["file"].Contains(".wire", StringComparison.Ordinal);

    private static List<IReadOnlyDictionary<string, string>> Rows(string table)
    {
        using var text = new StreamReader(Repository.SharedPath("data", table));
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        var rows = new List<IReadOnlyDictionary<string, string>>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            rows.Add(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column)!, StringComparer.Ordinal));
        }

        return rows;
    }
}
