using StampSpec.Alerts.Fits;

namespace StampSpec.Alerts.Lsst;

/// <summary>One cutout of a wire message.</summary>
/// <param name="Name">The packet's field.</param>
/// <param name="Offset">Its first byte in the datum.</param>
/// <param name="Length">Its bytes, without the length before them.</param>
/// <param name="Fits">The file.</param>
public sealed record WireCutout(string Name, int Offset, int Length, FitsFile Fits);
