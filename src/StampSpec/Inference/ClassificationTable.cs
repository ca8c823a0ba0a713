using System.Globalization;
using CsvHelper;
using StampSpec.Alerts.Reading;
using StampSpec.Common;

namespace StampSpec.Inference;

/// <summary>
/// The classifications of a stream as a CSV table: candid, objectId, the probability of each class, the most probable class. Rows are
/// written while the stream is read, batch by batch.
/// </summary>
public static class ClassificationTable
{
    /// <summary>Writes a row for each classified alert.</summary>
    /// <param name="output">The destination of the table. It is not closed.</param>
    /// <param name="classes">The model's classes, in the order of the probabilities.</param>
    /// <param name="results">Results of <see cref="AlertClassifier.Classify(IEnumerable{AlertReading}, CancellationToken)"/>.</param>
    /// <param name="report">Receives the reason if a packet cannot be classified.</param>
    /// <exception cref="InvalidInputException">No packet could be classified.</exception>
    public static ClassificationCounts Write(
        TextWriter output,
        IReadOnlyList<string> classes,
        IEnumerable<ClassificationReading> results,
        Action<Diagnostic> report
    )
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(report);
        var counts = new ClassificationCounts(0, 0, 0);
        using var csv = Csv.Writer(output);
        csv.WriteRecord(["candid", "objectId", .. classes, "class"]);
        foreach (var batch in results.Chunk(AlertClassifier.BatchSize))
        {
            WriteBatch(csv, batch, report);
            csv.Flush();
            counts = batch.Aggregate(counts, Count);
        }

        return counts.Classified > 0
            ? counts
            : throw InvalidInputException.Of(
                "classify.none",
                FormattableString.Invariant($"no packet could be classified; {counts.Skipped} were skipped")
            );
    }

    private static void WriteBatch(CsvWriter csv, IEnumerable<ClassificationReading> batch, Action<Diagnostic> report)
    {
        foreach (var result in batch)
        {
            if (result.Classification is { } classification)
            {
                csv.WriteRecord([.. Fields(classification)]);
            }
            else
            {
                report(result.Problem!);
            }
        }
    }

    private static ClassificationCounts Count(ClassificationCounts counts, ClassificationReading result) =>
        result.Classification is { } classified
            ? counts with
            {
                Classified = counts.Classified + 1,
                Unplaced = counts.Unplaced + (classified.Alert.Note is null ? 0 : 1),
            }
            : counts with
            {
                Skipped = counts.Skipped + 1,
            };

    private static IEnumerable<string> Fields(AlertClassification classification) =>
        [
            classification.Alert.Candid.ToString(CultureInfo.InvariantCulture),
            classification.Alert.ObjectId,
            .. classification.Probabilities.Select(p => p.ToString("R", CultureInfo.InvariantCulture)),
            classification.MostProbableClass,
        ];
}

/// <summary>How many packets of a stream were classified.</summary>
/// <param name="Classified">Packets with a row in the table.</param>
/// <param name="Skipped">Packets that could not be read or classified.</param>
/// <param name="Unplaced">Classified alerts with cutouts at a chip's edge whose position in the full cutout is unknown.</param>
public sealed record ClassificationCounts(long Classified, long Skipped, long Unplaced);
