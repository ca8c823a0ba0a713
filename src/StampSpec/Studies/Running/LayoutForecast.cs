namespace StampSpec.Studies.Running;

/// <summary>What one layout costs, on the wire and to study.</summary>
/// <param name="Id">The layout.</param>
/// <param name="PixelsPerImage">Pixels that one plane of one image stores.</param>
/// <param name="FieldOfViewArcsec">Side of the widest field, arcsec.</param>
/// <param name="Bytes">Bytes of one alert's stamps, uncompressed and without headers.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="Pending">Cells that would run.</param>
/// <param name="SecondsPerCell">Estimated wall time of one, seconds; 0 where none would run.</param>
public sealed record LayoutForecast(
    LayoutId Id, int PixelsPerImage, double FieldOfViewArcsec, double Bytes, int Cells, int Pending, double SecondsPerCell)
{
    /// <summary>File name of the model, trained elsewhere, that its cells are scored with; null where classifiers are trained.</summary>
    public string? ExternalModel { get; init; }
}
