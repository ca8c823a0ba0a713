namespace StampSpec.Sky;

/// <summary>A galaxy of Sersic profile, equally bright in exposure and template.</summary>
/// <param name="X">Columns from the grid's central pixel.</param>
/// <param name="Y">Rows from the grid's central pixel.</param>
/// <param name="FluxDn">Total flux, DN.</param>
/// <param name="EffectiveRadiusPixels">Half-light radius along the major axis, pixels.</param>
/// <param name="SersicIndex">1 for a disc, 4 for an elliptical.</param>
/// <param name="AxisRatio">Minor over major axis, in (0, 1].</param>
/// <param name="AngleRad">Direction of the major axis from the columns' direction.</param>
/// <param name="ArmContrast">Amplitude of a two-armed logarithmic spiral on the profile, 0 for none.</param>
internal readonly record struct GalaxySource(
    double X,
    double Y,
    double FluxDn,
    double EffectiveRadiusPixels,
    double SersicIndex,
    double AxisRatio,
    double AngleRad,
    double ArmContrast);
