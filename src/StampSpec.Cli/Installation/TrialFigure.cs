using StampSpec.Reports;
using StampSpec.Reports.VegaLite;

namespace StampSpec.Cli.Installation;

/// <summary>The smallest figure that uses a font, a shape and an axis.</summary>
internal static class TrialFigure
{
    /// <summary>One point.</summary>
    public static Figure Create()
    {
        var view = new UnitView(new Mark("point"), new Encoding { X = Channel.Quantity("x"), Y = Channel.Quantity("y") })
        {
            Data = new InlineData([new { X = 1, Y = 1 }]),
        };
        return new Figure("trial", "Trial", view, FigureWidth.SingleColumn, "One point.");
    }
}
