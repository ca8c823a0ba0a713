namespace StampSpec.Layouts;

/// <summary>The PSF model that travels with the stamps of one alert: <see cref="PsfImage"/> or <see cref="PsfParameters"/>.</summary>
/// <param name="Number">Number type of its values.</param>
/// <param name="IsShared">True if one PSF serves all images of the alert, false if each image brings its own.</param>
public abstract record PsfPlane(PixelNumberType Number, bool IsShared)
{
    /// <summary>Values of one PSF.</summary>
    public abstract int ValueCount { get; }

    /// <summary>Bytes of one PSF.</summary>
    public long RawBytes => (long)ValueCount * Number.SizeBytes();
}
