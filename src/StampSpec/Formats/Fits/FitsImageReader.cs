using StampSpec.Common;

namespace StampSpec.Formats.Fits;

/// <summary>
/// Reads the images of a file, whether they are stored uncompressed or tile-compressed as by fpack and astropy.
/// </summary>
public static class FitsImageReader
{
    /// <summary>True if the unit contains an image, compressed or not.</summary>
    public static bool HoldsImage(FitsHdu hdu)
    {
        ArgumentNullException.ThrowIfNull(hdu);
        return hdu.HasImage || FitsTileReader.IsCompressedImage(hdu);
    }

    /// <summary>
    /// The unit with the file's main image: the primary unit, or the first extension if it is a compressed image after a primary unit
    /// without pixels. If neither contains an image, the result is the primary unit, and reading it gives an error.
    /// </summary>
    public static FitsHdu MainUnit(FitsFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Hdus is [{ HasImage: false }, var first, ..] && FitsTileReader.IsCompressedImage(first) ? first : file.Hdus[0];
    }

    /// <summary>A unit's image in physical values, single precision; the first plane of a cube.</summary>
    /// <param name="hdu">The unit.</param>
    /// <param name="limits">Limits on a compressed unit; <see cref="FitsLimits.Default"/> if null.</param>
    /// <exception cref="InvalidInputException">
    /// The unit contains no image, is damaged, or is compressed in a way that is not supported.
    /// </exception>
    public static Image<float> ReadSingle(FitsHdu hdu, FitsLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(hdu);
        return FitsTileReader.IsCompressedImage(hdu) ? FitsTileReader.Read(hdu, limits) : hdu.ReadSingle();
    }

    /// <summary>
    /// A unit's image in physical values, double precision; the first plane of a cube. Compressed images have single precision, even if
    /// double-precision images were compressed.
    /// </summary>
    /// <param name="hdu">The unit.</param>
    /// <param name="limits">Limits on a compressed unit; <see cref="FitsLimits.Default"/> if null.</param>
    /// <exception cref="InvalidInputException">
    /// The unit contains no image, is damaged, or is compressed in a way that is not supported.
    /// </exception>
    public static Image<double> ReadDouble(FitsHdu hdu, FitsLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(hdu);
        return FitsTileReader.IsCompressedImage(hdu) ? FitsTileReader.Read(hdu, limits).To<double>() : hdu.ReadDouble();
    }
}
