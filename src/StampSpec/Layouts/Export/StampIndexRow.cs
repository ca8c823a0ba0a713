namespace StampSpec.Layouts.Export;

/// <summary>One row of index.csv: the alert in that row of every array.</summary>
/// <param name="Row">From 0.</param>
/// <param name="Candid">The detection.</param>
/// <param name="ObjectId">The object.</param>
/// <param name="RightAscensionDeg">Degrees.</param>
/// <param name="DeclinationDeg">Degrees.</param>
/// <param name="Source">The packet's file, or archive and entry.</param>
/// <param name="Stamps">The alert's own FITS file; empty if stamps are arrays.</param>
internal sealed record StampIndexRow(
    long Row, long Candid, string ObjectId, double RightAscensionDeg, double DeclinationDeg, string Source, string Stamps);
