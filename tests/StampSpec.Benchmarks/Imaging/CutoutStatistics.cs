using System.Buffers.Binary;
using System.IO.Compression;
using StampSpec.Alerts;
using StampSpec.Imaging.Resampling;
using StampSpec.Imaging.Statistics;

namespace StampSpec.Benchmarks.Imaging;

/// <summary>What one cutout shows of its noise, PSF and compressibility.</summary>
/// <param name="NoiseNanojansky">Standard deviation of empty pixels.</param>
/// <param name="VarianceRatio">Measured over median stated variance of empty pixels.</param>
/// <param name="NeighbourCorrelation">Correlation of neighbouring empty pixels.</param>
/// <param name="PsfPixels">FWHM of the PSF plane, pixels.</param>
/// <param name="GzipFlux">Bytes of gzipped flux a pixel, of 4.</param>
/// <param name="GzipVariance">Bytes of gzipped variance a pixel, of 4.</param>
/// <param name="GzipPsf">Bytes of gzipped PSF a pixel, of 8.</param>
internal sealed record CutoutStatistics(
    double NoiseNanojansky,
    double VarianceRatio,
    double NeighbourCorrelation,
    double PsfPixels,
    double GzipFlux,
    double GzipVariance,
    double GzipPsf
)
{
    private const double ClipSigma = 3;

    /// <summary>Measures a cutout; null where it has no variance, PSF or noise.</summary>
    public static CutoutStatistics? Of(Cutout cutout)
    {
        if (cutout is not { Variance: { } variance, Psf: { } psf } || SkyStatistics.Of(cutout.Flux) is not { Noise: > 0 } sky)
        {
            return null;
        }

        var stated = variance.Pixels.ToArray().Where(float.IsFinite).Order().ToArray();
        return new CutoutStatistics(
            sky.Noise,
            sky.Noise * sky.Noise / stated[stated.Length / 2],
            Correlation(cutout, sky),
            new SampledPsf(psf, 1).FwhmArcsec,
            Gzipped(cutout.Flux.Pixels.ToArray()) / (double)cutout.Flux.Pixels.Length,
            Gzipped(variance.Pixels.ToArray()) / (double)variance.Pixels.Length,
            Gzipped(psf.Pixels.ToArray()) / (double)psf.Pixels.Length
        );
    }

    private static double Correlation(Cutout cutout, SkyStatistics sky)
    {
        var (product, square, count) = (0.0, 0.0, 0);
        var image = cutout.Flux;
        for (var row = 0; row < image.Height; row++)
        {
            for (var column = 0; column + 1 < image.Width; column++)
            {
                var (a, b) = (image[row, column] - sky.Level, image[row, column + 1] - sky.Level);
                if (Math.Abs(a) < ClipSigma * sky.Noise && Math.Abs(b) < ClipSigma * sky.Noise)
                {
                    (product, square, count) = (product + (a * b), square + (((a * a) + (b * b)) / 2), count + 1);
                }
            }
        }

        return count == 0 ? 0 : product / square;
    }

    private static long Gzipped(float[] values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        return Gzipped(bytes);
    }

    private static long Gzipped(double[] values)
    {
        var bytes = new byte[values.Length * sizeof(double)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleBigEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        }

        return Gzipped(bytes);
    }

    private static long Gzipped(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var stream = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(bytes);
        }

        return target.Length;
    }
}
