using StampSpec.Alerts;
using StampSpec.Diagnostics;

namespace StampSpec.Imaging;

/// <summary>What came of one reading.</summary>
/// <param name="Reading">The reading.</param>
/// <param name="Simulated">The simulated alert; null if there is none.</param>
/// <param name="Problem">Why there is none; null if there is one.</param>
public sealed record SimulationOutcome(AlertReading Reading, SimulatedAlert? Simulated, Diagnostic? Problem);
