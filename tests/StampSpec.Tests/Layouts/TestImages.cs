using StampSpec.Common;

namespace StampSpec.Tests.Layouts;

/// <summary>Images whose binned values can be worked out by hand.</summary>
internal static class TestImages
{
    /// <summary>100 row + column: exact in float, and a mean over a rectangle is the value at its centre.</summary>
    public static Image<float> Ramp(int side) => Of(side, side, (row, column) => (100 * row) + column);

    public static Image<float> Of(int width, int height, Func<int, int, double> value)
    {
        var image = new Image<float>(width, height);
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                image[row, column] = (float)value(row, column);
            }
        }

        return image;
    }

    /// <summary>Irregular values of both signs and many magnitudes, some of them missing. The same seed gives the same values.</summary>
    public static Image<float> Rough(int side, int seed, bool withMissing = true) => Of(side, side, (row, column) =>
        {
            var hash = unchecked((uint)((((row * 7919) + column) * 104729) + (seed * 15485863)));
            hash ^= hash >> 13;
            hash *= 0x5bd1e995;
            hash ^= hash >> 15;
            return withMissing && hash % 17 == 0 ? double.NaN : ((hash % 20011) - 9000.0) / 7 * Math.Pow(10, (hash % 5) - 2.0);
        });

    public static int[] Bits(Image<float> image) => [.. image.Pixels.ToArray().Select(BitConverter.SingleToInt32Bits)];
}
