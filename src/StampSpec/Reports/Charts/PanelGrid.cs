namespace StampSpec.Reports.Charts;

/// <summary>Small multiples that fill a column width.</summary>
/// <param name="Columns">Panels beside each other.</param>
/// <param name="PanelWidth">Width of one panel's plotting area in points.</param>
/// <param name="AxisRoom">Room left of each plotting area for its vertical axis.</param>
internal sealed record PanelGrid(int Columns, double PanelWidth, double AxisRoom)
{
    private const double Spacing = 12;
    private const double EdgeRoom = 12;

    /// <summary>Divides a width.</summary>
    /// <param name="width">Width of the whole in points.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="mostColumns">The most panels beside each other.</param>
    /// <param name="axisRoom">Room that each panel's own axis takes.</param>
    public static PanelGrid Divide(double width, int panels, int mostColumns, double axisRoom)
    {
        var columns = Math.Clamp(panels, 1, mostColumns);
        return new PanelGrid(columns, Math.Floor((width - EdgeRoom - (Spacing * (columns - 1))) / columns) - axisRoom, axisRoom);
    }

    /// <summary>The plotting area of a panel.</summary>
    /// <param name="panel">Number of the panel in reading order, from 0.</param>
    /// <param name="top">Upper edge of the first row's plotting areas.</param>
    /// <param name="height">Height of a plotting area.</param>
    /// <param name="rowStep">Distance from one row to the next.</param>
    public PlotBox AreaOf(int panel, double top, double height, double rowStep)
    {
        var left = AxisRoom + (panel % Columns * (PanelWidth + AxisRoom + Spacing));
        var rowTop = top + (panel / Columns * rowStep);
        return new PlotBox(left, rowTop, left + PanelWidth, rowTop + height);
    }
}
