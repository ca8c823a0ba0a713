using System.Numerics;
using System.Numerics.Tensors;
using StampSpec.Imaging.Psf;

namespace StampSpec.Imaging.Resampling;

/// <summary>
/// A linear, shift-invariant kernel of real values, given by its transform at (kx, ky) and (kx, -ky) for kx, ky &gt;= 0; the other half
/// follows by conjugation. Row-major, with a row for each ky, padded like the rows of the lattice.
/// </summary>
internal sealed class SpectralKernel
{
    private readonly double[] _plusReal;
    private readonly double[] _plusImaginary;
    private readonly double[] _minusReal;
    private readonly double[] _minusImaginary;
    private readonly bool _isQuadrantSymmetric;
    private readonly FrequencyLattice _lattice;

    /// <summary>Creates a kernel from its values.</summary>
    /// <param name="lattice">The lattice.</param>
    /// <param name="plus">Transform at (kx, ky), unpadded.</param>
    /// <param name="minus">Transform at (kx, -ky), unpadded.</param>
    public SpectralKernel(FrequencyLattice lattice, ReadOnlySpan<Complex> plus, ReadOnlySpan<Complex> minus)
    {
        _lattice = lattice;
        var length = lattice.Count * lattice.Stride;
        (_plusReal, _plusImaginary, _minusReal, _minusImaginary) = (
            new double[length],
            new double[length],
            new double[length],
            new double[length]
        );
        _isQuadrantSymmetric = true;
        for (var row = 0; row < lattice.Count; row++)
        {
            for (var column = 0; column < lattice.Count; column++)
            {
                var at = (row * lattice.Stride) + column;
                var (p, m) = (plus[(row * lattice.Count) + column], minus[(row * lattice.Count) + column]);
                var weight = Weight(row, column);
                (_plusReal[at], _plusImaginary[at]) = (weight * p.Real, weight * p.Imaginary);
                (_minusReal[at], _minusImaginary[at]) = (weight * m.Real, weight * m.Imaginary);
                _isQuadrantSymmetric &= p == m && p.Imaginary == 0;
            }
        }
    }

    /// <summary>
    /// Turns the spectrum of an image into the spectrum of the filtered image: multiplies it by the kernel and by the weights with which
    /// the sum over the lattice replaces the integral d^2k / (2 pi)^2.
    /// </summary>
    public void Apply(QuadrantSpectrum spectrum)
    {
        if (_isQuadrantSymmetric)
        {
            ApplySymmetric(spectrum);
        }
        else
        {
            ApplyGeneral(spectrum);
        }
    }

    /// <summary>
    /// The kernel |W|^2 / s^2, whose inverse transform is the covariance of filtered white noise with pixel
    /// <paramref name="sourceScaleArcsec"/> = s.
    /// </summary>
    public SpectralKernel Squared(double sourceScaleArcsec)
    {
        var area = sourceScaleArcsec * sourceScaleArcsec;
        var plus = new Complex[_lattice.Count * _lattice.Count];
        var minus = new Complex[plus.Length];
        for (var i = 0; i < plus.Length; i++)
        {
            var (row, column) = (i / _lattice.Count, i % _lattice.Count);
            var at = (row * _lattice.Stride) + column;
            var weight = Weight(row, column) * Weight(row, column) * area;
            plus[i] = ((_plusReal[at] * _plusReal[at]) + (_plusImaginary[at] * _plusImaginary[at])) / weight;
            minus[i] = ((_minusReal[at] * _minusReal[at]) + (_minusImaginary[at] * _minusImaginary[at])) / weight;
        }

        return new SpectralKernel(_lattice, plus, minus);
    }

    // In each axis the zero frequency counts once; the others count twice, because they also stand for their negatives.
    private double Weight(int row, int column) =>
        (row == 0 ? 1 : 2) * (column == 0 ? 1 : 2) / (_lattice.PeriodArcsec * _lattice.PeriodArcsec);

    private void ApplySymmetric(QuadrantSpectrum spectrum)
    {
        foreach (var part in spectrum.Parts)
        {
            TensorPrimitives.Multiply<double>(part, _plusReal, part);
        }
    }

    // With F(kx, ky) = (ee - oo) - i (eo + oe) and F(kx, -ky) = (ee + oo) - i (eo - oe), and the filtered image the real part of
    // G+ exp(i(kx x + ky y)) + G- exp(i(kx x - ky y)) written out in products of cosines and sines.
    private void ApplyGeneral(QuadrantSpectrum spectrum)
    {
        var (ee, eo, oe, oo) = (spectrum.Part(0, 0), spectrum.Part(0, 1), spectrum.Part(1, 0), spectrum.Part(1, 1));
        for (var row = 0; row < _lattice.Count; row++)
        {
            for (var column = 0; column < _lattice.Count; column++)
            {
                var at = (row * _lattice.Stride) + column;
                var plus = new Complex(_plusReal[at], _plusImaginary[at]) * new Complex(ee[at] - oo[at], -(eo[at] + oe[at]));
                var minus = new Complex(_minusReal[at], _minusImaginary[at]) * new Complex(ee[at] + oo[at], oe[at] - eo[at]);
                ee[at] = 0.5 * (plus.Real + minus.Real);
                oo[at] = 0.5 * (minus.Real - plus.Real);
                eo[at] = -0.5 * (plus.Imaginary + minus.Imaginary);
                oe[at] = 0.5 * (minus.Imaginary - plus.Imaginary);
            }
        }
    }
}
