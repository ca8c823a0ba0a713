using StampSpec.Imaging;
using StampSpec.Pixels;

namespace StampSpec.Reports.Gallery;

/// <summary>Pictures of stamps as PNG data addresses; the first row of an image is drawn at the bottom, as in FITS viewers.</summary>
internal static class StampPicture
{
    /// <summary>Pixels a side of a printed picture; every stamp pixel becomes a block, so that no viewer smooths it.</summary>
    private const int PrintSide = 128;

    private static readonly byte[] Missing = [0xD8, 0xC8, 0xE8];
    private static readonly byte[] Frame = [0xE6, 0x9F, 0x00];

    /// <summary>All scales of a stamp over each other, each finer one framed inside the coarser.</summary>
    /// <param name="scales">The scales' pixels, finest first.</param>
    /// <param name="fieldsArcsec">Their sides in arcsec.</param>
    /// <param name="stretch">Grey scale.</param>
    public static string Nested(IReadOnlyList<Image<float>> scales, IReadOnlyList<double> fieldsArcsec, Stretch stretch) => Draw(scales, fieldsArcsec, stretch, PrintSide);

    /// <summary>One scale, for print.</summary>
    public static string Plain(Image<float> image, Stretch stretch) => Draw([image], [1], stretch, PrintSide);

    /// <summary>One cutout at its own resolution, for pages, whose browsers draw pixels as blocks.</summary>
    public static string Small(Image<float> image, Stretch stretch) => Draw([image], [1], stretch, Math.Max(image.Width, image.Height));

    private static string Draw(IReadOnlyList<Image<float>> scales, IReadOnlyList<double> fieldsArcsec, Stretch stretch, int side)
    {
        var widest = fieldsArcsec.Max();
        var rgb = new byte[side * side * 3];
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                ColourAt(row, column).CopyTo(rgb.AsSpan(((row * side) + column) * 3));
            }
        }

        return AddressOf(rgb, side);

        ReadOnlySpan<byte> ColourAt(int row, int column)
        {
            for (var scale = 0; scale < scales.Count; scale++)
            {
                var inside = side * fieldsArcsec[scale] / widest;
                var (top, left) = (row - ((side - inside) / 2), column - ((side - inside) / 2));
                if (top >= 0 && left >= 0 && top < inside && left < inside)
                {
                    var isFrame = fieldsArcsec[scale] < widest && (top < 1 || left < 1 || top >= inside - 1 || left >= inside - 1);
                    return isFrame ? Frame : PixelAt(scales[scale], top / inside, left / inside, stretch);
                }
            }

            return Missing;
        }
    }

    private static byte[] PixelAt(Image<float> image, double down, double right, Stretch stretch)
    {
        var flux = image[image.Height - 1 - (int)(down * image.Height), (int)(right * image.Width)];
        if (!float.IsFinite(flux))
        {
            return Missing;
        }

        var grey = stretch.Grey(flux);
        return [grey, grey, grey];
    }

    private static string AddressOf(byte[] rgb, int side) => "data:image/png;base64," + Convert.ToBase64String(PngEncoder.Encode(side, side, rgb));
}
