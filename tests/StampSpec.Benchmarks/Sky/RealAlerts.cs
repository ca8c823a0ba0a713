using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Sky.Scenes;

namespace StampSpec.Benchmarks.Sky;

/// <summary>Labelled real alerts of the six classes, in two halves that share no group.</summary>
internal static class RealAlerts
{
    /// <summary>Reads a data folder: <c>ztf/</c> and <c>ztf-labels.csv</c>.</summary>
    public static IReadOnlyList<LabelledAlert> Load(string folder) =>
        Load(Path.Combine(folder, "ztf"), Path.Combine(folder, "ztf-labels.csv"));

    /// <summary>Reads labelled alerts of the six classes.</summary>
    /// <param name="path">Packets.</param>
    /// <param name="labelTable">The table of their labels.</param>
    public static IReadOnlyList<LabelledAlert> Load(string path, string labelTable)
    {
        var labels = LabelTable.Load(labelTable);
        var alerts = new List<LabelledAlert>();
        foreach (var reading in AlertFiles.Read([path]))
        {
            if (
                reading.Alert is { } alert
                && labels.TryGet(alert.Candid, out var row)
                && row.Class is { } label
                && SkyClassLabels.Find(label) is not null
            )
            {
                alerts.Add(new LabelledAlert(alert, label, row.Group));
            }
        }

        return alerts;
    }

    /// <summary>True for the half that distributions were fitted to: by the group's hash, so that a group is never parted.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "parts groups in two; guards nothing")]
    public static bool IsFitting(LabelledAlert alert) => MD5.HashData(Encoding.UTF8.GetBytes(alert.Group))[0] % 2 == 0;
}
