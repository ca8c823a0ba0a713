using System.Numerics;
using StampSpec.Common;
using StampSpec.Sky.Rendering;
using StampSpec.Sky.Scenes;

namespace StampSpec.Tests.Sky;

public sealed class SceneTransformTests
{
    [Fact]
    public void The_spectrum_equals_the_defining_sum_transposed()
    {
        var (real, imaginary) = Noise(1);
        var (row, column) = (5, 77);
        var expected = Complex.Zero;
        for (var y = 0; y < SceneGrid.Ztf.Side; y++)
        {
            for (var x = 0; x < SceneGrid.Ztf.Side; x++)
            {
                var i = (y * SceneGrid.Ztf.Stride) + x;
                expected +=
                    new Complex(real[i], imaginary[i])
                    * Complex.FromPolarCoordinates(1, -2 * Math.PI * ((row * y) + (column * x)) / SceneGrid.Ztf.Side);
            }
        }

        new SceneTransform(SceneGrid.Ztf).Forward(real, imaginary);
        var at = (column * SceneGrid.Ztf.Stride) + row;
        Assert.Equal(expected.Real, real[at], 3);
        Assert.Equal(expected.Imaginary, imaginary[at], 3);
    }

    [Fact]
    public void The_inverse_undoes_the_forward_transform()
    {
        var (real, imaginary) = Noise(2);
        var before = real.ToArray();
        var transform = new SceneTransform(SceneGrid.Ztf);
        transform.Forward(real, imaginary);
        transform.Inverse(real, imaginary);
        Assert.All(Enumerable.Range(0, SceneGrid.Ztf.Length), i => Assert.InRange(Math.Abs(before[i] - real[i]), 0, 1e-5));
    }

    private static (float[] Real, float[] Imaginary) Noise(ulong seed)
    {
        var random = new Seed(seed).CreateSource();
        var (real, imaginary) = (new float[SceneGrid.Ztf.Length], new float[SceneGrid.Ztf.Length]);
        for (var row = 0; row < SceneGrid.Ztf.Side; row++)
        {
            for (var column = 0; column < SceneGrid.Ztf.Side; column++)
            {
                real[(row * SceneGrid.Ztf.Stride) + column] = (float)random.NextNormal();
                imaginary[(row * SceneGrid.Ztf.Stride) + column] = (float)random.NextNormal();
            }
        }

        return (real, imaginary);
    }
}
