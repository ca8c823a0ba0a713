using System.Globalization;
using CsvHelper;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;

namespace StampSpec.Inference;

/// <summary>
/// The classifications of a stream as a CSV table, with the columns candid, objectId, one for the probability of each class (the mean over
/// models), class (the most probable one), probability_sd (the sample standard deviation over models of that class's probability; empty for
/// one model), trained_on (how many of the models had the alert, or another alert of its object, among their training or validation
/// objects; empty if that is unknown) and source (the file, or archive and entry, of the packet). Rows are written while the stream is
/// read, batch by batch.
/// </summary>
public static class ClassificationTable
{
    private static readonly string[] IdColumns = ["candid", "objectId"];
    private static readonly string[] LastColumns = ["class", "probability_sd", "trained_on", "source"];

    /// <summary>Writes a row for each classified alert.</summary>
    /// <param name="output">The destination of the table. It is not closed.</param>
    /// <param name="classes">The model's classes, in the order of the probabilities.</param>
    /// <param name="results">Results of <see cref="AlertClassifier.Classify(IEnumerable{AlertReading}, CancellationToken)"/>.</param>
    /// <param name="report">Receives the reason if a packet cannot be classified.</param>
    /// <param name="minimumProbability">Rows whose highest probability is below this are left out; 0 to 1.</param>
    /// <param name="trainedOn">How many models had an alert, or its object, among their training objects; null if that is unknown.</param>
    /// <exception cref="InvalidInputException">No packet could be classified.</exception>
    public static ClassificationCounts Write(
        TextWriter output,
        IReadOnlyList<string> classes,
        IEnumerable<ClassificationReading> results,
        Action<Diagnostic> report,
        double minimumProbability = 0,
        Func<Alert, int?>? trainedOn = null
    )
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(report);
        using var csv = Csv.Writer(output);
        csv.WriteRecord([.. IdColumns, .. classes, .. LastColumns]);
        var counts = new ClassificationCounts(0, 0, 0);
        foreach (var batch in results.Chunk(AlertClassifier.BatchSize))
        {
            foreach (var result in batch)
            {
                counts = Count(counts, result, Write(csv, result, minimumProbability, trainedOn, report));
            }

            csv.Flush();
        }

        return counts.Classified > 0
            ? counts
            : throw InvalidInputException.Of(
                "classify.none",
                FormattableString.Invariant($"no packet could be classified; {counts.Skipped} were skipped")
            );
    }

    /// <summary>Writes the row of a result, if it has one, and says whether it has.</summary>
    private static bool Write(
        CsvWriter csv,
        ClassificationReading result,
        double minimum,
        Func<Alert, int?>? trainedOn,
        Action<Diagnostic> report
    )
    {
        if (result.Classification is not { } found)
        {
            report(result.Problem!);
            return false;
        }

        // Compared as the table writes it, so that a probability from a table leaves its own row in.
        if (found.Probabilities.Max() < (float)minimum)
        {
            return false;
        }

        csv.WriteRecord([.. Fields(found, trainedOn?.Invoke(found.Alert), result.Source)]);
        return true;
    }

    private static ClassificationCounts Count(ClassificationCounts counts, ClassificationReading result, bool isWritten) =>
        result.Classification is { } classified
            ? counts with
            {
                Classified = counts.Classified + 1,
                Unplaced = counts.Unplaced + (classified.Alert.Note is null ? 0 : 1),
                LeftOut = counts.LeftOut + (isWritten ? 0 : 1),
            }
            : counts with
            {
                Skipped = counts.Skipped + 1,
            };

    private static IEnumerable<string> Fields(AlertClassification classification, int? trainedOn, string source) =>
        [
            classification.Alert.Candid.ToString(CultureInfo.InvariantCulture),
            classification.Alert.ObjectId,
            .. classification.Probabilities.Select(p => p.ToString("R", CultureInfo.InvariantCulture)),
            classification.MostProbableClass,
            classification.Deviation?.ToString("R", CultureInfo.InvariantCulture) ?? "",
            trainedOn?.ToString(CultureInfo.InvariantCulture) ?? "",
            source,
        ];
}

/// <summary>How many packets of a stream were classified.</summary>
/// <param name="Classified">Packets that were classified.</param>
/// <param name="Skipped">Packets that could not be read or classified.</param>
/// <param name="Unplaced">Classified alerts with cutouts at a chip's edge whose position in the full cutout is unknown.</param>
public sealed record ClassificationCounts(long Classified, long Skipped, long Unplaced)
{
    /// <summary>Classified alerts without a row, because their highest probability is below the minimum.</summary>
    public long LeftOut { get; init; }
}
