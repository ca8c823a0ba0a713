namespace StampSpec.Reports.Charts;

/// <summary>A placed label in the data of a score panel, with a leader to its point where it stands away from it.</summary>
internal sealed record PanelLabel(PlacedLabel Place, ScoreMark Mark, PlotScale X, PlotScale Y)
{
    private const double NearPoints = 11;
    private const double LeaderGap = 2;
    private const double HalfLine = 4;

    private double AnchorX => X.PositionOf(Mark.X);

    private double AnchorY => Y.Length - Y.PositionOf(Mark.Y);

    private double NearestX => Math.Clamp(AnchorX, Place.Left - LeaderGap, Place.Left + Place.Width + LeaderGap);

    private double NearestY => Math.Clamp(AnchorY, Place.Middle - HalfLine, Place.Middle + HalfLine);

    public bool NeedsLeader => double.Hypot(NearestX - AnchorX, NearestY - AnchorY) > NearPoints + LeaderGap;

    public object Row => new { X = X.ValueAt(Place.Left), Y = Y.ValueAt(Y.Length - Place.Middle), Place.Text, Mark.IsStrong };

    public object Leader => new { X = X.ValueAt(NearestX), Y = Y.ValueAt(Y.Length - NearestY), X2 = Mark.X, Y2 = Mark.Y, Place.Text, Mark.IsStrong };
}
