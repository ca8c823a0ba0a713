namespace StampSpec.Imaging;

/// <summary>
/// Frequencies 0, step, 2 step, ... of one axis. Sums over the lattice stand for integrals over frequency; they repeat in space with the
/// period 2 pi / step, so the period must exceed what the grids and the kernel span.
/// </summary>
/// <param name="PeriodArcsec">Period in space, arcsec.</param>
/// <param name="Count">Non-negative frequencies.</param>
internal sealed record FrequencyLattice(double PeriodArcsec, int Count)
{
    /// <summary>Distance of neighbouring frequencies, radians per arcsec.</summary>
    public double Step => 2 * Math.PI / PeriodArcsec;

    /// <summary>Row length of arrays over the lattice.</summary>
    public int Stride => DenseProduct.Padded(Count);

    /// <summary>A lattice up to a frequency.</summary>
    public static FrequencyLattice UpTo(double highest, double periodArcsec) =>
        new(periodArcsec, (int)Math.Floor(highest * periodArcsec / (2 * Math.PI)) + 1);

    /// <summary>The frequencies, or their negatives.</summary>
    public double[] Frequencies(double sign = 1) => [.. Enumerable.Range(0, Count).Select(j => sign * j * Step)];
}
