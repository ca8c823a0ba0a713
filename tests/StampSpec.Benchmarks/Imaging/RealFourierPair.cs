using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace StampSpec.Benchmarks.Imaging;

/// <summary>One forward and one inverse two-dimensional real FFT by MathNet.Numerics: real transforms of rows, complex transforms of
/// columns.</summary>
internal sealed class RealFourierPair
{
    private readonly int _pixels;
    private readonly double[][] _rows;
    private readonly Complex[][] _columns;

    public RealFourierPair(int pixels)
    {
        _pixels = pixels;
        _rows = [.. Enumerable.Range(0, pixels).Select(_ => new double[pixels + 2])];
        _columns = [.. Enumerable.Range(0, (pixels / 2) + 1).Select(_ => new Complex[pixels])];
    }

    public void Run()
    {
        for (var y = 0; y < _pixels; y++)
        {
            Fourier.ForwardReal(_rows[y], _pixels, FourierOptions.AsymmetricScaling);
            for (var x = 0; x < _columns.Length; x++)
            {
                _columns[x][y] = new Complex(_rows[y][2 * x], _rows[y][(2 * x) + 1]);
            }
        }

        foreach (var column in _columns)
        {
            Fourier.Forward(column, FourierOptions.AsymmetricScaling);
            Fourier.Inverse(column, FourierOptions.AsymmetricScaling);
        }

        for (var y = 0; y < _pixels; y++)
        {
            for (var x = 0; x < _columns.Length; x++)
            {
                (_rows[y][2 * x], _rows[y][(2 * x) + 1]) = (_columns[x][y].Real, _columns[x][y].Imaginary);
            }

            Fourier.InverseReal(_rows[y], _pixels, FourierOptions.AsymmetricScaling);
        }
    }
}
