namespace StampSpec.Layouts;

/// <summary>A PSF given by the parameters of a model, such as width, wing index and two ellipticities of a Moffat profile.</summary>
/// <param name="Count">Parameters, at least 1.</param>
/// <param name="Number">Number type of a parameter.</param>
/// <param name="IsShared">True if one PSF serves all images of the alert.</param>
public sealed record PsfParameters(int Count, PixelNumberType Number, bool IsShared) : PsfPlane(Number, IsShared)
{
    /// <inheritdoc/>
    public override int ValueCount => Count;
}
