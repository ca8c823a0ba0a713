using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Tests.Support;

/// <summary>The tables next to the real data, with the number and the kind of the packets, so that tests need not contain them.</summary>
internal static class SharedIndex
{
    /// <summary>ZTF's alerts: one row for each, with candid, file, class, strength, group and more.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Ztf() => Rows("ztf-labels.csv");

    /// <summary>ZTF's alerts of a class, with their groups.</summary>
    public static LabelledAlert[] ZtfAlerts(SkyClass skyClass) =>
        [
            .. Ztf()
                .Where(row => row["class"] == skyClass.Label())
                .Select(row => new LabelledAlert(
                    AlertFiles.Read([Repository.SharedPath("data", row["file"])]).Single().Alert!,
                    row["class"],
                    row["group"]
                )),
        ];

    /// <summary>Rubin's packets: one row for each, with file, bytes, diaSourceId, band and more.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Lsst() => Rows("lsst-index.csv");

    /// <summary>True for a packet of the table that is a raw message, without its schema.</summary>
    public static bool IsWire(IReadOnlyDictionary<string, string> row) => row["file"].Contains(".wire", StringComparison.Ordinal);

    private static List<IReadOnlyDictionary<string, string>> Rows(string table)
    {
        using var stream = File.OpenRead(Repository.SharedPath("data", table));
        using var csv = Csv.Reader(stream, Csv.Reading with { HasHeader = false });
        var rows = new List<IReadOnlyDictionary<string, string>>();
        var header = csv.Read() ? csv.Current.ToArray() : [];
        while (csv.Read())
        {
            rows.Add(header.Zip(csv.Current.ToArray()).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal));
        }

        return rows;
    }
}
