using System.Globalization;

namespace StampSpec.Alerts.Fits;

/// <summary>What the mandatory cards say: kind, number type and axes, checked against the limits.</summary>
internal sealed record FitsStructure(bool IsImage, int BitsPerPixel, int[] Axes, long Pixels, long DataBytes)
{
    private const int MaximumAxisCount = 999;

    private static readonly string[] AxisKeywords = ["NAXIS1", "NAXIS2", "NAXIS3"];

    public int BytesPerValue => Math.Abs(BitsPerPixel) / 8;

    public static FitsStructure Of(FitsHeader header, bool isImage, FitsLimits limits)
    {
        var bits = Required(header, "BITPIX");
        if (bits is not (8 or 16 or 32 or 64 or -32 or -64))
        {
            throw FitsFault.At(header.ByteOffset, "bitpix", $"BITPIX is {bits}; 8, 16, 32, 64, -32 or -64 is expected");
        }

        var axes = ReadAxes(header, limits);
        var pixels = axes.Length == 0 ? 0 : Product(axes, header, limits);
        return new FitsStructure(isImage, (int)bits, axes, pixels, DataLength(header, bits, pixels, limits));
    }

    private static int[] ReadAxes(FitsHeader header, FitsLimits limits)
    {
        var count = Required(header, "NAXIS");
        if (count is < 0 or > MaximumAxisCount)
        {
            throw FitsFault.At(header.ByteOffset, "naxis", $"NAXIS is {count}; 0 to {MaximumAxisCount} is expected");
        }

        var axes = new int[count];
        for (var i = 0; i < axes.Length; i++)
        {
            var keyword = i < AxisKeywords.Length ? AxisKeywords[i] : "NAXIS" + (i + 1).ToString(CultureInfo.InvariantCulture);
            var length = Required(header, keyword);
            if (length < 0 || length > limits.MaximumAxis)
            {
                throw FitsFault.At(header.ByteOffset, "axis-range", $"{keyword} is {length}; 0 to {limits.MaximumAxis} is accepted");
            }

            axes[i] = (int)length;
        }

        return axes;
    }

    private static long Product(int[] axes, FitsHeader header, FitsLimits limits)
    {
        long pixels = 1;
        foreach (var axis in axes)
        {
            pixels *= axis;
            if (pixels > limits.MaximumPixels)
            {
                throw FitsFault.At(
                    header.ByteOffset, "image-size", $"the axes {string.Join(" x ", axes)} make over {limits.MaximumPixels} values, the limit for one image");
            }
        }

        return pixels;
    }

    // FITS standard 4.0, equation 2: |BITPIX| / 8 x GCOUNT x (PCOUNT + product of the axes).
    private static long DataLength(FitsHeader header, long bits, long pixels, FitsLimits limits)
    {
        var groups = header.Integer("GCOUNT") ?? 1;
        var parameters = header.Integer("PCOUNT") ?? 0;
        if (groups != 1 || parameters < 0 || parameters > limits.MaximumPixels)
        {
            throw FitsFault.At(
                header.ByteOffset, "groups", $"GCOUNT is {groups} and PCOUNT {parameters}; GCOUNT 1 and PCOUNT 0 to {limits.MaximumPixels} are accepted");
        }

        return Math.Abs(bits) / 8 * (parameters + pixels);
    }

    private static long Required(FitsHeader header, string keyword) =>
        header.Integer(keyword) ?? throw FitsFault.At(header.ByteOffset, "missing-card", $"the header has no {keyword} card with a value");
}
