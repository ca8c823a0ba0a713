using StampSpec.Sky;

namespace StampSpec.Studies;

/// <summary>Alerts drawn from the synthetic survey.</summary>
/// <param name="Count">Alerts, at least 1.</param>
/// <param name="Survey">Settings of the survey.</param>
public sealed record SyntheticAlerts(int Count, SurveySettings Survey);
