using StampSpec.Alerts;
using StampSpec.Common;

namespace StampSpec.Tests.Numbers;

/// <summary>
/// Images and alerts with sky, noise, stars and missing pixels. They are made only by sums, products and quotients, which every machine
/// rounds in the same way, and without the library, so they do not change when it changes.
/// </summary>
internal static class TestScene
{
    /// <summary>A star: columns and rows from the image's centre, and its peak over the sky.</summary>
    public readonly record struct Star(double X, double Y, double Peak, double Width = 2);

    /// <summary>An image of whole-numbered seed with noise of about a standard deviation.</summary>
    public static Image<float> Image(int width, int height, uint seed, double sky, double noise, params ReadOnlySpan<Star> stars)
    {
        var image = new Image<float>(width, height);
        var state = (seed * 2654435761) | 1;
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var value = sky + (noise * Normal(ref state));
                foreach (var star in stars)
                {
                    var (dx, dy) = (column - ((width - 1) / 2.0) - star.X, row - ((height - 1) / 2.0) - star.Y);
                    var shape = 1 / (1 + (((dx * dx) + (dy * dy)) / (star.Width * star.Width)));
                    value += star.Peak * shape * shape;
                }

                image[row, column] = (float)value;
            }
        }

        return image;
    }

    /// <summary>The same image with a rectangle missing.</summary>
    public static Image<float> WithGap(Image<float> image, int row, int column, int height, int width)
    {
        var holed = image.Clone();
        for (var y = row; y < row + height; y++)
        {
            holed.Row(y).Slice(column, width).Fill(float.NaN);
        }

        return holed;
    }

    /// <summary>
    /// A ZTF alert of a star that brightened beside another one; a pixel of its science image has no sensible value, and some are missing.
    /// </summary>
    public static Alert Ztf(uint seed, int pixels = 63)
    {
        var science = Image(pixels, pixels, seed, 180, 9, new Star(0.3, -0.2, 900), new Star(-9, 7, 2500), new Star(12.4, 4.1, 300));
        var template = Image(
            pixels,
            pixels,
            seed + 1,
            180,
            2.5,
            new Star(0.3, -0.2, 150),
            new Star(-9.05, 7, 2480),
            new Star(12.4, 4.1, 310)
        );
        var difference = Image(pixels, pixels, seed + 2, 0, 9.5, new Star(0.3, -0.2, 750), new Star(-9, 7, 25));
        science[pixels / 4, pixels / 3] = 2e10f;
        return new Alert(
            SurveyKind.Ztf,
            1_000_000 + seed,
            FormattableString.Invariant($"ZTF00t{seed}"),
            123.25 + seed,
            -12.5,
            new Cutout(CutoutKind.Science, WithGap(science, 2, pixels - 9, 5, 7), 1.01),
            new Cutout(CutoutKind.Template, WithGap(template, 2, pixels - 9, 5, 7), 1.01),
            new Cutout(CutoutKind.Difference, WithGap(difference, 2, pixels - 9, 5, 7), 1.01)
        )
        {
            Band = "r",
            JulianDate = 2_459_000.75,
            MagnitudePsf = 19.25,
            MagnitudePsfError = 0.125,
            ZeroPointMag = 26.25,
            LimitingMagnitude = 20.5,
            SignalToNoise = 8.5,
            IsPositive = true,
            SeeingPixels = 2.25,
            RealBogus = 0.75,
            NearestSourceArcsec = 1.5,
            NearestSourceStarScore = 0.25,
        };
    }

    /// <summary>An alert as Rubin ships them, with variance, PSF and world coordinates.</summary>
    public static Alert Rubin(uint seed)
    {
        var images = Enum.GetValues<CutoutKind>().Select(kind => RubinCutout(kind, seed)).ToArray();
        return new Alert(SurveyKind.Lsst, 2_000_000 + seed, "169813005919846484", 51.5, -29.25, images[0], images[1], images[2])
        {
            Band = "i",
            JulianDate = 2_461_000.25,
            MagnitudePsf = 22.5,
            MagnitudePsfError = 0.0625,
            ZeroPointMag = 31.4,
            SignalToNoise = 17.5,
            IsPositive = true,
            SeeingPixels = 3.75,
            RealBogus = 0.5,
        };
    }

    private static Cutout RubinCutout(CutoutKind kind, uint seed) =>
        new(kind, Image(30, 30, seed + (uint)kind, 5, 40, new Star(0.2, 0.1, 800, 3)), 0.2)
        {
            Variance = Image(30, 30, seed + 10 + (uint)kind, 1600, 20, new Star(0.2, 0.1, 300, 3)),
            Psf = Image(41, 41, seed + 20, 0, 0, new Star(0, 0, 0.05, 3)).To<double>(),
            Wcs = new CutoutWcs(15.5, 15.25, 51.5, -29.25, -5.5e-5, 1e-6, 2e-6, 5.5e-5),
        };

    // The sum of four uniform numbers from xorshift, scaled to a variance of 1.
    private static double Normal(ref uint state)
    {
        var sum = -2.0;
        for (var i = 0; i < 4; i++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            sum += state / 4294967296.0;
        }

        return sum * 1.7320508;
    }
}
