namespace StampSpec.Layouts.Model;

/// <summary>The PSF model that is sent with the stamps of one alert: <see cref="PsfImage"/> or <see cref="PsfParameters"/>.</summary>
/// <param name="Number">Number type of its values.</param>
/// <param name="IsShared">True if all images of the alert share one PSF, false if each image has its own.</param>
public abstract record PsfPlane(PixelNumberType Number, bool IsShared)
{
    /// <summary>Values of one PSF.</summary>
    public abstract int ValueCount { get; }

    /// <summary>Bytes of one PSF.</summary>
    public long RawBytes => (long)ValueCount * Number.SizeBytes();
}

/// <summary>A PSF sampled as a square image, as Rubin ships it (typically 41 x 41 float64).</summary>
/// <param name="Pixels">Pixels a side, odd.</param>
/// <param name="Number">Number type of a pixel.</param>
/// <param name="IsShared">True if all images of the alert share one PSF.</param>
internal sealed record PsfImage(int Pixels, PixelNumberType Number, bool IsShared) : PsfPlane(Number, IsShared)
{
    /// <inheritdoc/>
    public override int ValueCount => Pixels * Pixels;
}

/// <summary>A PSF given by the parameters of a model, such as width, wing index and two ellipticities of a Moffat profile.</summary>
/// <param name="Count">Parameters, at least 1.</param>
/// <param name="Number">Number type of a parameter.</param>
/// <param name="IsShared">True if all images of the alert share one PSF.</param>
internal sealed record PsfParameters(int Count, PixelNumberType Number, bool IsShared) : PsfPlane(Number, IsShared)
{
    /// <inheritdoc/>
    public override int ValueCount => Count;
}
