using StampSpec.Sky.Rendering;
using StampSpec.Sky.Scenes;

namespace StampSpec.Tests.Sky;

public sealed class ScenePainterTests
{
    [Theory]
    [InlineData(1.5, 2.5, 0, 0)]
    [InlineData(2.2, 3, 0.2, -0.1)]
    [InlineData(4, 4, 0, 0.3)]
    public void A_star_holds_its_flux(double fwhm, double beta, double e1, double e2)
    {
        var grid = new float[SceneGrid.Ztf.Length];
        ScenePainter.AddStar(grid, SceneGrid.Ztf, new TabulatedMoffat(fwhm, beta, e1, e2), 0.3, -0.2, 1000, 1e-6);
        // A Moffat profile has the fraction 1 - (1 + R^2 / alpha^2)^(1 - beta) of its flux within R; the grid reaches 40 pixels.
        var alpha = fwhm / (2 * Math.Sqrt(Math.Pow(2, 1 / beta) - 1));
        var within = 1000 * (1 - Math.Pow(1 + (1600 / (alpha * alpha)), 1 - beta));
        Assert.InRange(grid.Sum(v => (double)v), within - 5, 1001);
    }

    [Fact]
    public void A_stars_centroid_is_where_it_was_put()
    {
        var grid = new float[SceneGrid.Ztf.Length];
        ScenePainter.AddStar(grid, SceneGrid.Ztf, new TabulatedMoffat(2, 4, 0.1, 0), 3.3, -7.4, 1000, 1e-6);
        var (sum, x, y) = (0.0, 0.0, 0.0);
        for (var row = 0; row < SceneGrid.Ztf.Side; row++)
        {
            for (var column = 0; column < SceneGrid.Ztf.Side; column++)
            {
                var value = grid[(row * SceneGrid.Ztf.Stride) + column];
                sum += value;
                x += value * (column - SceneGrid.Ztf.Centre);
                y += value * (row - SceneGrid.Ztf.Centre);
            }
        }

        Assert.Equal(3.3, x / sum, 1);
        Assert.Equal(-7.4, y / sum, 1);
    }

    [Fact]
    public void A_profile_has_half_its_peak_at_half_its_width()
    {
        var psf = new TabulatedMoffat(3, 2.7, 0, 0);
        Assert.Equal(0.5, psf.At(1.5, 0) / psf.Peak, 3);
        Assert.Equal(psf.At(1.5, 0), psf.At(0, 1.5), 6);
    }

    [Theory]
    [InlineData(1, 0.8)]
    [InlineData(4, 1)]
    public void A_galaxy_holds_nearly_its_flux_and_half_of_it_within_its_effective_radius(double sersicIndex, double axisRatio)
    {
        var grid = new float[SceneGrid.Ztf.Length];
        GalaxyPainter.Add(grid, SceneGrid.Ztf, new GalaxySource(0, 0, 1000, 4, sersicIndex, axisRatio, 0.7, 0));
        Assert.InRange(grid.Sum(v => (double)v), 900, 1010);
        var (sine, cosine) = Math.SinCos(0.7);
        var inside = 0.0;
        for (var y = -SceneGrid.Ztf.Centre; y <= SceneGrid.Ztf.Centre; y++)
        {
            for (var x = -SceneGrid.Ztf.Centre; x <= SceneGrid.Ztf.Centre; x++)
            {
                var (major, minor) = ((x * cosine) + (y * sine), ((y * cosine) - (x * sine)) / axisRatio);
                inside +=
                    (major * major) + (minor * minor) <= 16
                        ? grid[((y + SceneGrid.Ztf.Centre) * SceneGrid.Ztf.Stride) + x + SceneGrid.Ztf.Centre]
                        : 0;
            }
        }

        Assert.InRange(inside, 460, 540);
    }
}
