using System.Numerics;
using StampSpec.Common;
using StampSpec.Imaging.Psf;
using static System.FormattableString;

namespace StampSpec.Imaging.Resampling;

/// <summary>
/// A PSF given as an image, as in Rubin's packets. Its centre is at ((width - 1) / 2, (height - 1) / 2); its transform is that of the
/// band-limited function through its pixels: the discrete sum inside the image's Nyquist square, zero outside.
/// </summary>
internal sealed record SampledPsf : PointSpreadFunction
{
    private readonly Image<double> _image;
    private readonly double _pixelScaleArcsec;

    private const int FinePixels = 301;

    /// <summary>Creates the function from an image, whose sum is scaled to 1.</summary>
    /// <param name="image">Finite pixels with a positive sum.</param>
    /// <param name="pixelScaleArcsec">Side of one pixel, arcsec, above 0.</param>
    /// <exception cref="InvalidInputException">A pixel is not finite, or the sum is not positive.</exception>
    public SampledPsf(Image<double> image, double pixelScaleArcsec)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pixelScaleArcsec);
        var sum = image.Pixels.ToArray().Sum();
        if (!double.IsFinite(sum) || sum <= 0)
        {
            throw InvalidInputException.Of(
                "psf.image",
                Invariant($"the sum of the PSF image is {sum}, but it must have finite pixels with a positive sum")
            );
        }

        _image = new Image<double>(image.Width, image.Height, [.. image.Pixels.ToArray().Select(p => p / sum)]);
        _pixelScaleArcsec = pixelScaleArcsec;
        FwhmArcsec = OfImage(_image) * pixelScaleArcsec;
    }

    /// <inheritdoc/>
    public override double FwhmArcsec { get; }

    /// <inheritdoc/>
    public override PointSpreadFunction Dilated(double factor) => new SampledPsf(_image, _pixelScaleArcsec * factor);

    /// <inheritdoc/>
    public override void Transform(ReadOnlySpan<double> kx, ReadOnlySpan<double> ky, Span<Complex> result)
    {
        CheckLength(kx, ky, result);
        var columns = Phases(kx, _image.Width);
        var rows = Phases(ky, _image.Height);
        var partial = new Complex[_image.Height];
        for (var column = 0; column < kx.Length; column++)
        {
            for (var y = 0; y < partial.Length; y++)
            {
                partial[y] = Sum(_image.Row(y), columns.AsSpan(column * _image.Width, _image.Width));
            }

            for (var row = 0; row < ky.Length; row++)
            {
                result[(row * kx.Length) + column] = Sum(partial, rows.AsSpan(row * _image.Height, _image.Height));
            }
        }
    }

    private static Complex Sum(ReadOnlySpan<double> values, ReadOnlySpan<Complex> phases)
    {
        var sum = Complex.Zero;
        for (var i = 0; i < values.Length; i++)
        {
            sum += values[i] * phases[i];
        }

        return sum;
    }

    private static Complex Sum(ReadOnlySpan<Complex> values, ReadOnlySpan<Complex> phases)
    {
        var sum = Complex.Zero;
        for (var i = 0; i < values.Length; i++)
        {
            sum += values[i] * phases[i];
        }

        return sum;
    }

    private Complex[] Phases(ReadOnlySpan<double> k, int pixels)
    {
        var phases = new Complex[k.Length * pixels];
        for (var i = 0; i < k.Length; i++)
        {
            if (Math.Abs(k[i]) > Math.PI / _pixelScaleArcsec)
            {
                continue;
            }

            for (var p = 0; p < pixels; p++)
            {
                phases[(i * pixels) + p] = Complex.FromPolarCoordinates(1, -k[i] * (p - ((pixels - 1) / 2.0)) * _pixelScaleArcsec);
            }
        }

        return phases;
    }

    /// <summary>
    /// FWHM of a noiseless, centred PSF image, in pixels. The band-limited function through the pixels is drawn on a grid of 301 points a
    /// side; the FWHM is the diameter of the circle with the same area as all points above half of the maximum.
    /// </summary>
    private static double OfImage(Image<double> psf)
    {
        var period = Math.Max(psf.Width, psf.Height);
        var lattice = FrequencyLattice.UpTo(Math.PI, period);
        var fine = new PixelGrid(FinePixels, FinePixels, (double)period / FinePixels);
        var flat = Enumerable.Repeat(System.Numerics.Complex.One, lattice.Count * lattice.Count).ToArray();
        var filter = new FourierFilter(new PixelGrid(psf.Width, psf.Height, 1), fine, lattice, new SpectralKernel(lattice, flat, flat));
        var drawn = new double[FinePixels * FinePixels];
        filter.Apply(psf.Pixels, drawn, filter.CreateScratch());
        var half = drawn.Max() / 2;
        var area = drawn.Count(v => v > half) * fine.PixelScaleArcsec * fine.PixelScaleArcsec;
        return 2 * Math.Sqrt(area / Math.PI);
    }
}
