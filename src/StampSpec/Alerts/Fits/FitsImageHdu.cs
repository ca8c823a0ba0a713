using System.Globalization;

namespace StampSpec.Alerts.Fits;

/// <summary>One image unit to be written.</summary>
/// <param name="Image">Its pixels.</param>
/// <param name="Cards">Cards beside those that describe the pixels, in order.</param>
/// <param name="Name">EXTNAME; null for none.</param>
public sealed record FitsImageHdu(FitsImage Image, IReadOnlyList<FitsCard> Cards, string? Name = null) : FitsUnit(Cards, Name)
{
    internal override ReadOnlyMemory<byte> Data => Image.Data;

    internal override IEnumerable<FitsCard> Structure(bool isPrimary)
    {
        yield return isPrimary
            ? FitsCard.Logical("SIMPLE", true, "conforms to FITS standard")
            : FitsCard.Text("XTENSION", "IMAGE", "Image extension");
        yield return FitsCard.Integer("BITPIX", Image.BitsPerPixel, "array data type");
        yield return FitsCard.Integer("NAXIS", Image.Axes.Count, "number of array dimensions");
        for (var i = 0; i < Image.Axes.Count; i++)
        {
            yield return FitsCard.Integer("NAXIS" + (i + 1).ToString(CultureInfo.InvariantCulture), Image.Axes[i]);
        }

        if (!isPrimary)
        {
            yield return FitsCard.Integer("PCOUNT", 0, "number of parameters");
            yield return FitsCard.Integer("GCOUNT", 1, "number of groups");
        }
    }
}
