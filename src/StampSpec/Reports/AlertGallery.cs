using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Inference;
using StampSpec.Layouts.Model;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Gallery;
using StampSpec.Reports.Page;

namespace StampSpec.Reports;

/// <summary>
/// Pictures of single alerts: one alert as PNG, and a page of the most and the least certain alerts of a classification. Certainty is the
/// probability of the most probable class. Only the alerts on the page are kept in memory.
/// </summary>
/// <param name="classifier">The classifier that gave the classifications; <see cref="Write"/> needs it too.</param>
/// <param name="title">Title of the page: with what the alerts were classified.</param>
/// <param name="trainedOn">How many models had an alert, or its object, among their training objects; null if that is unknown.</param>
public sealed class AlertGallery(AlertClassifier classifier, string title, Func<Alert, int?>? trainedOn = null)
{
    /// <summary>Number of alerts in each of the two parts of the page.</summary>
    public const int PartSize = 24;

    private readonly PriorityQueue<ClassificationReading, (double, long)> _most = new();
    private readonly PriorityQueue<ClassificationReading, (double, long)> _least = new();
    private readonly string[] _classes = [.. classifier.Model.Classes];
    private readonly long[] _counts = new long[classifier.Model.Classes.Count];
    private long _added;

    /// <summary>The command line, which the page states; null if it does not.</summary>
    public string? Command { get; init; }

    /// <summary>A picture of an alert's cutouts, with their sizes, and of its stamps under a layout; the content of a PNG file.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="layout">The layout; null for the cutouts alone.</param>
    /// <exception cref="InvalidInputException">The layout's pixels are finer than the alert's.</exception>
    public static byte[] Picture(Alert alert, StampLayout? layout = null) => FigureFiles.ToPng(AlertFigure.Build(alert, layout));

    /// <summary>Adds a result; one without a classification is ignored.</summary>
    public void Add(ClassificationReading result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Classification is not { } found)
        {
            return;
        }

        double certainty = found.Probabilities.Max();
        _counts[Array.IndexOf(_classes, found.MostProbableClass)]++;
        // The first of the queue leaves it, so of equally certain alerts the first ones stay.
        Keep(_most, result, (certainty, -_added), PartSize);
        // Some of the least certain alerts may also be among the most certain ones.
        Keep(_least, result, (-certainty, -_added), 2 * PartSize);
        _added++;
    }

    /// <summary>Writes the page.</summary>
    /// <param name="path">The file; it is replaced if it exists.</param>
    public void Write(string path)
    {
        ClassificationReading[] most = [.. Ordered(_most)];
        ClassificationReading[] least = [.. Ordered(_least).Except(most).Take(PartSize)];
        var page = new ClassificationPage(title, Facts(), classifier.Model.Classes, _counts)
        {
            Images = [.. classifier.Model.Layout.Images.Select(kind => kind.ToString().ToLowerInvariant())],
            Most = [.. most.Select(Card)],
            Least = [.. least.Select(Card)],
        };
        AtomicFile.Write(path, page.ToHtml());
    }

    private static void Keep(
        PriorityQueue<ClassificationReading, (double, long)> queue,
        ClassificationReading result,
        (double, long) priority,
        int most
    )
    {
        queue.Enqueue(result, priority);
        if (queue.Count > most)
        {
            queue.Dequeue();
        }
    }

    private static IEnumerable<ClassificationReading> Ordered(PriorityQueue<ClassificationReading, (double, long)> queue) =>
        queue.UnorderedItems.OrderByDescending(i => i.Priority).Select(i => i.Element);

    private List<string> Facts()
    {
        var layout = classifier.Model.Layout;
        var models =
            classifier.ModelCount == 1
                ? "one model"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"the mean of {classifier.ModelCount} models (\u00b1 their standard deviation)"
                );
        var facts = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{_added} alerts, layout {layout.Name}, {models}. ")
                + "The stamps are drawn as the layout cuts them, in an asinh stretch, brighter pixels darker; missing pixels are mauve.",
            "Certainty is the probability of the most probable class. A classifier can be certain and wrong.",
        };
        if (Command is not null)
        {
            facts.Add($"Command: {Command}");
        }

        if (!classifier.Encoding.IsLossless)
        {
            facts.Add($"The pictures show the pixels before the lossy encoding {classifier.Encoding.Name}.");
        }

        return facts;
    }

    private ClassificationCard Card(ClassificationReading result)
    {
        var found = result.Classification!;
        var deviation = found.Deviation is { } sd ? string.Create(CultureInfo.InvariantCulture, $" \u00b1 {sd:0.000}") : "";
        var trained = trainedOn?.Invoke(found.Alert);
        return new ClassificationCard(
            string.Create(CultureInfo.InvariantCulture, $"{found.MostProbableClass} {found.Probabilities.Max():0.000}{deviation}"),
            found.Alert.ObjectId,
            found.Alert.Candid,
            result.Source,
            found.Probabilities,
            [.. LayoutStamps.Rows(classifier.Prepare(found.Alert), classifier.Model.Layout).Select(r => (r.Size, AddressesOf(r.Pictures)))],
            trained > 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{trained} of {classifier.ModelCount} models were trained on this alert or its object"
                )
                : null
        );
    }

    private static IReadOnlyList<string?> AddressesOf(IReadOnlyList<byte[]?> pictures) =>
        [.. pictures.Select(png => png is null ? null : StampPicture.AddressOf(png))];
}
