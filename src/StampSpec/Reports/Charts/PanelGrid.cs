using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>Sizes of small multiples that fill a column width.</summary>
/// <param name="Columns">Panels beside each other.</param>
/// <param name="PanelWidth">Width of one panel's plotting area in points.</param>
/// <param name="Spacing">Gap between panels in points.</param>
internal sealed record PanelGrid(int Columns, double PanelWidth, double Spacing)
{
    private const double EdgeRoom = 12;

    /// <summary>Divides a width.</summary>
    /// <param name="width">Width of the whole in points.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="mostColumns">Panels that may stand beside each other.</param>
    /// <param name="axisRoom">Room that each panel's own axis takes.</param>
    public static PanelGrid Divide(double width, int panels, int mostColumns, double axisRoom)
    {
        const double Spacing = 12;
        var columns = Math.Clamp(panels, 1, mostColumns);
        return new PanelGrid(columns, Math.Floor((width - EdgeRoom - (Spacing * (columns - 1))) / columns) - axisRoom, Spacing);
    }

    /// <summary>The panels in reading order.</summary>
    public View Arrange(IReadOnlyList<View> panels) => new GridView(panels, Columns) { Spacing = Spacing };
}
