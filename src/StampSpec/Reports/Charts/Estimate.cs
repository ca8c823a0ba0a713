using System.Globalization;

namespace StampSpec.Reports.Charts;

/// <summary>A score with its interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Lower end; null if no interval could be computed.</param>
/// <param name="High">Upper end; null if no interval could be computed.</param>
public readonly record struct Estimate(double Value, double? Low, double? High)
{
    /// <summary>The lowest value drawn.</summary>
    public double Bottom => Math.Min(Value, Low ?? Value);

    /// <summary>The highest value drawn.</summary>
    public double Top => Math.Max(Value, High ?? Value);

    /// <summary>The interval in words; null if there is none.</summary>
    public string? Text => Low is { } low && High is { } high
        ? string.Create(CultureInfo.InvariantCulture, $"{low:0.000} to {high:0.000}").Replace('-', '\u2212')
        : null;
}
