using System.Numerics;
using MathNet.Numerics.IntegralTransforms;
using StampSpec.Pixels;

namespace StampSpec.Layouts.Features;

/// <summary>
/// The low frequencies of an image's discrete Fourier transform F(u, v) = sum of x(row, column) exp(-2 pi i (u column / width + v row /
/// height)).
/// </summary>
internal sealed class LowFrequencies
{
    private readonly Complex[][] _columns;
    private readonly int _most;

    /// <summary>Transforms an image less an offset; pixels that are not finite count as the offset.</summary>
    /// <param name="image">The image.</param>
    /// <param name="offset">Taken from every pixel.</param>
    /// <param name="most">Most cycles a side, either way.</param>
    public LowFrequencies(Image<float> image, double offset, int most)
    {
        _most = most;
        _columns = [.. Enumerable.Range(0, (2 * most) + 1).Select(_ => new Complex[image.Height])];
        var row = new Complex[image.Width];
        for (var y = 0; y < image.Height; y++)
        {
            var pixels = image.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = float.IsFinite(pixels[x]) ? pixels[x] - offset : 0;
            }

            Fourier.Forward(row, FourierOptions.AsymmetricScaling);
            for (var u = -most; u <= most; u++)
            {
                _columns[u + most][y] = row[Wrapped(u, image.Width)];
            }
        }

        foreach (var column in _columns)
        {
            Fourier.Forward(column, FourierOptions.AsymmetricScaling);
        }
    }

    /// <summary>|F(u, v)|.</summary>
    /// <param name="u">Cycles along columns, from -most to most.</param>
    /// <param name="v">Cycles along rows.</param>
    public double Amplitude(int u, int v) => _columns[u + _most][Wrapped(v, _columns[0].Length)].Magnitude;

    private static int Wrapped(int frequency, int length) => ((frequency % length) + length) % length;
}
