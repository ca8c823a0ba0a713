using StampSpec.Common;
using StampSpec.Imaging.Psf;

namespace StampSpec.Imaging.Resampling;

/// <summary>
/// Transforms images on a grid to spectra on a frequency lattice and back, by four matrix products of half the grid's size. Unlike an FFT
/// it is exact for any combination of pixel scale, size and lattice. Immutable; the caller provides the buffers.
/// </summary>
internal sealed class GridTransform
{
    private readonly AxisBasis _columns;
    private readonly AxisBasis _rows;
    private readonly FrequencyLattice _lattice;

    /// <summary>Tabulates the sines and cosines of a grid and a lattice.</summary>
    public GridTransform(PixelGrid grid, FrequencyLattice lattice)
    {
        Grid = grid;
        _lattice = lattice;
        _columns = new AxisBasis(grid.Width, grid.PixelScaleArcsec, lattice);
        _rows = grid.Width == grid.Height ? _columns : new AxisBasis(grid.Height, grid.PixelScaleArcsec, lattice);
    }

    /// <summary>The grid.</summary>
    public PixelGrid Grid { get; }

    /// <summary>Length of the buffer, in doubles, that each direction needs.</summary>
    public int ScratchLength => (_rows.Half * _lattice.Stride) + (_rows.Half * _columns.HalfStride * 4);

    /// <summary>Computes the sums of the image times cosines and sines.</summary>
    /// <param name="image">Row-major pixels of the grid.</param>
    /// <param name="spectrum">Overwritten.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/>.</param>
    public void Analyse(ReadOnlySpan<double> image, QuadrantSpectrum spectrum, Span<double> scratch)
    {
        var partial = scratch[..(_rows.Half * _lattice.Stride)];
        var parts = scratch[partial.Length..];
        SplitParities(image, parts);
        for (var rowParity = 0; rowParity < 2; rowParity++)
        {
            for (var columnParity = 0; columnParity < 2; columnParity++)
            {
                AnalyseRows(Part(parts, rowParity, columnParity), columnParity, partial);
                AnalyseColumns(partial, rowParity, spectrum.Part(rowParity, columnParity));
            }
        }
    }

    private void AnalyseRows(ReadOnlySpan<double> part, int parity, Span<double> partial) =>
        DenseProduct.Multiply(
            part,
            _columns.HalfStride,
            _columns.Table(parity),
            _lattice.Stride,
            partial,
            _lattice.Stride,
            _rows.Half,
            _columns.Half,
            _lattice.Stride
        );

    private void AnalyseColumns(ReadOnlySpan<double> partial, int parity, Span<double> result) =>
        DenseProduct.Multiply(
            _rows.TransposedTable(parity),
            _rows.HalfStride,
            partial,
            _lattice.Stride,
            result,
            _lattice.Stride,
            _lattice.Count,
            _rows.Half,
            _lattice.Stride
        );

    /// <summary>Computes the image whose value at (x, y) is the sum of the spectrum's parts times cosines and sines.</summary>
    /// <param name="spectrum">Parts, already weighted.</param>
    /// <param name="image">Row-major pixels of the grid, overwritten.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/>.</param>
    public void Synthesise(QuadrantSpectrum spectrum, Span<double> image, Span<double> scratch)
    {
        var partial = scratch[..(_rows.Half * _lattice.Stride)];
        var parts = scratch[partial.Length..];
        for (var rowParity = 0; rowParity < 2; rowParity++)
        {
            for (var columnParity = 0; columnParity < 2; columnParity++)
            {
                SynthesiseColumns(spectrum.Part(rowParity, columnParity), rowParity, partial);
                SynthesiseRows(partial, columnParity, Part(parts, rowParity, columnParity));
            }
        }

        JoinParities(parts, image);
    }

    private void SynthesiseColumns(ReadOnlySpan<double> part, int parity, Span<double> partial) =>
        DenseProduct.Multiply(
            _rows.Table(parity),
            _lattice.Stride,
            part,
            _lattice.Stride,
            partial,
            _lattice.Stride,
            _rows.Half,
            _lattice.Count,
            _lattice.Stride
        );

    private void SynthesiseRows(ReadOnlySpan<double> partial, int parity, Span<double> result) =>
        DenseProduct.Multiply(
            partial,
            _lattice.Stride,
            _columns.TransposedTable(parity),
            _columns.HalfStride,
            result,
            _columns.HalfStride,
            _rows.Half,
            _lattice.Count,
            _columns.HalfStride
        );

    private Span<double> Part(Span<double> parts, int rowParity, int columnParity)
    {
        var length = _rows.Half * _columns.HalfStride;
        return parts.Slice(((2 * rowParity) + columnParity) * length, length);
    }

    private void SplitParities(ReadOnlySpan<double> image, Span<double> parts)
    {
        Span<double> ee = Part(parts, 0, 0),
            eo = Part(parts, 0, 1),
            oe = Part(parts, 1, 0),
            oo = Part(parts, 1, 1);
        for (var i = 0; i < _rows.Half; i++)
        {
            var upper = image.Slice(_rows.Upper(i) * Grid.Width, Grid.Width);
            var lower = image.Slice(_rows.Lower(i) * Grid.Width, Grid.Width);
            var rowWeight = _rows.Upper(i) == _rows.Lower(i) ? 0.5 : 1;
            for (var j = 0; j < _columns.Half; j++)
            {
                var (right, left) = (_columns.Upper(j), _columns.Lower(j));
                var weight = right == left ? rowWeight * 0.5 : rowWeight;
                var (sumRight, sumLeft) = (upper[right] + lower[right], upper[left] + lower[left]);
                var (differenceRight, differenceLeft) = (upper[right] - lower[right], upper[left] - lower[left]);
                var at = (i * _columns.HalfStride) + j;
                ee[at] = weight * (sumRight + sumLeft);
                eo[at] = weight * (sumRight - sumLeft);
                oe[at] = weight * (differenceRight + differenceLeft);
                oo[at] = weight * (differenceRight - differenceLeft);
            }
        }
    }

    private void JoinParities(Span<double> parts, Span<double> image)
    {
        Span<double> ee = Part(parts, 0, 0),
            eo = Part(parts, 0, 1),
            oe = Part(parts, 1, 0),
            oo = Part(parts, 1, 1);
        for (var i = 0; i < _rows.Half; i++)
        {
            var upper = image.Slice(_rows.Upper(i) * Grid.Width, Grid.Width);
            var lower = image.Slice(_rows.Lower(i) * Grid.Width, Grid.Width);
            for (var j = 0; j < _columns.Half; j++)
            {
                var (right, left) = (_columns.Upper(j), _columns.Lower(j));
                var at = (i * _columns.HalfStride) + j;
                upper[right] = ee[at] + eo[at] + oe[at] + oo[at];
                upper[left] = ee[at] - eo[at] + oe[at] - oo[at];
                lower[right] = ee[at] + eo[at] - oe[at] - oo[at];
                lower[left] = ee[at] - eo[at] - oe[at] + oo[at];
            }
        }
    }
}

/// <summary>
/// Cosines and sines of k x for one axis of a grid: row i is the pixel at the distance x_i &gt;= 0 from the centre, column j is the
/// frequency j of the lattice. The even and odd parts of an image about its centre need only this half of the axis, which reduces the work
/// of each transform to a quarter.
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

    /// <summary>Length of the rows of the transposed tables.</summary>
    public int HalfStride { get; }

    /// <summary>Length of the rows of the tables.</summary>
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

    /// <summary>Index of the pixel i steps before the centre.</summary>
    public int Lower(int i) => Pixels - 1 - Upper(i);
}
