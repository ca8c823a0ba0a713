using CsvHelper;

namespace StampSpec.Studies.Results;

/// <summary>One row of missing.csv: how much of one scale of a layout holds nothing, since pixels are missing or lie beyond the images.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Scale">Scale, from 0, the finest.</param>
/// <param name="Pixels">Pixels a side.</param>
/// <param name="PixelScaleArcsec">Side of a pixel, arcsec.</param>
/// <param name="Alerts">Alerts of the study.</param>
/// <param name="AlertsWithMissing">Those with a pixel that holds nothing.</param>
/// <param name="MissingFraction">Fraction of the pixels of all alerts and images that hold nothing, in [0, 1].</param>
[CsvRecord]
public sealed partial record MissingRow(
    string Layout, int Scale, int Pixels, double PixelScaleArcsec, int Alerts, int AlertsWithMissing, double MissingFraction);
