using StampSpec.Alerts;
using StampSpec.Alerts.Fits;

namespace StampSpec.Layouts.Export;

/// <summary>CANDID.fits: one file an alert, one unit a scale of an image, named IMAGE-K; a candid met again gets -2, -3, ...</summary>
internal sealed class FitsStampWriter(string folder, StampLayout layout, NormalisationOrder order) : IStampWriter
{
    private readonly Dictionary<long, int> _files = [];

    public string Add(Alert alert, IReadOnlyList<StampImage> stamps)
    {
        var copy = _files[alert.Candid] = _files.GetValueOrDefault(alert.Candid) + 1;
        var name = FormattableString.Invariant($"{alert.Candid}{(copy == 1 ? "" : FormattableString.Invariant($"-{copy}"))}.fits");
        File.WriteAllBytes(Path.Combine(folder, name), FitsWriter.Write([.. stamps.Select((stamp, index) => Unit(alert, stamp, index == 0))]));
        return name;
    }

    public void Complete()
    {
    }

    public void Dispose()
    {
    }

    private FitsImageHdu Unit(Alert alert, StampImage stamp, bool isFirst)
    {
        var scale = FitsCard.Real("PIXSCALE", stamp.PixelScaleArcsec, "arcsec per pixel");
        FitsCard[] alertCards = isFirst
            ?
            [
                FitsCard.Text("OBJECTID", alert.ObjectId),
                FitsCard.Integer("CANDID", alert.Candid),
                FitsCard.Text("LAYOUT", layout.Name),
                FitsCard.Text("NORMALIS", order.ToString().ToLowerInvariant(), "normalisation: none, before or after layout"),
            ]
            : [];
        return new FitsImageHdu(FitsImage.From(stamp.Pixels), [.. alertCards, scale], stamp.Name.ToUpperInvariant());
    }
}
