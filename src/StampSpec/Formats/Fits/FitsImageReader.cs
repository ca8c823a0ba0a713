using StampSpec.Common;

namespace StampSpec.Formats.Fits;

/// <summary>
/// Reads the images of a file, whether they are stored as they are or tile-compressed, as fpack and astropy compress them.
/// </summary>
public static class FitsImageReader
{
    /// <summary>True if the unit holds an image, compressed or not.</summary>
    public static bool HoldsImage(FitsHdu hdu)
    {
        ArgumentNullException.ThrowIfNull(hdu);
        return hdu.HasImage || FitsTileReader.IsCompressedImage(hdu);
    }

    /// <summary>
    /// The unit that a program takes for the file's image: the primary unit, or the first extension if it is a compressed image behind a
    /// primary unit without pixels. It is the primary unit, too, if neither holds an image; reading it says so.
    /// </summary>
    public static FitsHdu MainUnit(FitsFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Hdus is [{ HasImage: false }, var first, ..] && FitsTileReader.IsCompressedImage(first) ? first : file.Hdus[0];
    }

    /// <summary>A unit's image in physical values, single precision; the first plane of a cube.</summary>
    /// <param name="hdu">The unit.</param>
    /// <param name="limits">What a compressed unit may claim; <see cref="FitsLimits.Default"/> if null.</param>
    /// <exception cref="InvalidInputException">
    /// The unit holds no image, is damaged, or is compressed in a way that is not read here.
    /// </exception>
    public static Image<float> ReadSingle(FitsHdu hdu, FitsLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(hdu);
        return FitsTileReader.IsCompressedImage(hdu) ? FitsTileReader.Read(hdu, limits) : hdu.ReadSingle();
    }

    /// <summary>
    /// A unit's image in physical values, double precision; the first plane of a cube. Compressed images have single precision, even if
    /// double-precision ones were compressed.
    /// </summary>
    /// <param name="hdu">The unit.</param>
    /// <param name="limits">What a compressed unit may claim; <see cref="FitsLimits.Default"/> if null.</param>
    /// <exception cref="InvalidInputException">
    /// The unit holds no image, is damaged, or is compressed in a way that is not read here.
    /// </exception>
    public static Image<double> ReadDouble(FitsHdu hdu, FitsLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(hdu);
        return FitsTileReader.IsCompressedImage(hdu) ? FitsTileReader.Read(hdu, limits).To<double>() : hdu.ReadDouble();
    }
}
