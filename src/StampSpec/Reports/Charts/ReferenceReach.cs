using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>How far published values, which are marks for reference, may stretch an axis; those beyond stand at its end as a triangle that points to them.</summary>
/// <param name="Low">Lowest value with a place of its own.</param>
/// <param name="High">Highest value with a place of its own.</param>
internal sealed record ReferenceReach(double Low, double High)
{
    private const double MostStretch = 0.5;
    private const double LeastRoom = 0.05;
    private const string Inside = "diamond";

    /// <summary>Half the span of a study's own values at each side, and 0.05 at least.</summary>
    public static ReferenceReach Of(IReadOnlyList<double> own)
    {
        var room = Math.Max(LeastRoom, MostStretch * (own.Max() - own.Min()));
        return new ReferenceReach(own.Min() - room, own.Max() + room);
    }

    /// <summary>What captions say of the marks.</summary>
    public static string Sentence(string source) => $" Diamonds: {source} on their own data, for reference; triangles at an axis' end point to those beyond it.";

    /// <summary>Where a value stands.</summary>
    public double Place(double value) => Math.Clamp(value, Low, High);

    /// <summary>Its shape on a vertical axis.</summary>
    public string Upright(double value) => value > High ? "triangle-up" : value < Low ? "triangle-down" : Inside;

    /// <summary>Its shape on a horizontal axis.</summary>
    public string Sideways(double value) => value > High ? "triangle-right" : value < Low ? "triangle-left" : Inside;

    /// <summary>The channel of the field <c>shape</c>.</summary>
    public static Channel Shape { get; } = Channel.Category("shape") with
    {
        Scale = new Scale
        {
            Domain = [Inside, "triangle-up", "triangle-down", "triangle-right", "triangle-left"],
            Range = [Inside, "triangle-up", "triangle-down", "triangle-right", "triangle-left"],
        },
    };
}
