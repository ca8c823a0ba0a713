using System.Collections.Concurrent;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Cutting;

/// <summary>
/// Averages an image over the cells of a <see cref="LogPolarGrid"/> about its centre, row = ring and column = sector. Each native pixel is
/// divided into 16 x 16 equal parts; its area in a cell is that of the parts whose middles are in the cell. Missing pixels are left out; a
/// sum counts them as the mean of the present pixels. A cell without any present pixel is NaN.
/// </summary>
internal static class LogPolarBinning
{
    private const int Parts = 16;

    // Alerts of one survey have the same few geometries. If sizes or pixel scales keep varying, the table is cleared so that it does not
    // grow.
    private const int MostKnown = 64;

    private static readonly ConcurrentDictionary<
        (LogPolarGrid Grid, int Width, int Height, double PixelScaleArcsec),
        IReadOnlyList<(int Pixel, int Cell, double Area)>
    > Known = new();

    /// <summary>Bins an image.</summary>
    public static Image<float> Bin(Image<float> native, double pixelScaleArcsec, LogPolarGrid grid, BinRule rule)
    {
        var shares = KnownShares(grid, native.Width, native.Height, pixelScaleArcsec);
        var sums = new double[grid.Pixels * grid.Pixels];
        var areas = new double[sums.Length];
        foreach (var share in shares)
        {
            var pixel = native.Pixels[share.Pixel];
            if (float.IsFinite(pixel))
            {
                sums[share.Cell] += share.Area * pixel;
                areas[share.Cell] += share.Area;
            }
        }

        var binned = new Image<float>(grid.Pixels, grid.Pixels);
        for (var cell = 0; cell < sums.Length; cell++)
        {
            var mean = areas[cell] > 0 ? sums[cell] / areas[cell] : double.NaN;
            binned.Pixels[cell] = (float)(rule == BinRule.Mean ? mean : mean * NativePixelsOf(grid, cell / grid.Pixels, pixelScaleArcsec));
        }

        return binned;
    }

    /// <summary>Geometries whose areas are kept.</summary>
    internal static int KnownGeometries => Known.Count;

    private static IReadOnlyList<(int Pixel, int Cell, double Area)> KnownShares(
        LogPolarGrid grid,
        int width,
        int height,
        double pixelScaleArcsec
    )
    {
        if (Known.TryGetValue((grid, width, height, pixelScaleArcsec), out var shares))
        {
            return shares;
        }

        if (Known.Count >= MostKnown)
        {
            Known.Clear();
        }

        return Known.GetOrAdd((grid, width, height, pixelScaleArcsec), SharesOf(grid, width, height, pixelScaleArcsec));
    }

    /// <summary>Area of a cell of a ring, in native pixels.</summary>
    private static double NativePixelsOf(LogPolarGrid grid, int ring, double pixelScaleArcsec)
    {
        var (outer, inner) = (grid.RadiusArcsec(ring), ring == 0 ? 0 : grid.RadiusArcsec(ring - 1));
        return Math.PI * ((outer * outer) - (inner * inner)) / grid.Pixels / (pixelScaleArcsec * pixelScaleArcsec);
    }

    /// <summary>The area of each native pixel in each cell, in native pixels.</summary>
    private static List<(int Pixel, int Cell, double Area)> SharesOf(LogPolarGrid grid, int width, int height, double pixelScaleArcsec)
    {
        var shares = new List<(int Pixel, int Cell, double Area)>();
        for (var pixel = 0; pixel < width * height; pixel++)
        {
            var (x, y) = ((pixel % width) - (width / 2.0), (pixel / width) - (height / 2.0));
            shares.AddRange(
                CellsOf(grid, x * pixelScaleArcsec, y * pixelScaleArcsec, pixelScaleArcsec)
                    .GroupBy(cell => cell)
                    .Select(cell => (pixel, cell.Key, cell.Count() / (double)(Parts * Parts)))
            );
        }

        return shares;
    }

    /// <summary>The cell of each part of a pixel whose first corner is at (x, y) arcsec from the centre.</summary>
    private static IEnumerable<int> CellsOf(LogPolarGrid grid, double x, double y, double side) =>
        from i in Enumerable.Range(0, Parts)
        from j in Enumerable.Range(0, Parts)
        let dx = x + (side * (i + 0.5) / Parts)
        let dy = y + (side * (j + 0.5) / Parts)
        let ring = grid.RingOf(Math.Sqrt((dx * dx) + (dy * dy)))
        where ring is not null
        select (ring.Value * grid.Pixels) + grid.SectorOf(dx, dy);
}
