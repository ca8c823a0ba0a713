using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Formats.Fits;
using StampSpec.Layouts.Model;

namespace StampSpec.Budgets;

/// <summary>
/// One FITS file for each image, as Rubin writes its cutouts: a unit (HDU) for the flux, one for the variance (UNCERT) and one for the PSF
/// (PSFIMAGE). Each has a 2,880-byte header and data padded to a multiple of 2,880 bytes. Several scales take a unit each, or share one
/// unit for each plane.
/// </summary>
internal sealed record FitsSerialisation : Serialisation
{
    private readonly bool _isOneHduAPlane;

    /// <summary>Creates the serialisation.</summary>
    /// <param name="isOneHduAPlane">True if all scales of a plane share a unit.</param>
    public FitsSerialisation(bool isOneHduAPlane)
        : base(
            isOneHduAPlane ? "fits-one-hdu" : "fits",
            isOneHduAPlane ? "FITS with all scales of a plane in one unit" : "FITS as Rubin writes it, with a unit for each scale"
        )
    {
        _isOneHduAPlane = isOneHduAPlane;
    }

    /// <summary>
    /// Bytes of one cutout as Rubin ships it: S(n, m) = 3 x 2880 + 2 pad(4 n^2) + pad(8 m^2), pad to a multiple of 2,880.
    /// </summary>
    /// <param name="pixels">n, side of the image.</param>
    /// <param name="psfPixels">m, side of the PSF image.</param>
    public static long ShippedCutoutBytes(int pixels, int psfPixels) =>
        (3L * FitsFile.BlockBytes) + (2 * FitsFile.Padded(4L * pixels * pixels)) + FitsFile.Padded(8L * psfPixels * psfPixels);

    /// <inheritdoc/>
    public override bool Supports(StampLayout layout, PixelEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return encoding is not Float16Encoding
            && encoding != ScaledIntegerEncoding.Int8
            && layout.Planes.All(p => p.Number is PixelNumberType.Float32 or PixelNumberType.Int16)
            && layout.Psf is null or PsfParameters or PsfImage { Number: PixelNumberType.Float32 or PixelNumberType.Float64 };
    }

    private protected override long? ExactBytes(StampLayout layout, PixelEncoding encoding)
    {
        var planes = StoredNumbers.Sum(layout, (image, plane) =>
            encoding is RiceEncoding && Quantises(encoding, plane) ? null : PlaneBytes(layout, image, plane, encoding)
        );
        var psf = layout.Psf switch
        {
            PsfImage image => FitsFile.BlockBytes + FitsFile.Padded(image.RawBytes),
            PsfParameters parameters when planes is not null => HeaderBytes(layout, encoding, parameters.Count)
                - HeaderBytes(layout, encoding, 0),
            _ => 0,
        };
        return planes + (PsfCount(layout) * psf);
    }

    /// <summary>
    /// Bytes of a file of single pixels with the header of the first unit as it is with the parameters of a PSF, a card for each.
    /// </summary>
    private long HeaderBytes(StampLayout layout, PixelEncoding encoding, int parameters)
    {
        var unit = Unit(new Image<float>(1, 1), layout.Planes[0], encoding);
        var first = unit with { Cards = [.. unit.Cards, .. PsfCards(new double[parameters])] };
        var isOnly = layout.Planes.Count * (_isOneHduAPlane ? 1 : layout.Scales.Count) == 1;
        return FitsWriter.Write(isOnly ? [first] : [first, unit]).Length;
    }

    private static IEnumerable<FitsCard> PsfCards(IEnumerable<double> values) =>
        values.Select((v, i) => FitsCard.Real("PSF" + (i + 1).ToString(CultureInfo.InvariantCulture), v));

    private protected override byte[] WriteImage(SampledStamps stamps, int image, PixelEncoding encoding)
    {
        var sampled = stamps.Images[image];
        var units = new List<FitsUnit>();
        foreach (var (plane, scales) in stamps.Layout.Planes.Zip(sampled.Planes))
        {
            units.AddRange((_isOneHduAPlane ? [Joined(scales)] : scales).Select(scale => Unit(scale, plane, encoding)));
        }

        AddPsf(units, stamps.Layout, image, sampled.Psf);
        return FitsWriter.Write(units[0] is FitsTableHdu ? [new FitsImageHdu(FitsImage.None, []), .. units] : units);
    }

    // Scales of equal side would make a cube. A single row of all pixels takes as many bytes and is possible for all sides.
    private static Image<float> Joined(IReadOnlyList<Image<float>> scales)
    {
        if (scales.Count == 1)
        {
            return scales[0];
        }

        float[] pixels = [.. scales.SelectMany(s => s.Pixels.ToArray())];
        return new Image<float>(pixels.Length, 1, pixels);
    }

    private static FitsUnit Unit(Image<float> scale, StampPlane plane, PixelEncoding encoding)
    {
        var name = plane.Kind switch
        {
            PlaneKind.Flux => null,
            PlaneKind.Variance => "UNCERT",
            _ => "MASK",
        };
        if (!Quantises(encoding, plane))
        {
            return new FitsImageHdu(plane.Number == PixelNumberType.Float32 ? FitsImage.From(scale) : Integers(scale), [], name);
        }

        return encoding is RiceEncoding rice ? FitsTileWriter.Compress(scale, rice.Settings, [], name) : Scaled(scale, name);
    }

    private static FitsImage Integers(Image<float> image) =>
        FitsImage.FromInt16(image.Width, image.Height, [.. image.Pixels.ToArray().Select(short.CreateSaturating)]);

    // FITS has only one code, for missing pixels, so infinite pixels become missing here.
    private static FitsImageHdu Scaled(Image<float> image, string? name)
    {
        var finite = image.Clone();
        foreach (ref var pixel in finite.Pixels)
        {
            pixel = float.IsFinite(pixel) ? pixel : float.NaN;
        }

        var codes = ScaledIntegerEncoding.Int16.Quantise(finite, out var scale, out var zero);
        var step = scale == 0 ? 1 : scale;
        return new FitsImageHdu(
            FitsImage.FromInt16(image.Width, image.Height, codes),
            [
                FitsCard.Real("BSCALE", step),
                FitsCard.Real("BZERO", zero - ((double)ScaledIntegerEncoding.Int16.Least * step)),
                FitsCard.Integer("BLANK", ScaledIntegerEncoding.Int16.Missing),
            ],
            name
        );
    }

    private static void AddPsf(List<FitsUnit> units, StampLayout layout, int image, IReadOnlyList<double> values)
    {
        switch (layout.Psf)
        {
            case PsfImage psf when CarriesPsf(layout, image):
                var pixels = new Image<double>(psf.Pixels, psf.Pixels, [.. values]);
                units.Add(
                    new FitsImageHdu(
                        psf.Number == PixelNumberType.Float64 ? FitsImage.From(pixels) : FitsImage.From(pixels.To<float>()),
                        [],
                        "PSFIMAGE"
                    )
                );
                break;
            case PsfParameters when CarriesPsf(layout, image):
                units[0] = units[0] with { Cards = [.. units[0].Cards, .. PsfCards(values)] };
                break;
        }
    }

    private long? PlaneBytes(StampLayout layout, CutoutKind image, StampPlane plane, PixelEncoding encoding)
    {
        var size = Quantises(encoding, plane) ? 2 : plane.Number.SizeBytes();
        return _isOneHduAPlane
            ? FitsFile.BlockBytes + FitsFile.Padded((long)layout.PixelsOf(image) * size)
            : StoredNumbers.Sum(layout, image, pixels => FitsFile.BlockBytes + FitsFile.Padded((long)pixels * size));
    }
}
