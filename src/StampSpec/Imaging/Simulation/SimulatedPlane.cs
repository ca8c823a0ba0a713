using StampSpec.Common;
using StampSpec.Imaging.Resampling;
using StampSpec.Imaging.Statistics;

namespace StampSpec.Imaging.Simulation;

/// <summary>One image during the simulation of LSST's resolution.</summary>
/// <param name="Flux">Resampled flux without added noise, nJy.</param>
/// <param name="Variance">Variance of the resampled noise, nJy^2.</param>
/// <param name="Added">Noise that is added, nJy.</param>
/// <param name="AddedVariance">Variance of the added noise, nJy^2.</param>
internal sealed record SimulatedPlane(Image<double> Flux, Image<double> Variance, Image<double> Added, Image<double> AddedVariance)
{
    // Only flux well above the sky gets photon noise. For noise peaks, half of which are positive, photon noise would cause a bias.
    private const double SourceThresholdSigma = 3;

    /// <summary>Resamples flux and variance of an image without adding noise.</summary>
    /// <param name="dn">Image, DN.</param>
    /// <param name="sky">Its sky and noise.</param>
    /// <param name="electronsPerDn">Gain for the photon noise of sources; null if sources have no photon noise.</param>
    /// <param name="resampler">Resampler.</param>
    /// <param name="nanojanskyPerDn">Flux scale.</param>
    public static SimulatedPlane Resample(
        Image<float> dn,
        SkyStatistics sky,
        double? electronsPerDn,
        Resampler resampler,
        double nanojanskyPerDn
    )
    {
        var flux = dn.To<double>();
        var variance = new Image<double>(dn.Width, dn.Height);
        for (var i = 0; i < flux.Pixels.Length; i++)
        {
            flux.Pixels[i] -= sky.Level;
            var isSource = flux.Pixels[i] > SourceThresholdSigma * sky.Noise;
            variance.Pixels[i] = (sky.Noise * sky.Noise) + (isSource && electronsPerDn is { } gain ? flux.Pixels[i] / gain : 0);
        }

        var resampled = resampler.Resample(flux, EdgeRule.Missing);
        var carried = resampler.ResampleVariance(variance);
        Scale(resampled, nanojanskyPerDn);
        Scale(carried, nanojanskyPerDn * nanojanskyPerDn);
        var empty = new Image<double>(resampled.Width, resampled.Height);
        return new SimulatedPlane(resampled, carried, empty, empty.Clone());
    }

    /// <summary>Adds the noise that makes the resampled noise white.</summary>
    /// <param name="noise">The resampler's noise.</param>
    /// <param name="amplitude">Standard deviation of a source pixel, nJy.</param>
    /// <param name="random">Random numbers.</param>
    public void Whiten(ResampledNoise noise, double amplitude, RandomSource random)
    {
        var complement = noise.Complement(random);
        var variance = amplitude * amplitude * Math.Max(0, noise.WhiteVariance - noise.MeanVariance);
        for (var i = 0; i < complement.Pixels.Length; i++)
        {
            Added.Pixels[i] += amplitude * complement.Pixels[i];
            AddedVariance.Pixels[i] += variance;
        }
    }

    /// <summary>Adds white noise to pixels whose variance is below that of the survey.</summary>
    /// <param name="emptyVariance">Variance of an empty pixel in the survey, nJy^2.</param>
    /// <param name="carriedEmptyVariance">Variance of an empty pixel here, whitening included, nJy^2.</param>
    /// <param name="nanojanskyPerElectron">Flux of one electron in the survey's image.</param>
    /// <param name="random">Random numbers.</param>
    public void Complete(double emptyVariance, double carriedEmptyVariance, double nanojanskyPerElectron, RandomSource random)
    {
        var threshold = SourceThresholdSigma * Math.Sqrt(emptyVariance);
        for (var i = 0; i < Flux.Pixels.Length; i++)
        {
            var sourceVariance = Flux.Pixels[i] > threshold ? Flux.Pixels[i] * nanojanskyPerElectron : 0;
            var carried = Math.Max(carriedEmptyVariance, Variance.Pixels[i] + AddedVariance.Pixels[i]);
            var lacking = Math.Max(0, emptyVariance + sourceVariance - carried);
            Added.Pixels[i] += Math.Sqrt(lacking) * random.NextNormal();
            AddedVariance.Pixels[i] += lacking;
        }
    }

    /// <summary>Flux and noise together.</summary>
    public Image<float> NoisyFlux() => Combined(Flux, (i, f) => f + Added.Pixels[i]);

    /// <summary>Variance of <see cref="NoisyFlux"/>; missing if the flux is missing.</summary>
    public Image<float> TotalVariance() =>
        Combined(Flux, (i, f) => double.IsNaN(f) ? double.NaN : Variance.Pixels[i] + AddedVariance.Pixels[i]);

    /// <summary>Adds the noise that was added to two other planes, as in the difference of the two.</summary>
    public void AddNoiseOf(SimulatedPlane science, SimulatedPlane template)
    {
        for (var i = 0; i < Added.Pixels.Length; i++)
        {
            Added.Pixels[i] += science.Added.Pixels[i] - template.Added.Pixels[i];
            AddedVariance.Pixels[i] += science.AddedVariance.Pixels[i] + template.AddedVariance.Pixels[i];
        }
    }

    private static void Scale(Image<double> image, double factor) =>
        System.Numerics.Tensors.TensorPrimitives.Multiply(image.Pixels, factor, image.Pixels);

    private static Image<float> Combined(Image<double> image, Func<int, double, double> value)
    {
        var result = new Image<float>(image.Width, image.Height);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            result.Pixels[i] = (float)value(i, image.Pixels[i]);
        }

        return result;
    }
}
