namespace StampSpec.Sky;

/// <summary>A point source of a scene.</summary>
/// <param name="X">Columns from the grid's central pixel.</param>
/// <param name="Y">Rows from the grid's central pixel.</param>
/// <param name="ScienceFluxDn">Flux during the exposure, DN.</param>
/// <param name="TemplateFluxDn">Flux in the template, DN.</param>
internal readonly record struct StarSource(double X, double Y, double ScienceFluxDn, double TemplateFluxDn);
