using MathNet.Numerics;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Rendering;

/// <summary>
/// Draws galaxies before they are convolved with the PSF: I(r) = I_e exp(-b_n ((r / r_e)^(1/n) - 1)) (Sersic 1963), b_n by Ciotti and
/// Bertin (1999, A&amp;A 352, 447), normalised analytically, optionally with two logarithmic spiral arms.
/// </summary>
internal static class GalaxyPainter
{
    private const int CoreLattice = 4;
    private const double ArmWinding = 3.2;

    /// <summary>Adds a galaxy to a grid, out to five (disc) to eight (elliptical) half-light radii.</summary>
    public static void Add(Span<float> image, SceneGrid grid, GalaxySource galaxy)
    {
        var profile = new SersicProfile(galaxy);
        var reach = galaxy.EffectiveRadiusPixels * (4 + galaxy.SersicIndex);
        var (centreColumn, centreRow) = (galaxy.X + grid.Centre, galaxy.Y + grid.Centre);
        var (firstRow, lastRow) = Range(grid, centreRow, reach);
        var (firstColumn, lastColumn) = Range(grid, centreColumn, reach);
        for (var row = firstRow; row <= lastRow; row++)
        {
            var line = image.Slice(row * grid.Stride, grid.Side);
            for (var column = firstColumn; column <= lastColumn; column++)
            {
                line[column] += (float)PixelMean(profile, column - centreColumn, row - centreRow);
            }
        }
    }

    private static (int First, int Last) Range(SceneGrid grid, double centre, double reach) =>
        (Math.Max(0, (int)Math.Floor(centre - reach)), Math.Min(grid.Side - 1, (int)Math.Ceiling(centre + reach)));

    private static double PixelMean(SersicProfile profile, double dx, double dy)
    {
        if (Math.Abs(dx) > 1.5 || Math.Abs(dy) > 1.5)
        {
            return profile.At(dx, dy);
        }

        var sum = 0.0;
        for (var i = 0; i < CoreLattice; i++)
        {
            for (var j = 0; j < CoreLattice; j++)
            {
                sum += profile.At(dx + ((i + 0.5) / CoreLattice) - 0.5, dy + ((j + 0.5) / CoreLattice) - 0.5);
            }
        }

        return sum / (CoreLattice * CoreLattice);
    }

    private readonly struct SersicProfile
    {
        private readonly GalaxySource _galaxy;
        private readonly double _b;
        private readonly double _scale;
        private readonly double _cosine;
        private readonly double _sine;

        public SersicProfile(GalaxySource galaxy)
        {
            var n = galaxy.SersicIndex;
            _galaxy = galaxy;
            _b = (2 * n) - (1.0 / 3) + (4 / (405 * n));
            var radius = galaxy.EffectiveRadiusPixels;
            var area = 2 * Math.PI * n * radius * radius * galaxy.AxisRatio * Math.Pow(_b, -2 * n) * SpecialFunctions.Gamma(2 * n);
            _scale = galaxy.Flux / area;
            (_sine, _cosine) = Math.SinCos(galaxy.AngleRad);
        }

        public double At(double dx, double dy)
        {
            var major = (dx * _cosine) + (dy * _sine);
            var minor = ((dy * _cosine) - (dx * _sine)) / _galaxy.AxisRatio;
            var radius = Math.Sqrt((major * major) + (minor * minor)) / _galaxy.EffectiveRadiusPixels;
            var smooth = _scale * Math.Exp(-_b * Math.Pow(radius, 1 / _galaxy.SersicIndex));
            if (_galaxy.ArmContrast <= 0 || radius < 0.2)
            {
                return smooth;
            }

            return smooth * (1 + (_galaxy.ArmContrast * Math.Cos(2 * (Math.Atan2(minor, major) - (ArmWinding * Math.Log(radius))))));
        }
    }
}
