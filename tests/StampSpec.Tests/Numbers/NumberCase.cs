using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Tests.Numbers;

/// <summary>One small calculation and every number that it gave; what is missing is NaN.</summary>
/// <param name="Name">Name in the approved table, unique within its stage, without commas.</param>
/// <param name="Values">The numbers, in a fixed order.</param>
internal sealed record NumberCase(string Name, double[] Values)
{
    public static NumberCase Of(string name, params ReadOnlySpan<IEnumerable<double>> parts)
    {
        var values = new List<double>();
        foreach (var part in parts)
        {
            values.AddRange(part);
        }

        return new NumberCase(name, [.. values]);
    }

    public static IEnumerable<double> Floats(IEnumerable<float> values) => values.Select(v => (double)v);

    public static IEnumerable<double> Whole(params IEnumerable<int> values) => values.Select(v => (double)v);

    public static IEnumerable<double> Optional(params IEnumerable<double?> values) => values.Select(v => v ?? double.NaN);

    public static IEnumerable<double> Truth(bool? value) =>
        [
            value is { } known
                ? known
                    ? 1
                    : 0
                : double.NaN,
        ];

    /// <summary>A text, letter by letter: where it differs, the numbers do.</summary>
    public static IEnumerable<double> Text(string? text) => text is null ? [double.NaN] : text.Select(c => (double)c).Prepend(text.Length);

    public static IEnumerable<double> Pixels(Image<float>? image) =>
        image is null ? [double.NaN] : Floats(image.Pixels.ToArray()).Prepend(image.Width);

    public static IEnumerable<double> Pixels(Image<double>? image) =>
        image is null ? [double.NaN] : image.Pixels.ToArray().Prepend(image.Width);

    public static IEnumerable<double> Pixels(IEnumerable<Image<float>> images) => images.SelectMany(Pixels);

    /// <summary>Shapes, pixels, positions and features of stamps.</summary>
    public static IEnumerable<double> Stamps(IStamps stamps)
    {
        foreach (var (index, shape) in stamps.Shapes.Index())
        {
            var values = new float[stamps.Count * shape.Length];
            stamps.CopyScale(0, stamps.Count, index, values);
            foreach (var value in Floats(values).Concat(Whole(shape.Channels, shape.Pixels, shape.IsPolar ? 1 : 0)))
            {
                yield return value;
            }
        }

        for (var alert = 0; alert < stamps.Count; alert++)
        {
            foreach (var value in Floats([.. stamps.SkyPosition(alert), .. stamps.FeaturesOf(alert)]))
            {
                yield return value;
            }
        }
    }

    /// <summary>Everything that an alert holds.</summary>
    public static IEnumerable<double> Alert(Alert alert) =>
        [
            (int)alert.Survey,
            alert.Candid % 1_000_000_007,
            .. Text(alert.ObjectId),
            alert.RightAscensionDeg,
            alert.DeclinationDeg,
            .. Text(alert.Band),
            .. Optional(
                alert.JulianDate - 2_450_000,
                alert.MagnitudePsf,
                alert.MagnitudePsfError,
                alert.ZeroPointMag,
                alert.LimitingMagnitude,
                alert.SignalToNoise,
                alert.SeeingPixels,
                alert.RealBogus,
                alert.NearestSourceArcsec,
                alert.NearestSourceStarScore
            ),
            .. Truth(alert.IsPositive),
            .. Enum.GetValues<CutoutKind>().SelectMany(kind => Cutout(alert[kind])),
        ];

    private static IEnumerable<double> Cutout(Cutout cutout) =>
        [
            cutout.PixelScaleArcsec,
            .. Pixels(cutout.Flux),
            .. Pixels(cutout.Variance),
            .. Pixels(cutout.Psf),
            .. cutout.Wcs is { } w
                ? new[]
                {
                    w.ReferenceColumn,
                    w.ReferenceRow,
                    w.RightAscensionDeg,
                    w.DeclinationDeg,
                    w.Cd11 * 1e4,
                    w.Cd12 * 1e4,
                    w.Cd21 * 1e4,
                    w.Cd22 * 1e4,
                }
                : [double.NaN],
        ];
}
