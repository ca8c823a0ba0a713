using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Formats.Fits;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Export;

/// <summary>
/// CANDID.fits: one file for each alert, with one unit named IMAGE-K for each scale of an image, then the masks as IMAGE-K-MISSING. If a
/// candid occurs again, -2, -3, ... is appended.
/// </summary>
internal sealed class FitsStampWriter(string folder, StampLayout layout, NormalisationOrder order) : IStampWriter
{
    private readonly Dictionary<long, int> _files = [];

    public string Add(Alert alert, IReadOnlyList<StampImage> stamps)
    {
        var copy = _files[alert.Candid] = _files.GetValueOrDefault(alert.Candid) + 1;
        var name = FormattableString.Invariant($"{alert.Candid}{(copy == 1 ? "" : FormattableString.Invariant($"-{copy}"))}.fits");
        File.WriteAllBytes(
            Path.Combine(folder, name),
            FitsWriter.Write([
                .. stamps.Select((stamp, index) => Unit(alert, stamp, index == 0)),
                .. stamps.Select(stamp => Unit(stamp.Missing, stamp.MaskName, [ScaleCard(stamp)])),
            ])
        );
        return name;
    }

    public void Complete() { }

    public void Dispose() { }

    private FitsImageHdu Unit(Alert alert, StampImage stamp, bool isFirst)
    {
        FitsCard[] alertCards = isFirst
            ?
            [
                FitsCard.Text("OBJECTID", alert.ObjectId),
                FitsCard.Integer("CANDID", alert.Candid),
                FitsCard.Text("LAYOUT", layout.Name),
                FitsCard.Text("NORMALIS", order.ToString().ToLowerInvariant(), "none, before, after or asinh"),
            ]
            : [];
        return Unit(stamp.Pixels, stamp.Name, [.. alertCards, ScaleCard(stamp)]);
    }

    private static FitsImageHdu Unit(Image<float> image, string name, IReadOnlyList<FitsCard> cards) =>
        new(FitsImage.From(image), cards, name.ToUpperInvariant());

    private static FitsCard ScaleCard(StampImage stamp) => FitsCard.Real("PIXSCALE", stamp.PixelScaleArcsec, "arcsec per pixel");
}

/// <summary>Writes the stamps of one alert after another into a folder.</summary>
internal interface IStampWriter : IDisposable
{
    /// <summary>Adds one alert. The result is the name of its own file, or an empty text if it has none.</summary>
    public string Add(Alert alert, IReadOnlyList<StampImage> stamps);

    /// <summary>Finishes every file.</summary>
    public void Complete();
}

/// <summary>IMAGE-K.npy and IMAGE-K-missing.npy: two arrays for each scale of an image, with one row for each alert.</summary>
internal sealed class NpyStampWriter : IStampWriter
{
    private readonly Dictionary<string, NpyStack> _stacks = [];

    public NpyStampWriter(string folder, StampLayout layout, NormalisationOrder order)
    {
        foreach (var kind in layout.Images)
        {
            foreach (var scale in layout.ScalesOf(kind))
            {
                Open(folder, StampConventions.NameOf(kind, scale), NpyNumber.Float32, layout.Scales[scale].Pixels);
                Open(folder, StampConventions.MaskNameOf(kind, scale), MaskNumber(order), layout.Scales[scale].Pixels);
            }
        }
    }

    /// <summary>The number type of masks: fractions if stamps are normalised before they are cut, otherwise only 0 and 1.</summary>
    public static NpyNumber MaskNumber(NormalisationOrder order) =>
        order == NormalisationOrder.Before ? NpyNumber.Float32 : NpyNumber.UInt8;

    public string Add(Alert alert, IReadOnlyList<StampImage> stamps)
    {
        foreach (var stamp in stamps)
        {
            _stacks[stamp.Name].Add(stamp.Pixels.Pixels);
            _stacks[stamp.MaskName].Add(stamp.Missing.Pixels);
        }

        return "";
    }

    public void Complete()
    {
        foreach (var stack in _stacks.Values)
        {
            stack.Complete();
        }
    }

    public void Dispose()
    {
        foreach (var stack in _stacks.Values)
        {
            stack.Dispose();
        }
    }

    private void Open(string folder, string name, NpyNumber number, int pixels) =>
        _stacks.Add(name, new NpyStack(Path.Combine(folder, name + ".npy"), number, pixels, pixels));
}
