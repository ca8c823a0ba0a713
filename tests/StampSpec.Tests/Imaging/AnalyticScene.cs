using StampSpec.Common;
using StampSpec.Imaging.Psf;

namespace StampSpec.Tests.Imaging;

/// <summary>Images whose every pixel is known in closed form: elliptical Gaussians and Moffat profiles sampled at pixel centres.</summary>
internal static class AnalyticScene
{
    public static Image<double> Gaussian(
        PixelGrid grid,
        double fwhm,
        double flux = 1,
        double x = 0,
        double y = 0,
        Ellipticity shape = default
    )
    {
        var sigma = fwhm / Math.Sqrt(8 * Math.Log(2));
        return Profile(grid, x, y, shape, r2 => flux / (2 * Math.PI * sigma * sigma) * Math.Exp(-0.5 * r2 / (sigma * sigma)));
    }

    public static Image<double> Moffat(
        PixelGrid grid,
        double fwhm,
        double beta,
        double flux = 1,
        double x = 0,
        double y = 0,
        Ellipticity shape = default
    )
    {
        var radius = fwhm / (2 * Math.Sqrt(Math.Pow(2, 1 / beta) - 1));
        return Profile(grid, x, y, shape, r2 =>
            flux * (beta - 1) / (Math.PI * radius * radius) * Math.Pow(1 + (r2 / (radius * radius)), -beta)
        );
    }

    public static Image<double> Sum(params IReadOnlyList<Image<double>> images)
    {
        var sum = images[0].Clone();
        for (var i = 0; i < sum.Pixels.Length; i++)
        {
            sum.Pixels[i] = images.Sum(image => image.Pixels[i]);
        }

        return sum;
    }

    public static double Total(Image<double> image)
    {
        var total = 0.0;
        foreach (var pixel in image.Pixels)
        {
            total += pixel;
        }

        return total;
    }

    /// <summary>Largest absolute difference over the largest pixel of the truth, margin left out.</summary>
    public static double ErrorOverPeak(Image<double> image, Image<double> truth, int margin = 0)
    {
        var (error, peak) = (0.0, 0.0);
        for (var row = 0; row < truth.Height; row++)
        {
            for (var column = 0; column < truth.Width; column++)
            {
                peak = Math.Max(peak, truth[row, column]);
                if (Math.Min(row, column) >= margin && row < truth.Height - margin && column < truth.Width - margin)
                {
                    error = Math.Max(error, Math.Abs(image[row, column] - truth[row, column]));
                }
            }
        }

        return error / peak;
    }

    private static Image<double> Profile(PixelGrid grid, double x0, double y0, Ellipticity shape, Func<double, double> intensity)
    {
        var image = new Image<double>(grid.Width, grid.Height);
        var area = grid.PixelScaleArcsec * grid.PixelScaleArcsec;
        for (var row = 0; row < grid.Height; row++)
        {
            for (var column = 0; column < grid.Width; column++)
            {
                var x = ((column - ((grid.Width - 1) / 2.0)) * grid.PixelScaleArcsec) - x0;
                var y = ((row - ((grid.Height - 1) / 2.0)) * grid.PixelScaleArcsec) - y0;
                image[row, column] = area * intensity(SquaredRadius(x, y, shape));
            }
        }

        return image;
    }

    // Axes a = sqrt((1 + e) / (1 - e))^(1/2) times the radius along the position angle, b = 1 / a times across it.
    private static double SquaredRadius(double x, double y, Ellipticity shape)
    {
        var angle = 0.5 * Math.Atan2(shape.E2, shape.E1);
        var axisRatio = Math.Sqrt((1 + shape.Magnitude) / (1 - shape.Magnitude));
        var along = (x * Math.Cos(angle)) + (y * Math.Sin(angle));
        var across = (y * Math.Cos(angle)) - (x * Math.Sin(angle));
        return (along * along / axisRatio) + (across * across * axisRatio);
    }
}
