using StampSpec.Common;
using StampSpec.Imaging.Pictures;

namespace StampSpec.Reports.Gallery;

/// <summary>
/// Pictures of stamps as PNG. Pixels with more flux are darker, and the first row of an image is at the bottom, as in FITS viewers.
/// </summary>
internal static class StampPicture
{
    /// <summary>Pixels a side of a printed picture; every stamp pixel becomes a block, so that viewers do not smooth it.</summary>
    private const int PrintSide = 128;

    /// <summary>Number of grey shades: more are not visible in a noisy stamp, and fewer shades keep pages small.</summary>
    private const int Shades = 64;

    private static readonly byte[] Missing = [0xD8, 0xC8, 0xE8];
    private static readonly byte[] Frame = [0xE6, 0x9F, 0x00];

    /// <summary>Draws all scales of a stamp over each other, each finer scale with a frame inside the coarser one.</summary>
    /// <param name="scales">The scales' pixels, finest first.</param>
    /// <param name="fieldsArcsec">The sides of the scales, arcsec.</param>
    /// <param name="stretch">The conversion of flux to a shade.</param>
    public static byte[] Nested(IReadOnlyList<Image<float>> scales, IReadOnlyList<double> fieldsArcsec, Stretch stretch) =>
        Draw(scales, fieldsArcsec, stretch, PrintSide, PrintSide);

    /// <summary>Draws one scale, for print.</summary>
    public static byte[] Plain(Image<float> image, Stretch stretch) => Draw([image], [1], stretch, PrintSide, PrintSide);

    /// <summary>Draws a cutout with one pixel for each of its pixels, for pages; browsers enlarge the pixels to blocks.</summary>
    public static byte[] Small(Image<float> image, Stretch stretch) => Draw([image], [1], stretch, image.Width, image.Height);

    /// <summary>A picture as a data URL, for pages.</summary>
    public static string AddressOf(byte[] png) => "data:image/png;base64," + Convert.ToBase64String(png);

    private static byte[] Draw(
        IReadOnlyList<Image<float>> scales,
        IReadOnlyList<double> fieldsArcsec,
        Stretch stretch,
        int width,
        int height
    )
    {
        var widest = fieldsArcsec.Max();
        var colours = scales.Select(s => ColoursOf(s, stretch)).ToArray();
        var rgb = new byte[width * height * 3];
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                ColourAt(row, column).CopyTo(rgb.AsSpan(((row * width) + column) * 3));
            }
        }

        return PngPicture.Encode(width, height, rgb);

        ReadOnlySpan<byte> ColourAt(int row, int column)
        {
            for (var scale = 0; scale < scales.Count; scale++)
            {
                var (wide, high) = (width * fieldsArcsec[scale] / widest, height * fieldsArcsec[scale] / widest);
                var (top, left) = (row - ((height - high) / 2), column - ((width - wide) / 2));
                if (top >= 0 && left >= 0 && top < high && left < wide)
                {
                    var isFrame = fieldsArcsec[scale] < widest && (top < 1 || left < 1 || top >= high - 1 || left >= wide - 1);
                    return isFrame ? Frame : ColourOf(scales[scale], colours[scale], top / high, left / wide);
                }
            }

            return Missing;
        }
    }

    // Red, green and blue of each pixel, in the order of the image.
    private static byte[] ColoursOf(Image<float> image, Stretch stretch)
    {
        var colours = new byte[3 * image.Pixels.Length];
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var colour = colours.AsSpan(3 * i, 3);
            if (float.IsFinite(image.Pixels[i]))
            {
                colour.Fill((byte)(255 - (Math.Round((Shades - 1) * stretch.Shade(image.Pixels[i])) * 255 / (Shades - 1))));
            }
            else
            {
                Missing.CopyTo(colour);
            }
        }

        return colours;
    }

    private static ReadOnlySpan<byte> ColourOf(Image<float> image, byte[] colours, double down, double right)
    {
        var (row, column) = (image.Height - 1 - (int)(down * image.Height), (int)(right * image.Width));
        return colours.AsSpan(3 * ((row * image.Width) + column), 3);
    }
}
