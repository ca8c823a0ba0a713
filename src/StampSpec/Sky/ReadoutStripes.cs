using StampSpec.Seeds;

namespace StampSpec.Sky;

/// <summary>
/// The pattern of three columns' period that ZTF's read-out leaves: one part the same in all rows, one that changes sign from row to row.
/// Seen as two peaks in the mean power spectrum of real cutouts, at (1/3, 0) and (1/3, 1/2) cycles a pixel.
/// </summary>
internal readonly struct ReadoutStripes
{
    private readonly float[] _steady;
    private readonly float[] _alternating;

    /// <summary>Draws phases and amplitudes.</summary>
    public ReadoutStripes(double amplitudeDn, RandomSource random)
    {
        _steady = Wave(amplitudeDn, random.NextDouble(0, 2 * Math.PI));
        _alternating = Wave(amplitudeDn * random.NextDouble(0, 1), random.NextDouble(0, 2 * Math.PI));
    }

    /// <summary>The pattern at a pixel, DN.</summary>
    public float At(int row, int column) => _steady[column % 3] + (row % 2 == 0 ? _alternating[column % 3] : -_alternating[column % 3]);

    private static float[] Wave(double amplitude, double phase) =>
        [.. Enumerable.Range(0, 3).Select(i => (float)(amplitude * Math.Cos((2 * Math.PI * i / 3) + phase)))];
}
