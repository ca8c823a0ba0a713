namespace StampSpec.Imaging;

/// <summary>
/// The spectrum of a real image by parity: for frequencies kx, ky &gt;= 0 the sums of the image times cos or sin of ky y and cos or sin of
/// kx x.
/// </summary>
internal sealed class QuadrantSpectrum
{
    /// <summary>Allocates zeros.</summary>
    public QuadrantSpectrum(FrequencyLattice lattice)
    {
        Parts = [.. Enumerable.Range(0, 4).Select(_ => new double[lattice.Count * lattice.Stride])];
    }

    /// <summary>
    /// Parity parts in the order (even, even), (even in y, odd in x), (odd in y, even in x), (odd, odd); each of shape (ky, kx), padded
    /// rows.
    /// </summary>
    public double[][] Parts { get; }

    /// <summary>The part of one parity pair, 0 even and 1 odd.</summary>
    public double[] Part(int rowParity, int columnParity) => Parts[(2 * rowParity) + columnParity];
}
