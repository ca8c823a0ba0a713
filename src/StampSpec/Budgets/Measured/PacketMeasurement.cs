using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;

namespace StampSpec.Budgets.Measured;

/// <summary>Measures real packets, survey by survey. Each file is read once.</summary>
internal static class PacketMeasurement
{
    // Shipped LSST stamps are too narrow for most layouts with several scales. They contain enough pixels for their own layout and for two
    // scales within it.
    private static readonly StampLayout[] LsstLayouts =
    [
        LayoutLibrary.Load("as-shipped"),
        new("two-scales-of-14-pixels", [new StampScale(14, 0.2), new StampScale(14, 0.4)]),
    ];

    private static readonly StampLayout[] ZtfLayouts = [LayoutLibrary.Load("ztf-multiscale"), LayoutLibrary.Load("ztf-full")];

    // The alerts that are kept while their number is not known, as a multiple of those that are measured.
    private const int KeptForEach = 16;

    /// <summary>Reads and measures packets.</summary>
    /// <param name="paths">Packets, folders and archives, as for <see cref="AlertFiles.Read"/>.</param>
    /// <param name="atMost">Largest number of alerts of a survey, evenly spaced in their order; null for all alerts.</param>
    /// <param name="report">Receives the problems of packets that cannot be read.</param>
    /// <param name="options">Limits; <see cref="AlertReadingOptions.Default"/> if null.</param>
    /// <exception cref="InvalidInputException">A path does not exist, or no packet could be read.</exception>
    public static IReadOnlyList<MeasuredSurvey> Of(
        IReadOnlyList<string> paths,
        int? atMost,
        Action<Diagnostic> report,
        AlertReadingOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(report);
        var keeping = (options ?? AlertReadingOptions.Default) with { KeepsBytes = true };
        var samples = Sample(AlertFiles.Read(paths, keeping), atMost, report);
        return samples.Count == 0
            ? throw InvalidInputException.Of("budget.no-alerts", "no packet could be read")
            : [.. samples.Values.Select(sample => Measure(Spread(sample.Items, atMost), keeping))];
    }

    /// <summary>The alerts of each survey; if only some of them are measured, evenly spaced ones, so that a night fits in memory.</summary>
    internal static SortedDictionary<SurveyKind, ThinnedSample<AlertReading>> Sample(
        IEnumerable<AlertReading> readings,
        int? atMost,
        Action<Diagnostic> report
    )
    {
        var most = atMost is { } asked ? (int)Math.Min(int.MaxValue, (long)asked * KeptForEach) : int.MaxValue;
        var samples = new SortedDictionary<SurveyKind, ThinnedSample<AlertReading>>();
        foreach (var reading in readings)
        {
            if (reading.Alert is not { } alert)
            {
                report(reading.Problem!);
                continue;
            }

            var sample = samples.GetValueOrDefault(alert.Survey) ?? (samples[alert.Survey] = new ThinnedSample<AlertReading>(most));
            if (sample.IsNext())
            {
                sample.Add(reading);
            }
        }

        return samples;
    }

    private static MeasuredSurvey Measure(AlertReading[] readings, AlertReadingOptions options)
    {
        var survey = readings[0].Alert!.Survey;
        (Alert Alert, ShippedBytes Shipped)[] packets =
        [
            .. readings.Where(r => r.Shipped is not null).Select(r => (r.Alert!, ShippedBytes.Of(r.Shipped!, options))),
        ];
        return new MeasuredSurvey(
            survey,
            readings.Length,
            [.. PartsOf(survey, [.. packets.Select(p => p.Shipped)])],
            [.. StampMeasurement.Of([.. readings.Select(r => r.Alert!)])],
            [.. MessageMeasurement.Of(packets, survey == SurveyKind.Lsst ? LsstLayouts : ZtfLayouts)]
        )
        {
            Unplaced = readings.Count(r => r.Alert!.Note is not null),
        };
    }

    private static IEnumerable<PacketPartSize> PartsOf(SurveyKind survey, IReadOnlyList<ShippedBytes> packets)
    {
        var sums = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var packet in packets)
        {
            sums[ShippedParts.Container] = sums.GetValueOrDefault(ShippedParts.Container) + packet.ContainerBytes;
            foreach (var (part, bytes) in ShippedParts.OfDatum(packet))
            {
                sums[part] = sums.GetValueOrDefault(part) + bytes;
            }
        }

        var name = $"{survey.ToString().ToUpperInvariant()} as shipped";
        return sums.Select(s => new PacketPartSize(name, s.Key, s.Value / packets.Count));
    }

    private static AlertReading[] Spread(IReadOnlyList<AlertReading> readings, int? atMost)
    {
        var count = Math.Min(readings.Count, atMost ?? readings.Count);
        return [.. Enumerable.Range(0, count).Select(i => readings[(int)((long)i * readings.Count / count)])];
    }
}

/// <summary>The measured bytes of the packets of one survey.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Alerts">Alerts that were measured.</param>
/// <param name="Parts">Mean bytes of the parts of the shipped packet, over the alerts from object containers.</param>
/// <param name="Stamps">The alerts' own stamps in every variant, serialisation and encoding.</param>
/// <param name="Messages">
/// Whole messages, with the shipped stamps and with other stamps in their place, for the alerts from object containers.
/// </param>
public sealed record MeasuredSurvey(
    SurveyKind Survey,
    int Alerts,
    IReadOnlyList<PacketPartSize> Parts,
    IReadOnlyList<VariantBytes> Stamps,
    IReadOnlyList<VariantBytes> Messages
)
{
    /// <summary>Measured alerts with cutouts at a chip's edge whose position in the full cutout is unknown.</summary>
    public int Unplaced { get; init; }
}
