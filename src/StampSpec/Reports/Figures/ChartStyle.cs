namespace StampSpec.Reports.Figures;

/// <summary>Colours and sizes of the parts of a figure that do not show data; lengths and sizes in points.</summary>
internal static class ChartStyle
{
    /// <summary>Colour of texts and strong lines.</summary>
    public const string Ink = "#1a1a1a";

    /// <summary>Colour of axis lines and footings.</summary>
    public const string Quiet = "#666666";

    /// <summary>Colour of grid lines.</summary>
    public const string Faint = "#e6e6e6";

    /// <summary>Font size of tick labels and labels of marks.</summary>
    public const double LabelSize = 7;

    /// <summary>Font size of axis titles and panel headings.</summary>
    public const double TitleSize = 7.5;

    /// <summary>Font size of the lines at the foot of a figure.</summary>
    public const double FootingSize = 6;

    /// <summary>Margin of a sheet.</summary>
    public const double Margin = 3;

    /// <summary>Height below a plotting area for tick labels and the title of the axis.</summary>
    public const double AxisRoom = 29;

    /// <summary>Height above a plotting area for the heading of a panel.</summary>
    public const double HeadingRoom = 13;

    public const double GridWidth = 0.5;

    public const double AxisWidth = 0.6;

    public const double TickLength = 3;
}
