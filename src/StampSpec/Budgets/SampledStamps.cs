using StampSpec.Alerts;
using StampSpec.Layouts;

namespace StampSpec.Budgets;

/// <summary>
/// One alert's stamps under a layout, ready to be serialised: real flux and, where the packet has them, variance and PSF.
/// </summary>
/// <param name="Layout">The layout.</param>
/// <param name="Images">One for each of the layout's images, in its order.</param>
public sealed record SampledStamps(StampLayout Layout, IReadOnlyList<SampledImage> Images)
{
    /// <summary>For each of the layout's features, in its order, the numbers that are sent.</summary>
    public IReadOnlyList<double[]> Features { get; init; } = [];

    /// <summary>Cuts the layout from an alert.</summary>
    /// <exception cref="Diagnostics.InvalidInputException">The layout's pixels are finer than the cutout's.</exception>
    public static SampledStamps Of(Alert alert, StampLayout layout)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(layout);
        return new SampledStamps(layout, [.. layout.Images.Select(kind => SampledImage.Of(alert[kind], layout))])
        {
            Features = [.. layout.Features.Select(f => f.Measure(alert))],
        };
    }
}
