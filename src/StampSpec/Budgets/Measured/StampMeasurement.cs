using StampSpec.Alerts;
using StampSpec.Budgets.Encodings;
using StampSpec.Layouts.Model;

namespace StampSpec.Budgets.Measured;

/// <summary>Measures the bytes of alerts' own stamps in every variant, serialisation and encoding, by writing them.</summary>
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
            // For stamps of one scale both FITS serialisations write the same file.
            foreach (var serialisation in Serialisation.All.Where(s => s.Name != "fits-one-hdu"))
            {
                foreach (var encoding in PixelEncoding.All)
                {
                    if (Bytes(alerts, variant, serialisation, encoding) is { Length: > 0 } bytes)
                    {
                        var distribution = ByteDistribution.Of(bytes, alerts.Count - bytes.Length);
                        yield return new VariantBytes(
                            survey.ToString().ToLowerInvariant(),
                            variant.Name,
                            serialisation.Name,
                            encoding.Name,
                            distribution
                        );
                    }
                }
            }
        }
    }

    private static long[] Bytes(IReadOnlyList<Alert> alerts, StampVariant variant, Serialisation serialisation, PixelEncoding encoding) =>
        [
            .. alerts
                .AsParallel()
                .AsOrdered()
                .Select(alert => variant.Of(alert).Select(stamps => BytesOf(stamps, serialisation, encoding)).Aggregate((a, b) => a + b))
                .Where(b => b is not null)
                .Select(b => b!.Value),
        ];

    private static long? BytesOf(SampledStamps stamps, Serialisation serialisation, PixelEncoding encoding) =>
        serialisation.Supports(stamps.Layout, encoding)
            ? serialisation.Bytes(stamps.Layout, encoding) ?? serialisation.Write(stamps, encoding).Sum(b => (long)b.Length)
            : null;
}

/// <summary>
/// A form in which the pixels of a shipped alert can be sent: with their own sides and all or some of their planes and PSFs.
/// </summary>
/// <param name="Name">Name in tables.</param>
/// <param name="HasVariance">True if the variance is sent.</param>
/// <param name="Psf">Number type of the PSF images; null for none.</param>
/// <param name="IsPsfShared">True if only the PSF of the science image is sent.</param>
internal sealed record StampVariant(string Name, bool HasVariance, PixelNumberType? Psf, bool IsPsfShared = false)
{
    /// <summary>Variants of LSST's stamps, as shipped first.</summary>
    public static IReadOnlyList<StampVariant> Lsst { get; } =
    [
        new("float64 PSFs (as shipped)", true, PixelNumberType.Float64),
        new("float32 PSFs", true, PixelNumberType.Float32),
        new("one float32 PSF", true, PixelNumberType.Float32, IsPsfShared: true),
        new("no PSF", true, null),
        new("flux alone", false, null),
    ];

    /// <summary>Variants of stamps of flux alone, as ZTF ships them.</summary>
    public static IReadOnlyList<StampVariant> Ztf { get; } = [new("flux alone (as shipped)", false, null)];

    /// <summary>The alert's stamps, with a layout for each image, because the images differ in size.</summary>
    public IEnumerable<SampledStamps> Of(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return Enum.GetValues<CutoutKind>().Select(kind => SampledStamps.Of(alert, LayoutOf(alert[kind])));
    }

    private StampLayout LayoutOf(Cutout cutout)
    {
        StampPlane[] planes =
            HasVariance && cutout.Variance is not null
                ? [new(PlaneKind.Flux, PixelNumberType.Float32), new(PlaneKind.Variance, PixelNumberType.Float32)]
                : [new(PlaneKind.Flux, PixelNumberType.Float32)];
        var carriesPsf = Psf is not null && cutout.Psf is not null && (!IsPsfShared || cutout.Kind == CutoutKind.Science);
        return new StampLayout("native", [new StampScale(Math.Max(cutout.Flux.Width, cutout.Flux.Height), cutout.PixelScaleArcsec)])
        {
            Images = [cutout.Kind],
            Planes = planes,
            Psf = carriesPsf ? new PsfImage(cutout.Psf!.Width, Psf!.Value, IsShared: false) : null,
        };
    }
}

/// <summary>Bytes of an alert's stamps in one variant, serialisation and encoding, over real alerts.</summary>
/// <param name="Survey">Survey.</param>
/// <param name="Variant">Variant.</param>
/// <param name="Serialisation">Serialisation.</param>
/// <param name="Encoding">Encoding.</param>
/// <param name="Bytes">Distribution over alerts.</param>
public sealed record VariantBytes(string Survey, string Variant, string Serialisation, string Encoding, ByteDistribution Bytes);
