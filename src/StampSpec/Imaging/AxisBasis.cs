namespace StampSpec.Imaging;

/// <summary>
/// Cosines and sines of k x for one axis of a grid: row i holds half of the axis, the pixels at distances x_i &gt;= 0 from the centre,
/// column j the lattice's frequencies. Even and odd parts of an image about its centre need only that half, which quarters the work of each
/// transform.
/// </summary>
internal sealed class AxisBasis
{
    /// <summary>Tabulates an axis.</summary>
    /// <param name="pixels">Pixels of the axis.</param>
    /// <param name="pixelScaleArcsec">Side of a pixel, arcsec.</param>
    /// <param name="lattice">Frequencies.</param>
    public AxisBasis(int pixels, double pixelScaleArcsec, FrequencyLattice lattice)
    {
        Pixels = pixels;
        Half = (pixels + 1) / 2;
        HalfStride = DenseProduct.Padded(Half);
        Stride = lattice.Stride;
        Cosines = new double[Half * Stride];
        Sines = new double[Half * Stride];
        CosinesTransposed = new double[lattice.Count * HalfStride];
        SinesTransposed = new double[lattice.Count * HalfStride];
        for (var i = 0; i < Half; i++)
        {
            var x = (i + (pixels % 2 == 0 ? 0.5 : 0)) * pixelScaleArcsec;
            for (var j = 0; j < lattice.Count; j++)
            {
                var (sine, cosine) = Math.SinCos(j * lattice.Step * x);
                Cosines[(i * Stride) + j] = CosinesTransposed[(j * HalfStride) + i] = cosine;
                Sines[(i * Stride) + j] = SinesTransposed[(j * HalfStride) + i] = sine;
            }
        }
    }

    /// <summary>Pixels of the axis.</summary>
    public int Pixels { get; }

    /// <summary>Pixels at or beyond the centre: (n + 1) / 2.</summary>
    public int Half { get; }

    /// <summary>Row length of the transposed tables.</summary>
    public int HalfStride { get; }

    /// <summary>Row length of the tables.</summary>
    public int Stride { get; }

    /// <summary>cos(k_j x_i), shape (half, frequencies).</summary>
    public double[] Cosines { get; }

    /// <summary>sin(k_j x_i), shape (half, frequencies).</summary>
    public double[] Sines { get; }

    /// <summary>cos(k_j x_i), shape (frequencies, half).</summary>
    public double[] CosinesTransposed { get; }

    /// <summary>sin(k_j x_i), shape (frequencies, half).</summary>
    public double[] SinesTransposed { get; }

    /// <summary>The table of one parity, shape (half, frequencies).</summary>
    public double[] Table(int parity) => parity == 0 ? Cosines : Sines;

    /// <summary>The transposed table of one parity, shape (frequencies, half).</summary>
    public double[] TransposedTable(int parity) => parity == 0 ? CosinesTransposed : SinesTransposed;

    /// <summary>Index of the pixel i steps beyond the centre.</summary>
    public int Upper(int i) => (Pixels / 2) + i;

    /// <summary>Index of its mirror image.</summary>
    public int Lower(int i) => Pixels - 1 - Upper(i);
}
