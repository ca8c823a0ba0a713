using StampSpec.Imaging;
using StampSpec.Pixels;

namespace StampSpec.Reports.Gallery;

/// <summary>Pictures of stamps as PNG data addresses; the first row of an image is drawn at the bottom, as in FITS viewers.</summary>
internal static class StampPicture
{
    /// <summary>Pixels a side of a picture; every stamp pixel becomes a block, so that no viewer smooths it.</summary>
    private const int Side = 128;

    private static readonly byte[] Missing = [0xD8, 0xC8, 0xE8];
    private static readonly byte[] Frame = [0xE6, 0x9F, 0x00];

    /// <summary>All scales of a stamp over each other, each finer one framed inside the coarser.</summary>
    /// <param name="scales">The scales' pixels, finest first.</param>
    /// <param name="fieldsArcsec">Their sides in arcsec.</param>
    /// <param name="stretch">Grey scale.</param>
    public static string Nested(IReadOnlyList<Image<float>> scales, IReadOnlyList<double> fieldsArcsec, Stretch stretch)
    {
        var widest = fieldsArcsec.Max();
        var rgb = new byte[Side * Side * 3];
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                ColourAt(row, column).CopyTo(rgb.AsSpan(((row * Side) + column) * 3));
            }
        }

        return AddressOf(rgb);

        ReadOnlySpan<byte> ColourAt(int row, int column)
        {
            for (var scale = 0; scale < scales.Count; scale++)
            {
                var inside = Side * fieldsArcsec[scale] / widest;
                var (top, left) = (row - ((Side - inside) / 2), column - ((Side - inside) / 2));
                if (top >= 0 && left >= 0 && top < inside && left < inside)
                {
                    var isFrame = fieldsArcsec[scale] < widest && (top < 1 || left < 1 || top >= inside - 1 || left >= inside - 1);
                    return isFrame ? Frame : PixelAt(scales[scale], top / inside, left / inside, stretch);
                }
            }

            return Missing;
        }
    }

    /// <summary>One scale or one cutout.</summary>
    public static string Plain(Image<float> image, Stretch stretch) => Nested([image], [1], stretch);

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

    private static string AddressOf(byte[] rgb) => "data:image/png;base64," + Convert.ToBase64String(PngEncoder.Encode(Side, Side, rgb));
}
