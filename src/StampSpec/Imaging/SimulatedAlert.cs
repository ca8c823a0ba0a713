using StampSpec.Alerts;

namespace StampSpec.Imaging;

/// <summary>A simulated alert and what was done to make it.</summary>
/// <param name="Alert">The alert, survey LSST, 0.2" pixels, nJy.</param>
/// <param name="Report">What was done.</param>
public sealed record SimulatedAlert(Alert Alert, SimulationReport Report);
