using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Imaging.Psf;
using StampSpec.Imaging.Resampling;

namespace StampSpec.Tests.Imaging;

/// <summary>ZTF alerts of known content: one star on flat sky, photon and sky noise added.</summary>
internal static class SimulatedSky
{
    public const double Gain = 5.8;
    public const double Sky = 150;
    public const double SeeingPixels = 2.1 / 1.01;

    public static readonly PixelGrid Grid = new(63, 63, 1.01);

    public static Alert Alert(double starDn, int seed, double noise = 8, double templateNoise = 2, int width = 63)
    {
        var random = new Seed((ulong)seed).Derive("simulated-sky").CreateSource();
        var grid = Grid with { Width = width };
        var star = Star(grid, starDn);
        return new Alert(
            SurveyKind.Ztf,
            1000 + seed,
            "ZTF00test",
            150.1,
            2.2,
            Cutout(CutoutKind.Science, star, Sky, noise, Gain, random),
            Cutout(CutoutKind.Template, new Image<double>(width, 63), Sky, templateNoise, double.PositiveInfinity, random),
            Cutout(CutoutKind.Difference, star, 0, Math.Sqrt((noise * noise) + (templateNoise * templateNoise)), Gain, random)
        )
        {
            SeeingPixels = SeeingPixels,
            ZeroPointMag = 26.3,
            MagnitudePsf = 19,
        };
    }

    /// <summary>The star without noise, DN; its PSF is the one that the simulator assumes.</summary>
    public static Image<double> Star(PixelGrid grid, double flux)
    {
        var oversampled = ImpulseRenderer.Draw(new KolmogorovPsf(SeeingPixels * 1.01), 63, 1.01);
        var star = new Image<double>(grid.Width, grid.Height);
        for (var row = 0; row < grid.Height; row++)
        {
            for (var column = 0; column < grid.Width; column++)
            {
                star[row, column] = flux * oversampled[row, column];
            }
        }

        return star;
    }

    private static Cutout Cutout(CutoutKind kind, Image<double> scene, double sky, double noise, double gain, RandomSource random)
    {
        var image = new Image<float>(scene.Width, scene.Height);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var sigma = Math.Sqrt((noise * noise) + (Math.Max(scene.Pixels[i], 0) / gain));
            image.Pixels[i] = (float)(scene.Pixels[i] + sky + (sigma * random.NextNormal()));
        }

        return new Cutout(kind, image, 1.01);
    }
}
