namespace StampSpec.Studies.Statistics;

/// <summary>An interval that covers the true score with the stated probability.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end, at least <paramref name="Low"/>.</param>
/// <param name="Level">Nominal coverage, in (0, 1).</param>
public readonly record struct ScoreInterval(double Low, double High, double Level);
