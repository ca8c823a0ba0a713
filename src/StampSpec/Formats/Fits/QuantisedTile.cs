namespace StampSpec.Formats.Fits;

/// <summary>
/// Pixels as integers: pixel = (value - dither + 0.5) x Scale + Zero (FITS standard 4.0, section 10.2; SUBTRACTIVE_DITHER_1). Each decoded
/// pixel is within half of Scale of the original.
/// </summary>
/// <param name="Values">One integer for each pixel; <see cref="Blank"/> for a NaN pixel.</param>
/// <param name="Scale">ZSCALE: the quantisation step.</param>
/// <param name="Zero">ZZERO.</param>
internal sealed record QuantisedTile(int[] Values, double Scale, double Zero)
{
    /// <summary>ZBLANK: the value that represents NaN.</summary>
    public const int Blank = -2147483647;

    private const int ReservedValues = 10;
    private const double LargestSpan = (2.0 * int.MaxValue) - (2 * ReservedValues);

    /// <summary>
    /// Quantises a tile; null if that is not possible within the step: infinite pixels, no finite pixel, or a range beyond 32 bits.
    /// </summary>
    /// <param name="pixels">The tile's pixels.</param>
    /// <param name="step">Quantisation step, above 0.</param>
    /// <param name="dither">Index of the tile's walk through the dither numbers: tile from 0, plus ZDITHER0 - 1.</param>
    public static QuantisedTile? Quantise(ReadOnlySpan<float> pixels, double step, long dither)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        if (
            !Range(pixels, out var least, out var most, out var hasBlank)
            || (most - least) / step > LargestSpan
            || !IsResolved(least, most, step)
        )
        {
            return null;
        }

        // The other values must be close to the value of missing pixels, or each difference to it would cost 32 bits.
        var zero =
            hasBlank || (most - least) / step > int.MaxValue - ReservedValues ? least - (step * (Blank + (double)ReservedValues)) : least;
        var sequence = new DitherSequence(dither);
        var values = new int[pixels.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var offset = sequence.Next() - 0.5;
            values[i] = float.IsNaN(pixels[i])
                ? Blank
                : (int)Math.Round(((pixels[i] - zero) / step) + offset, MidpointRounding.AwayFromZero);
        }

        return new QuantisedTile(values, step, zero);
    }

    /// <summary>Restores the pixels.</summary>
    /// <param name="pixels">Receives one pixel for each value.</param>
    /// <param name="dither">The same index as at quantisation; null for a tile that was not dithered.</param>
    /// <param name="blank">The value of missing pixels; null if there are none.</param>
    public void Restore(Span<float> pixels, long? dither, int? blank = Blank)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, Values.Length);
        var sequence = new DitherSequence(dither ?? 0);
        for (var i = 0; i < pixels.Length; i++)
        {
            var number = sequence.Next();
            double value = Values[i];
            pixels[i] = Values[i] == blank ? float.NaN : (float)(((dither is null ? value : value - number + 0.5) * Scale) + Zero);
        }
    }

    // A double can represent the zero point plus 32-bit integers only if the pixel values are not too many steps from 0.
    private static bool IsResolved(double least, double most, double step) => Math.Max(Math.Abs(least), Math.Abs(most)) / step < 1L << 45;

    private static bool Range(ReadOnlySpan<float> pixels, out double least, out double most, out bool hasBlank)
    {
        (least, most, hasBlank) = (double.PositiveInfinity, double.NegativeInfinity, false);
        foreach (var pixel in pixels)
        {
            if (float.IsInfinity(pixel))
            {
                return false;
            }

            hasBlank |= float.IsNaN(pixel);
            least = Math.Min(least, float.IsNaN(pixel) ? least : pixel);
            most = Math.Max(most, float.IsNaN(pixel) ? most : pixel);
        }

        return least <= most;
    }
}

/// <summary>
/// The 10,000 numbers in [0, 1) that every FITS reader and writer uses for dithering (FITS standard 4.0, appendix I: a = 16807, m = 2^31 -
/// 1, seed 1), and the way in which a tile walks through them.
/// </summary>
internal struct DitherSequence
{
    /// <summary>Numbers in the sequence.</summary>
    public const int Length = 10_000;

    private static readonly (float[] Numbers, long LastSeed) Table = Generate();

    private int _start;
    private int _next;

    /// <summary>The walk of one tile.</summary>
    /// <param name="tile">Tile from 0, plus ZDITHER0 - 1.</param>
    public DitherSequence(long tile)
    {
        _start = (int)(tile % Length);
        _next = First(_start);
    }

    /// <summary>The number for the next pixel.</summary>
    public float Next()
    {
        var number = Table.Numbers[_next++];
        if (_next == Length)
        {
            _start = (_start + 1) % Length;
            _next = First(_start);
        }

        return number;
    }

    /// <summary>The generator's state after the last number, which the standard gives as a check.</summary>
    internal static long LastSeed => Table.LastSeed;

    private static int First(int start) => (int)(Table.Numbers[start] * 500);

    private static (float[] Numbers, long LastSeed) Generate()
    {
        const double Multiplier = 16807;
        const double Modulus = 2147483647;
        var numbers = new float[Length];
        double seed = 1;
        for (var i = 0; i < Length; i++)
        {
            var product = Multiplier * seed;
            seed = product - (Modulus * (int)(product / Modulus));
            numbers[i] = (float)(seed / Modulus);
        }

        return (numbers, (long)seed);
    }
}
