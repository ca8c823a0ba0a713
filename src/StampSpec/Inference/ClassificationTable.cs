using System.Globalization;
using StampSpec.Alerts.Reading;
using StampSpec.Common;

namespace StampSpec.Inference;

/// <summary>
/// A stream's classifications as a CSV table: candid, objectId, the probability of each class, the most probable class. Rows are written as
/// the alerts come, a batch at a time.
/// </summary>
public static class ClassificationTable
{
    /// <summary>Writes a row for each classified alert.</summary>
    /// <param name="output">Where the table goes; it is left open.</param>
    /// <param name="classes">The model's classes, in the order of the probabilities.</param>
    /// <param name="results">What <see cref="AlertClassifier.Classify(IEnumerable{AlertReading}, CancellationToken)"/> gives.</param>
    /// <param name="report">Is told why a packet could not be classified.</param>
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

                counts = Count(counts, result);
            }

            csv.Flush();
        }

        return counts.Classified > 0
            ? counts
            : throw new InvalidInputException(
                Diagnostic.Error("classify.none", FormattableString.Invariant($"none of {counts.Skipped} packets could be classified"))
            );
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
/// <param name="Unplaced">Of those classified, alerts whose cutouts at a chip's edge could not be placed.</param>
public sealed record ClassificationCounts(long Classified, long Skipped, long Unplaced);
