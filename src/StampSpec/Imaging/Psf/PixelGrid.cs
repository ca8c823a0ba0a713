using StampSpec.Common;
using static System.FormattableString;

namespace StampSpec.Imaging.Psf;

/// <summary>
/// A grid of square pixels. The origin of its coordinates is its centre, at pixel ((width - 1) / 2, (height - 1) / 2) counted from 0, for
/// odd and even sizes alike.
/// </summary>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="PixelScaleArcsec">Side of one pixel, arcsec, above 0.</param>
public sealed record PixelGrid(int Width, int Height, double PixelScaleArcsec)
{
    /// <summary>The longer side, arcsec.</summary>
    internal double ExtentArcsec => Math.Max(Width, Height) * PixelScaleArcsec;

    /// <summary>The same grid with all angles multiplied by a factor.</summary>
    public PixelGrid Dilated(double factor) => this with { PixelScaleArcsec = PixelScaleArcsec * factor };
}

/// <summary>
/// Frequencies 0, step, 2 step, ... of one axis. Sums over the lattice replace integrals over frequency. They repeat in space with the
/// period 2 pi / step, so the period must be larger than the grids and the kernel together.
/// </summary>
/// <param name="PeriodArcsec">Period in space, arcsec.</param>
/// <param name="Count">Number of frequencies, 0 included.</param>
internal sealed record FrequencyLattice(double PeriodArcsec, int Count)
{
    /// <summary>Largest number of frequencies. An array over the lattice then takes 4 GiB.</summary>
    private const int MostFrequencies = 16_384;

    /// <summary>Distance between neighbouring frequencies, radians per arcsec.</summary>
    public double Step => 2 * Math.PI / PeriodArcsec;

    /// <summary>Length of the rows of arrays over the lattice.</summary>
    public int Stride => DenseProduct.Padded(Count);

    /// <summary>A lattice up to a frequency.</summary>
    /// <exception cref="InvalidInputException">It would have too many frequencies.</exception>
    public static FrequencyLattice UpTo(double highest, double periodArcsec)
    {
        var last = Math.Floor(highest * periodArcsec / (2 * Math.PI));
        return last < MostFrequencies
            ? new FrequencyLattice(periodArcsec, (int)last + 1)
            : throw InvalidInputException.Of(
                "image.extent",
                Invariant($"the grids and PSFs reach over {periodArcsec:G4} arcsec with their margins, more than {MostFrequencies} times ")
                    + Invariant($"the finest structure of {2 * Math.PI / highest:G4} arcsec that the source pixels can show"),
                fix: "give fewer target pixels, or pixel scales and PSF widths that differ less"
            );
    }

    /// <summary>The frequencies, or their negatives.</summary>
    public double[] Frequencies(double sign = 1) => [.. Enumerable.Range(0, Count).Select(j => sign * j * Step)];
}
