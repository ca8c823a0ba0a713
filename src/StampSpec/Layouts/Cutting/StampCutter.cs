using System.Numerics.Tensors;
using MathNet.Numerics.Statistics;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Cutting;

/// <summary>
/// Cuts one cutout into the scales of a layout, normalised in the stated order. Before: the full native cutout is normalised; then values
/// and the mask of missing pixels are binned alike, as published. Both are binned by means, whatever the layout's bin rule, because a sum
/// of normalised values would only multiply a scale by its pixels' area. A coarser pixel's mask is the missing fraction. After: every scale
/// is cut raw and normalised by its own statistics, and its mask marks the pixels without a value, because a receiver knows no more. Asinh:
/// the same with <see cref="AsinhNormalisation"/>. None: raw flux; missing pixels are 0 in the values and 1 in the mask. Redundant centres
/// are always included, because the receiver rebuilds them exactly.
/// </summary>
/// <param name="layout">What to cut.</param>
/// <param name="order">When to normalise.</param>
/// <param name="receive">
/// Turns the raw scales that are sent into those that a receiver gets; null if they arrive unchanged. Not allowed with
/// <see cref="NormalisationOrder.Before"/>.
/// </param>
internal sealed class StampCutter(
    StampLayout layout,
    NormalisationOrder order,
    Func<IReadOnlyList<Image<float>>, IReadOnlyList<Image<float>>>? receive = null
)
{
    private readonly StampLayout _means = layout with { Bins = BinRule.Mean };

    /// <summary>Cuts one cutout. The result has one image for each scale, finest first.</summary>
    /// <param name="cutout">The cutout.</param>
    /// <param name="natives">The normalised cutouts of the same alert, if it is cut under several layouts.</param>
    /// <param name="side">Pixels a side of the alert's stamp, see <see cref="FootprintStamp"/>; null for the layout's size.</param>
    /// <exception cref="InvalidInputException">The layout's pixels are finer than the cutout's.</exception>
    public IReadOnlyList<NormalisedImage> Cut(Cutout cutout, NormalisedCutouts? natives = null, int? side = null)
    {
        ArgumentNullException.ThrowIfNull(cutout);
        return order switch
        {
            NormalisationOrder.Before => CutNormalised(cutout, natives, side),
            NormalisationOrder.After => [.. Received(cutout, side).Select(PixelNormalisation.Normalise)],
            NormalisationOrder.Asinh => [.. Received(cutout, side).Select(AsinhNormalisation.Normalise)],
            _ => [.. Received(cutout, side).Select(raw => Masked(raw, null))],
        };
    }

    /// <summary>The scales of one cutout as raw flux; missing pixels are NaN.</summary>
    /// <param name="cutout">The cutout.</param>
    /// <param name="side">Pixels a side of the alert's stamp; null for the layout's size.</param>
    /// <exception cref="InvalidInputException">The layout's pixels are finer than the cutout's.</exception>
    public IReadOnlyList<Image<float>> Raw(Cutout cutout, int? side = null) =>
        FootprintStamp.Sample(cutout.Flux, cutout.PixelScaleArcsec, layout, side);

    private IReadOnlyList<Image<float>> Received(Cutout cutout, int? side) =>
        receive is null ? Raw(cutout, side) : receive(Raw(cutout, side));

    private IReadOnlyList<NormalisedImage> CutNormalised(Cutout cutout, NormalisedCutouts? natives, int? side)
    {
        if (receive is not null)
        {
            throw new InvalidOperationException("normalisation before the cut needs native stamps, which are not sent");
        }

        var native = natives?.Of(cutout) ?? PixelNormalisation.Normalise(cutout.Flux);
        var values = FootprintStamp.Sample(native.Values, cutout.PixelScaleArcsec, _means, side);
        // Means of a mask without missing pixels are zeros, and most cutouts have such a mask.
        return native.Missing.Pixels.ContainsAnyExcept(0f)
            ? [.. values.Zip(FootprintStamp.Sample(native.Missing, cutout.PixelScaleArcsec, _means, side), Masked)]
            : [.. values.Select(v => Masked(v, null))];
    }

    private static NormalisedImage Masked(Image<float> pixels, Image<float>? mask)
    {
        var values = pixels.Clone();
        var missing = mask?.Clone() ?? new Image<float>(pixels.Width, pixels.Height);
        for (var i = 0; i < values.Pixels.Length; i++)
        {
            if (!float.IsFinite(values.Pixels[i]))
            {
                values.Pixels[i] = 0;
                missing.Pixels[i] = 1;
            }
        }

        return new NormalisedImage(values, missing);
    }
}

/// <summary>An image in the form that a classifier gets.</summary>
/// <param name="Values">Normalised values, in [-2, 2] unless they are stretched by asinh; 0 if a pixel is NaN.</param>
/// <param name="Missing">1 if a pixel is missing, 0 elsewhere.</param>
internal sealed record NormalisedImage(Image<float> Values, Image<float> Missing);

/// <summary>
/// The native cutouts of one alert, each normalised once for all layouts that are normalised before the cut. Not thread-safe.
/// </summary>
internal sealed class NormalisedCutouts
{
    private readonly Dictionary<CutoutKind, NormalisedImage> _images = [];

    /// <summary>A cutout of the alert, normalised.</summary>
    public NormalisedImage Of(Cutout cutout)
    {
        if (!_images.TryGetValue(cutout.Kind, out var normalised))
        {
            normalised = PixelNormalisation.Normalise(cutout.Flux);
            _images.Add(cutout.Kind, normalised);
        }

        return normalised;
    }
}

/// <summary>
/// The published normalisation of one image (Reyes-Jainaga et al. 2023, the authors' code): with a = |x| over the pixels that are
/// finite and at most 1e10 in magnitude, low the smallest a and high its 99th percentile (linear interpolation between order statistics at
/// 0.99 (n - 1), numpy's default), a value is (x - low) / (high - low + 1e-8), clipped to [-2, 2]. So an infinite pixel becomes -2 or 2, as
/// does one above 1e10 in magnitude. NaN becomes 0. Missing are NaN and infinite pixels, but not those above 1e10. Computed in double,
/// rounded once.
/// </summary>
internal static class PixelNormalisation
{
    private const double LargestMagnitude = 1e10;
    private const double Quantile = 0.99;
    private const double Floor = 1e-8;
    private const double Bound = 2;

    /// <summary>Normalises one image by its own statistics, which are 0 for an image without any pixel to take them from.</summary>
    public static NormalisedImage Normalise(Image<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var magnitudes = ValidMagnitudes(image.Pixels);
        var low = magnitudes.Length == 0 ? 0 : TensorPrimitives.Min(magnitudes);
        var range = magnitudes.Length == 0 ? Floor : Percentile(magnitudes) - low + Floor;
        var values = new Image<float>(image.Width, image.Height);
        var missing = new Image<float>(image.Width, image.Height);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var pixel = image.Pixels[i];
            missing.Pixels[i] = float.IsFinite(pixel) ? 0 : 1;
            values.Pixels[i] = float.IsNaN(pixel) ? 0 : (float)Math.Clamp((pixel - low) / range, -Bound, Bound);
        }

        return new NormalisedImage(values, missing);
    }

    /// <summary>Whether statistics are taken from a pixel: it is finite and at most 1e10 in magnitude.</summary>
    public static bool IsValid(float pixel) => float.IsFinite(pixel) && Math.Abs((double)pixel) <= LargestMagnitude;

    private static double[] ValidMagnitudes(ReadOnlySpan<float> pixels)
    {
        var magnitudes = new double[pixels.Length];
        var count = 0;
        foreach (var pixel in pixels)
        {
            if (IsValid(pixel))
            {
                magnitudes[count++] = Math.Abs((double)pixel);
            }
        }

        Array.Resize(ref magnitudes, count);
        return magnitudes;
    }

    /// <summary>Interpolates from the nearer order statistic, as numpy does, so that both round alike. Reorders the values.</summary>
    private static double Percentile(double[] values)
    {
        var position = (values.Length - 1) * Quantile;
        var order = (int)Math.Floor(position) + 1;
        var fraction = position - Math.Floor(position);
        var below = ArrayStatistics.OrderStatisticInplace(values, order);
        var above = ArrayStatistics.OrderStatisticInplace(values, Math.Min(order + 1, values.Length));
        var step = above - below;
        return fraction >= 0.5 ? above - (step * (1 - fraction)) : below + (step * fraction);
    }
}

/// <summary>
/// A stretch of one image that clips nothing: asinh((x - m) / s), where m is the median of the valid pixels and s their noise, 1.4826 times
/// the median absolute deviation from m. If more than half of the pixels are equal, the deviation is 0, and s is their root mean square
/// deviation from m; if that is 0 too, every value is 0. Noise is about 1 wide, and a peak of 1000 sigma becomes 7.6. The form is that of
/// asinh magnitudes (Lupton, Gunn and Szalay 1999, AJ 118, 1406), softened at the noise of a pixel. Valid pixels are those of
/// <see cref="PixelNormalisation"/>; the others become 0. Computed in double, rounded once.
/// </summary>
internal static class AsinhNormalisation
{
    /// <summary>Stretches one image by its own noise. An image without any valid pixel becomes zeros.</summary>
    public static NormalisedImage Normalise(Image<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var (level, noise) = LevelAndNoise(image.Pixels);
        var values = new Image<float>(image.Width, image.Height);
        var missing = new Image<float>(image.Width, image.Height);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var isValid = PixelNormalisation.IsValid(image.Pixels[i]);
            missing.Pixels[i] = isValid ? 0 : 1;
            values.Pixels[i] = isValid && noise > 0 ? (float)Math.Asinh((image.Pixels[i] - level) / noise) : 0;
        }

        return new NormalisedImage(values, missing);
    }

    private static (double Level, double Noise) LevelAndNoise(ReadOnlySpan<float> pixels)
    {
        var valid = new List<double>(pixels.Length);
        foreach (var pixel in pixels)
        {
            if (PixelNormalisation.IsValid(pixel))
            {
                valid.Add(pixel);
            }
        }

        if (valid.Count == 0)
        {
            return (0, 0);
        }

        var (median, sigma) = RobustStatistics.Of([.. valid]);
        return (median, sigma > 0 ? sigma : Math.Sqrt(valid.Average(v => (v - median) * (v - median))));
    }
}
