namespace StampSpec.Studies;

/// <summary>Alerts that are learned from beside or before a study's own, and that none validates with or scores: for classes with few real examples.</summary>
/// <param name="Synthetic">Alerts of the synthetic survey; null for none.</param>
/// <param name="Injections">Events injected into real alerts.</param>
public sealed record ExtraTraining(SyntheticAlerts? Synthetic, IReadOnlyList<Injection> Injections);
