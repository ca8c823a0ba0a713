using StampSpec.Diagnostics;

namespace StampSpec.Alerts;

/// <summary>What came of reading one packet: an alert, or the reason why there is none. One bad packet never stops a stream.</summary>
/// <param name="Source">File, or file and tar entry, as the user would name it.</param>
/// <param name="Alert">The alert; null where the packet could not be read.</param>
/// <param name="Problem">Why it could not be read; null where it could.</param>
public sealed record AlertReading(string Source, Alert? Alert, Diagnostic? Problem);
