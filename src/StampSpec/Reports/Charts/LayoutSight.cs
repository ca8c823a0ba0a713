namespace StampSpec.Reports.Charts;

/// <summary>What a layout sees and how many members of one class it finds.</summary>
/// <param name="Layout">Name.</param>
/// <param name="FieldOfViewArcsec">Side of the widest field, arcsec.</param>
/// <param name="Recall">Recall with interval.</param>
/// <param name="Runs">Recall of each run.</param>
/// <param name="Published">A value that somebody else published for this field; null where there is none.</param>
public sealed record LayoutSight(string Layout, double FieldOfViewArcsec, Estimate Recall, IReadOnlyList<double> Runs, double? Published);
