using StampSpec.Common;
using StampSpec.Formats.Compression;

namespace StampSpec.Formats.Fits;

/// <summary>
/// Reads the images of a file, whether they are stored uncompressed or tile-compressed as by fpack and astropy.
/// </summary>
public static class FitsImageReader
{
    private const int LargestBytes = 1 << 30;

    /// <summary>The first image of a file, tile-compressed or not, in double precision; the file may be gzipped.</summary>
    /// <exception cref="InvalidInputException">There is no such file, or it contains no image, or more than 1 GiB.</exception>
    public static Image<double> LoadFirst(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            var bytes = BoundedFile.Read(path, LargestBytes, MayBegin)
                ?? throw InvalidInputException.Of("fits.too-large", $"the file has more than {LargestBytes >> 20} MiB");
            if (bytes.Length == 0)
            {
                throw FormatFault.Empty("fits.empty");
            }

            var file = FitsFile.Read(BoundedInflate.IsGzip(bytes) ? BoundedInflate.Gzip(bytes, LargestBytes) : bytes);
            var hdu = file.Hdus.FirstOrDefault(HoldsImage) ?? throw InvalidInputException.Of("fits.no-image", "the file contains no image");
            return ReadDouble(hdu);
        }
        catch (InvalidInputException invalid)
        {
            throw new InvalidInputException([.. invalid.Diagnostics.Select(d => d with { File = path })], invalid);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException(
                Diagnostic.Error("fits.not-found", "there is no such file", file: path, fix: "give the path of a FITS file"),
                missing
            );
        }
    }

    private static bool MayBegin(byte[] head) => BoundedInflate.IsGzip(head) || head.AsSpan().StartsWith("SIMPLE"u8);

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
