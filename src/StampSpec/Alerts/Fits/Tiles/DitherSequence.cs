namespace StampSpec.Alerts.Fits.Tiles;

/// <summary>
/// The 10,000 numbers in [0, 1) that every FITS reader and writer dithers with (FITS standard 4.0, appendix I: a = 16807, m = 2^31 - 1,
/// seed 1), and the way in which a tile walks through them.
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

    /// <summary>The generator's state after the last number; the standard gives it as a check.</summary>
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
