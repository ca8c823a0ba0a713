namespace StampSpec.Alerts;

/// <summary>A cutout's linear world coordinates (FITS standard 4.0, section 8): pixel reference, sky reference and CD matrix.</summary>
/// <param name="ReferenceColumn">CRPIX1, pixels counted from 1.</param>
/// <param name="ReferenceRow">CRPIX2, pixels counted from 1.</param>
/// <param name="RightAscensionDeg">CRVAL1, degrees.</param>
/// <param name="DeclinationDeg">CRVAL2, degrees.</param>
/// <param name="Cd11">d x / d column, degrees per pixel.</param>
/// <param name="Cd12">d x / d row, degrees per pixel.</param>
/// <param name="Cd21">d y / d column, degrees per pixel.</param>
/// <param name="Cd22">d y / d row, degrees per pixel.</param>
public sealed record CutoutWcs(
    double ReferenceColumn,
    double ReferenceRow,
    double RightAscensionDeg,
    double DeclinationDeg,
    double Cd11,
    double Cd12,
    double Cd21,
    double Cd22);
