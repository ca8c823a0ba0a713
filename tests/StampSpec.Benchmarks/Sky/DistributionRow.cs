namespace StampSpec.Benchmarks.Sky;

/// <summary>One quantity of one class and band, real beside synthetic.</summary>
/// <param name="Class">The class.</param>
/// <param name="Band">The band.</param>
/// <param name="Quantity">Name of the quantity, with its unit.</param>
/// <param name="Counts">Alerts of the fitting half, the checking half and the survey.</param>
/// <param name="Medians">Their medians.</param>
/// <param name="ToFit">Kolmogorov-Smirnov distance between the survey and the fitting half.</param>
/// <param name="ToCheck">The same to the checking half.</param>
/// <param name="BetweenHalves">The same between the halves: how much of a distance is small numbers.</param>
internal sealed record DistributionRow(
    string Class,
    string Band,
    string Quantity,
    (int Fit, int Check, int Synthetic) Counts,
    (double Fit, double Check, double Synthetic) Medians,
    double ToFit,
    double ToCheck,
    double BetweenHalves
);
