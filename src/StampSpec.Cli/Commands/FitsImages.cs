using StampSpec.Common;
using StampSpec.Formats.Compression;
using StampSpec.Formats.Fits;

namespace StampSpec.Cli.Commands;

/// <summary>FITS files on the command line.</summary>
internal static class FitsImages
{
    /// <summary>The first image of a file, tile-compressed or not; the file may be gzipped.</summary>
    /// <exception cref="InvalidInputException">There is no such file, or it holds no image.</exception>
    public static Image<double> ReadFirst(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var file = FitsFile.Read(BoundedInflate.IsGzip(bytes) ? BoundedInflate.Gzip(bytes) : bytes);
            var hdu = file.Hdus.FirstOrDefault(FitsImageReader.HoldsImage)
                ?? throw new InvalidInputException(Diagnostic.Error("fits.no-image", "the file holds no image"));
            return FitsImageReader.ReadDouble(hdu);
        }
        catch (InvalidInputException invalid)
        {
            throw new InvalidInputException([.. invalid.Diagnostics.Select(d => d with { File = path })], invalid);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException(Diagnostic.Error("fits.not-found", $"there is no file '{path}'"), missing);
        }
    }

    /// <summary>Writes a file of one or more units, whole or not at all.</summary>
    public static void Write(string path, params IReadOnlyList<FitsImageHdu> hdus) => AtomicFile.Write(path, FitsWriter.Write(hdus));
}
