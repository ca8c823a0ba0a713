namespace StampSpec.Layouts;

/// <summary>A PSF sampled as a square image, as Rubin ships it (41 x 41 float64 typically).</summary>
/// <param name="Pixels">Pixels a side, odd.</param>
/// <param name="Number">Number type of a pixel.</param>
/// <param name="IsShared">True if one PSF serves all images of the alert.</param>
public sealed record PsfImage(int Pixels, PixelNumberType Number, bool IsShared) : PsfPlane(Number, IsShared)
{
    /// <inheritdoc/>
    public override int ValueCount => Pixels * Pixels;
}
