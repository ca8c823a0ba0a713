namespace StampSpec.Reports.Figures;

/// <summary>Colours and sizes of everything in a figure that carries no data; lengths and sizes in points.</summary>
internal static class ChartStyle
{
    /// <summary>Texts and strong lines.</summary>
    public const string Ink = "#1a1a1a";

    /// <summary>Axis lines and footings.</summary>
    public const string Quiet = "#666666";

    /// <summary>Grid lines.</summary>
    public const string Faint = "#e6e6e6";

    /// <summary>Tick labels and labels of marks.</summary>
    public const double LabelSize = 7;

    /// <summary>Titles of axes and headings of panels.</summary>
    public const double TitleSize = 7.5;

    /// <summary>The lines at the foot of a figure.</summary>
    public const double FootingSize = 6;

    /// <summary>Free margin around a sheet.</summary>
    public const double Margin = 3;

    /// <summary>Room below a plotting area for tick labels and the title of the axis.</summary>
    public const double AxisRoom = 29;

    /// <summary>Room above a plotting area for a panel's heading.</summary>
    public const double HeadingRoom = 13;

    public const double GridWidth = 0.5;

    public const double AxisWidth = 0.6;

    public const double TickLength = 3;
}
