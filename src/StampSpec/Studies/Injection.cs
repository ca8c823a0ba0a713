using StampSpec.Sky;

namespace StampSpec.Studies;

/// <summary>Events of one class put into real alerts' cutouts.</summary>
/// <param name="Class">The class.</param>
/// <param name="Count">Alerts made, at least 1.</param>
/// <param name="BackgroundsPath">Alerts that serve as backgrounds; null for the unlabelled ones of the data.</param>
public sealed record Injection(SkyClass Class, int Count, string? BackgroundsPath);
