using StampSpec.Layouts;

namespace StampSpec.Learning.Networks;

/// <summary>
/// A vector that joins the averaged features of the views, each component normalised over the alerts: the sky position, or the layout's
/// features.
/// </summary>
/// <param name="Name">Name of the input, and prefix of its parameters and statistics.</param>
/// <param name="Length">Components.</param>
internal sealed record VectorInput(string Name, int Length)
{
    public const string PositionName = "position";
    public const string FeaturesName = "features";

    /// <summary>The unit vector of the sky position.</summary>
    public static VectorInput Position { get; } = new(PositionName, NetworkPlan.PositionLength);

    public string Gain => $"{Name}.gain";

    public string Bias => $"{Name}.bias";

    public string Mean => $"{Name}.mean";

    public string Variance => $"{Name}.variance";

    /// <summary>A layout's features.</summary>
    public static VectorInput Features(int length) => new(FeaturesName, length);

    /// <summary>The vector of an alert.</summary>
    public ReadOnlySpan<float> Of(IStamps stamps, int alert) => Name == PositionName ? stamps.SkyPosition(alert) : stamps.FeaturesOf(alert);

    /// <summary>Copies the vectors of consecutive alerts: shape (count, length), row-major.</summary>
    public void Copy(IStamps stamps, int start, int count, Span<float> destination)
    {
        for (var i = 0; i < count; i++)
        {
            Of(stamps, start + i).CopyTo(destination[(Length * i)..]);
        }
    }
}
