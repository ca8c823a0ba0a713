using StampSpec.Alerts;
using StampSpec.Budgets.Encodings;

namespace StampSpec.Budgets.Measured;

/// <summary>Measures what alerts' own stamps take in every variant, serialisation and encoding, by really writing them.</summary>
internal static class StampMeasurement
{
    /// <summary>All combinations for alerts of one survey, in a fixed order.</summary>
    public static IEnumerable<VariantBytes> Of(IReadOnlyList<Alert> alerts)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        ArgumentOutOfRangeException.ThrowIfZero(alerts.Count);
        var survey = alerts[0].Survey;
        foreach (var variant in survey == SurveyKind.Lsst ? StampVariant.Lsst : StampVariant.Ztf)
        {
            // A stamp of one scale is the same file whether or not its scales share a unit.
            foreach (var serialisation in Serialisation.All.Where(s => s.Name != "fits-one-hdu"))
            {
                foreach (var encoding in PixelEncoding.All)
                {
                    if (Bytes(alerts, variant, serialisation, encoding) is { Length: > 0 } bytes)
                    {
                        var distribution = ByteDistribution.Of(bytes, alerts.Count - bytes.Length);
                        yield return new VariantBytes(survey.ToString().ToLowerInvariant(), variant.Name, serialisation.Name, encoding.Name, distribution);
                    }
                }
            }
        }
    }

    private static long[] Bytes(IReadOnlyList<Alert> alerts, StampVariant variant, Serialisation serialisation, PixelEncoding encoding) =>
    [
        .. alerts.AsParallel().AsOrdered().Select(alert => variant.Of(alert).Select(stamps => BytesOf(stamps, serialisation, encoding)).Aggregate((a, b) => a + b))
            .Where(b => b is not null).Select(b => b!.Value),
    ];

    private static long? BytesOf(SampledStamps stamps, Serialisation serialisation, PixelEncoding encoding) => serialisation.Supports(stamps.Layout, encoding)
        ? serialisation.Bytes(stamps.Layout, encoding) ?? serialisation.Write(stamps, encoding).Sum(b => (long)b.Length)
        : null;
}
