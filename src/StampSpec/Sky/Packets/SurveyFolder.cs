using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Alerts.Lsst;
using StampSpec.Common;

namespace StampSpec.Sky.Packets;

/// <summary>
/// A synthetic survey on disk: a container <c>alerts/CANDID.avro</c> for each alert, and <c>labels.csv</c> with the class and group of all
/// alerts.
/// </summary>
public static class SurveyFolder
{
    /// <summary>The strength of a synthetic alert's label. A study calls such alerts synthetic, also if it reads packets.</summary>
    internal const string SyntheticStrength = "synthetic";

    private const int BatchAlerts = 256;
    private const string AlertsFolder = "alerts";
    private const string LabelsFile = "labels.csv";

    // Is in the folder from the start of a survey to its end.
    private const string UnfinishedFile = ".unfinished";
    private static readonly string[] Columns = ["candid", "objectId", "file", "class", "strength", "group"];

    /// <summary>Writes the alerts as they are generated, and the label table at the end: a folder with a label table is complete.</summary>
    /// <param name="folder">
    /// The folder. It must not exist, be empty, or contain nothing but a survey that was interrupted, which is then begun again.
    /// </param>
    /// <param name="alerts">The alerts.</param>
    /// <param name="progress">Receives the number of alerts written so far; may be null.</param>
    /// <param name="cancellation">Is checked between batches.</param>
    /// <exception cref="InvalidInputException">The folder contains files.</exception>
    public static void Write(string folder, IEnumerable<LabelledAlert> alerts, IProgress<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(alerts);
        RemoveUnfinished(folder);
        RequireEmpty(folder);
        OutputPath.CreateFolder(Path.Combine(folder, AlertsFolder), folder);
        File.Create(Path.Combine(folder, UnfinishedFile)).Dispose();
        var labels = new List<LabelledAlert>();
        foreach (var batch in alerts.Chunk(BatchAlerts))
        {
            cancellation.ThrowIfCancellationRequested();
            Parallel.ForEach(batch, labelled => WriteAlert(folder, labelled));
            labels.AddRange(batch);
            progress?.Report(labels.Count);
        }

        AtomicFile.Write(Path.Combine(folder, LabelsFile), stream => WriteLabels(stream, labels));
        File.Delete(Path.Combine(folder, UnfinishedFile));
    }

    // Other files than a survey's are left, so that the folder is then refused.
    private static void RemoveUnfinished(string folder)
    {
        if (!File.Exists(Path.Combine(folder, UnfinishedFile)))
        {
            return;
        }

        var alerts = Path.Combine(folder, AlertsFolder);
        string[] written =
        [
            .. Directory.Exists(alerts) ? Directory.GetFiles(alerts, "*.avro").Concat(Directory.GetFiles(alerts, "*.avro.partial")) : [],
            .. Directory.GetFiles(folder, LabelsFile + "*"),
        ];
        Array.ForEach(written, File.Delete);
        if (Directory.Exists(alerts) && !Directory.EnumerateFileSystemEntries(alerts).Any())
        {
            Directory.Delete(alerts);
        }

        File.Delete(Path.Combine(folder, UnfinishedFile));
    }

    private static void RequireEmpty(string folder)
    {
        if (File.Exists(folder))
        {
            throw Unusable(folder, "the path is that of a file");
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw Unusable(folder, $"the folder {ContentOf(folder)}");
        }
    }

    private static InvalidInputException Unusable(string folder, string message) =>
        new(Diagnostic.Error("synthesize.folder", message, file: folder, fix: "give a new or an empty folder with --out"));

    private static string ContentOf(string folder)
    {
        var labels = Path.Combine(folder, LabelsFile);
        if (!File.Exists(labels) || !Directory.Exists(Path.Combine(folder, AlertsFolder)))
        {
            return "is not empty";
        }

        var (alerts, written) = (File.ReadLines(labels).Count() - 1, File.GetLastWriteTimeUtc(labels));
        return string.Create(CultureInfo.InvariantCulture, $"contains a survey of {alerts} alerts from {written:yyyy-MM-dd HH:mm} UTC");
    }

    private static string FileOf(Alert alert) => string.Create(CultureInfo.InvariantCulture, $"{AlertsFolder}/{alert.Candid}.avro");

    private static void WriteAlert(string folder, LabelledAlert labelled) =>
        AtomicFile.Write(Path.Combine(folder, FileOf(labelled.Alert)), stream => WritePacket(labelled, stream));

    private static void WritePacket(LabelledAlert labelled, Stream stream)
    {
        if (labelled.Alert.Survey == SurveyKind.Lsst)
        {
            LsstPacketWriter.WriteContainer(stream, labelled.Alert, labelled.Source);
        }
        else
        {
            SyntheticPacket.Write(labelled.Alert, stream);
        }
    }

    private static void WriteLabels(Stream stream, IReadOnlyList<LabelledAlert> alerts)
    {
        using var csv = Csv.Writer(stream);
        csv.WriteRecord(Columns);
        foreach (var (alert, label, group) in alerts)
        {
            csv.WriteRecord(
                alert.Candid.ToString(CultureInfo.InvariantCulture),
                alert.ObjectId,
                FileOf(alert),
                label,
                SyntheticStrength,
                group
            );
        }
    }
}
