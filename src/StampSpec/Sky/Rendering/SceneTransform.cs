using System.Numerics;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Rendering;

/// <summary>
/// Two-dimensional discrete Fourier transform of complex grids whose side is a power of 3, in place: Stockham's radix-3 algorithm (Van Loan
/// 1992, Computational Frameworks for the FFT, section 1.7) along the columns, all columns at once, then a transposition and the same
/// again. The spectrum is transposed, which does not matter for products of spectra and is undone by <see cref="Inverse"/>. Not
/// thread-safe, because it has its own buffers.
/// </summary>
internal sealed class SceneTransform
{
    private static readonly float HalfRootThree = (float)(Math.Sqrt(3) / 2);

    private readonly SceneGrid _grid;
    private readonly int _stages;
    private readonly float[] _cosines;
    private readonly float[] _sines;
    private readonly float[] _real;
    private readonly float[] _imaginary;
    private readonly float[] _scratchReal;
    private readonly float[] _scratchImaginary;

    /// <summary>Creates the transform of a grid.</summary>
    public SceneTransform(SceneGrid grid)
    {
        _grid = grid;
        _stages = (int)Math.Round(Math.Log(grid.Side) / Math.Log(3));
        _cosines = [.. Enumerable.Range(0, grid.Side).Select(k => (float)Math.Cos(2 * Math.PI * k / grid.Side))];
        _sines = [.. Enumerable.Range(0, grid.Side).Select(k => (float)-Math.Sin(2 * Math.PI * k / grid.Side))];
        (_real, _imaginary) = (new float[grid.Length], new float[grid.Length]);
        (_scratchReal, _scratchImaginary) = (new float[grid.Length], new float[grid.Length]);
    }

    /// <summary>Transforms a grid to its (transposed) spectrum, unnormalised, with the kernel exp(-2 pi i k x / n).</summary>
    public void Forward(float[] real, float[] imaginary)
    {
        AlongColumns(real, imaginary);
        Transpose(real, _real);
        Transpose(imaginary, _imaginary);
        AlongColumns(_real, _imaginary);
        _real.CopyTo(real, 0);
        _imaginary.CopyTo(imaginary, 0);
    }

    /// <summary>
    /// Transforms a (transposed) spectrum to its grid, divided by the number of points: the inverse of <see cref="Forward"/>.
    /// </summary>
    public void Inverse(float[] real, float[] imaginary)
    {
        Forward(imaginary, real);
        var scale = 1f / (_grid.Side * _grid.Side);
        for (var i = 0; i < real.Length; i++)
        {
            real[i] *= scale;
            imaginary[i] *= scale;
        }
    }

    private void Transpose(float[] from, float[] to)
    {
        for (var row = 0; row < _grid.Side; row++)
        {
            for (var column = 0; column < _grid.Side; column++)
            {
                to[(column * _grid.Stride) + row] = from[(row * _grid.Stride) + column];
            }
        }
    }

    private void AlongColumns(float[] real, float[] imaginary)
    {
        var stride = 1;
        for (var stage = 0; stage < _stages; stage++)
        {
            var even = stage % 2 == 0;
            var (from, fromImaginary) = even ? (real, imaginary) : (_scratchReal, _scratchImaginary);
            var (to, toImaginary) = even ? (_scratchReal, _scratchImaginary) : (real, imaginary);
            Stage(stride, from, fromImaginary, to, toImaginary);
            stride *= 3;
        }

        // After an even number of swaps the result is in the original arrays.
        if (_stages % 2 == 1)
        {
            _scratchReal.CopyTo(real, 0);
            _scratchImaginary.CopyTo(imaginary, 0);
        }
    }

    private void Stage(int stride, float[] fromReal, float[] fromImaginary, float[] toReal, float[] toImaginary)
    {
        var third = _grid.Side / 3;
        var butterflies = third / stride;
        for (var p = 0; p < butterflies; p++)
        {
            var twiddle = p * stride;
            for (var q = 0; q < stride; q++)
            {
                var from = (q + (stride * p)) * _grid.Stride;
                var to = (q + (3 * stride * p)) * _grid.Stride;
                Butterfly(
                    twiddle,
                    (third * _grid.Stride, stride * _grid.Stride),
                    fromReal.AsSpan(from),
                    fromImaginary.AsSpan(from),
                    toReal.AsSpan(to),
                    toImaginary.AsSpan(to)
                );
            }
        }
    }

    private void Butterfly(
        int twiddle,
        (int From, int To) step,
        ReadOnlySpan<float> fromReal,
        ReadOnlySpan<float> fromImaginary,
        Span<float> toReal,
        Span<float> toImaginary
    )
    {
        var (c1, s1) = (new Vector<float>(_cosines[twiddle]), new Vector<float>(_sines[twiddle]));
        var (c2, s2) = (new Vector<float>(_cosines[2 * twiddle]), new Vector<float>(_sines[2 * twiddle]));
        var half = new Vector<float>(0.5f);
        var rootThree = new Vector<float>(HalfRootThree);
        for (var i = 0; i < _grid.Stride; i += Vector<float>.Count)
        {
            var (a, ai) = (new Vector<float>(fromReal[i..]), new Vector<float>(fromImaginary[i..]));
            var (b, bi) = (new Vector<float>(fromReal[(i + step.From)..]), new Vector<float>(fromImaginary[(i + step.From)..]));
            var (c, ci) = (new Vector<float>(fromReal[(i + (2 * step.From))..]), new Vector<float>(fromImaginary[(i + (2 * step.From))..]));
            var (sum, sumI) = (b + c, bi + ci);
            var (mid, midI) = (a - (half * sum), ai - (half * sumI));
            var (turn, turnI) = (rootThree * (bi - ci), rootThree * (c - b));
            (a + sum).CopyTo(toReal[i..]);
            (ai + sumI).CopyTo(toImaginary[i..]);
            var (u, ui) = (mid + turn, midI + turnI);
            var (v, vi) = (mid - turn, midI - turnI);
            ((u * c1) - (ui * s1)).CopyTo(toReal[(i + step.To)..]);
            ((u * s1) + (ui * c1)).CopyTo(toImaginary[(i + step.To)..]);
            ((v * c2) - (vi * s2)).CopyTo(toReal[(i + (2 * step.To))..]);
            ((v * s2) + (vi * c2)).CopyTo(toImaginary[(i + (2 * step.To))..]);
        }
    }
}
