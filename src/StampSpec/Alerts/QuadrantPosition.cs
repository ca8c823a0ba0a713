namespace StampSpec.Alerts;

/// <summary>
/// Where a ZTF detection lies on its readout quadrant of 3,072 x 3,080 pixels: xpos along NAXIS1, the columns, and ypos along NAXIS2, the
/// rows, in pixels; the centre of the first pixel is at 1, as FITS counts. ZTF cuts 63 x 63 pixels around the nearest pixel and drops those
/// that lie beyond the quadrant: pixel (column i, row j) of a whole cutout, both from 0, is pixel (round(xpos) - 31 + i,
/// round(ypos) - 31 + j) of the quadrant, both from 1. The sizes of 24 real cutouts at chip edges and the fluxes in their middles agree.
/// </summary>
/// <param name="Column">xpos; null if the packet has none.</param>
/// <param name="Row">ypos; null if the packet has none.</param>
internal readonly record struct QuadrantPosition(double? Column, double? Row)
{
    private const int Columns = 3072;
    private const int Rows = 3080;
    private const int HalfCutout = ZtfCutout.Pixels / 2;

    /// <summary>Columns that are missing left of a cutout of this width; null if the position does not explain the width.</summary>
    public int? MissingOnTheLeft(int width) => MissingBefore(Column, Columns, width);

    /// <summary>Rows that are missing below a cutout of this height; null if the position does not explain the height.</summary>
    public int? MissingBelow(int height) => MissingBefore(Row, Rows, height);

    private static int? MissingBefore(double? position, int quadrantPixels, int pixels)
    {
        var missing = ZtfCutout.Pixels - pixels;
        if (missing == 0)
        {
            return 0;
        }

        if (position is not { } place)
        {
            return null;
        }

        var isAtStart = place < quadrantPixels / 2.0;
        var beyond = isAtStart ? HalfCutout + 1 - place : place + HalfCutout - quadrantPixels;
        // A position halfway between two pixels may have been rounded either way: the number that is missing says which.
        return Math.Abs(missing - beyond) > 0.5 ? null : isAtStart ? missing : 0;
    }
}
