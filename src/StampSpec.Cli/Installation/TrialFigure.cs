using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;

namespace StampSpec.Cli.Installation;

/// <summary>The smallest figure that uses fonts, shapes and axes.</summary>
internal static class TrialFigure
{
    /// <summary>The bytes of one layout.</summary>
    public static Figure Create() =>
        ByteFigure.Build(
            [new StackedBarSegment("trial", "pixels", 3072)],
            "Bytes of a layout that does not exist.",
            "drawn by stampspec doctor"
        );
}
