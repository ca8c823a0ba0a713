using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Specs;

namespace StampSpec.Budgets;

/// <summary>
/// The declaration of a packet's <c>sizes</c>: for each size its values with their shares. The sizes are taken as independent, and every
/// combination of values becomes a packet whose share is the product of theirs.
/// </summary>
internal sealed record PacketSizes
{
    private const int MostCombinations = 100_000;
    private const double ShippedScaleArcsec = 0.2;
    private const long SourceBytes = 397;

    private static readonly SpecKey<PacketSizes, IReadOnlyDictionary<int, double>> PixelsKey = new(
        "pixels",
        Shares("pixels a side", 1, 512),
        "Sides of the cutouts in pixels, each with its share, such as {30: 0.7, 41: 0.3}.",
        s => s.Pixels,
        (s, shares) => s with { Pixels = shares },
        isRequired: true
    );

    private static readonly SpecKey<PacketSizes, IReadOnlyDictionary<int, double>> PsfKey = new(
        "psf-pixels",
        Shares("pixels a side", 1, 513),
        "Sides of the PSF images of science and difference, each with its share; without this key there are no PSFs.",
        s => s.PsfPixels.Count == 0 ? null : s.PsfPixels,
        (s, shares) => s with { PsfPixels = shares }
    );

    private static readonly SpecKey<PacketSizes, IReadOnlyDictionary<int, double>> TemplatePsfKey = new(
        "template-psf-pixels",
        Shares("pixels a side", 1, 513),
        "Sides of the template's PSF image; the default is those of psf-pixels.",
        s => s.TemplatePsfPixels.Count == 0 ? null : s.TemplatePsfPixels,
        (s, shares) => s with { TemplatePsfPixels = shares }
    );

    private static readonly SpecKey<PacketSizes, IReadOnlyDictionary<int, double>> HistoryKey = new(
        "history",
        Shares("past sources", 0, 1_000_000),
        "Lengths of the history, in past sources, each with its share; the default is 0. They are added to the packet's records.",
        s => s.History,
        (s, shares) => s with { History = shares },
        "{0: 1}"
    );

    /// <summary>Sides of the cutouts, pixels.</summary>
    public IReadOnlyDictionary<int, double> Pixels { get; init; } = new Dictionary<int, double>();

    /// <summary>Sides of the PSF images of science and difference, pixels; empty for none.</summary>
    public IReadOnlyDictionary<int, double> PsfPixels { get; init; } = new Dictionary<int, double>();

    /// <summary>Sides of the template's PSF image, pixels; empty for those of <see cref="PsfPixels"/>.</summary>
    public IReadOnlyDictionary<int, double> TemplatePsfPixels { get; init; } = new Dictionary<int, double>();

    /// <summary>Numbers of past sources.</summary>
    public IReadOnlyDictionary<int, double> History { get; init; } = new Dictionary<int, double>();

    /// <summary>Bytes of one past source.</summary>
    public long BytesPerSource { get; init; }

    /// <summary>The keys.</summary>
    public static SpecMapping<PacketSizes> Declaration { get; } =
        new SpecRecord<PacketSizes>("a set of sizes", new PacketSizes())
            .Key(PixelsKey)
            .Key(PsfKey)
            .Key(TemplatePsfKey)
            .Key(HistoryKey)
            .WithDefault(
                "source-bytes",
                Spec.Long(0, 1 << 20, unit: SpecUnit.Bytes),
                SourceBytes.ToString(CultureInfo.InvariantCulture),
                "Bytes of one past source; the default is a DIASource of schema 11.0 with all fields filled.",
                s => s.BytesPerSource,
                (s, bytes) => s with { BytesPerSource = bytes }
            )
            .ToMapping(Check);

    /// <summary>Every combination of the sizes, in the order of the file.</summary>
    /// <param name="recordBytes">Bytes of the records without history.</param>
    public DrawnPackets Draw(long recordBytes) =>
        new([
            .. from pixels in Pixels
            from psf in OrNone(PsfPixels)
            from template in OrNone(TemplatePsfPixels)
            from sources in History
            select new DrawnPacket(
                pixels.Value * psf.Share * template.Share * sources.Value,
                recordBytes + (sources.Key * BytesPerSource),
                CutoutsOf(pixels.Key, psf.Side, template.Side ?? psf.Side),
                null
            ),
        ]);

    private static DrawnCutout[] CutoutsOf(int pixels, int? psf, int? templatePsf) =>
        [
            .. Enum.GetValues<CutoutKind>()
                .Select(kind => new DrawnCutout(kind, pixels, ShippedScaleArcsec, kind == CutoutKind.Template ? templatePsf : psf)),
        ];

    private static IEnumerable<(int? Side, double Share)> OrNone(IReadOnlyDictionary<int, double> sides) =>
        sides.Count == 0 ? [(null, 1)] : sides.Select(s => ((int?)s.Key, s.Value));

    private static SpecValue<IReadOnlyDictionary<int, double>> Shares(string what, int least, int most) =>
        Spec.Map("size", Spec.NumberAbove(0, 1e9, "a share is a number above 0"))
            .Then(
                (shares, node, findings) => (IReadOnlyDictionary<int, double>)Sizes(shares, node, findings, what, least, most),
                (shares, _) =>
                    new OrderedDictionary<string, double>(
                        shares.Select(s => KeyValuePair.Create(s.Key.ToString(CultureInfo.InvariantCulture), s.Value))
                    )
            );

    private static OrderedDictionary<int, double> Sizes(
        IReadOnlyDictionary<string, double> shares,
        SpecNode node,
        SpecFindings findings,
        string what,
        int least,
        int most
    )
    {
        var sizes = new OrderedDictionary<int, double>();
        foreach (var (text, share) in shares)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size >= least && size <= most)
            {
                sizes[size] = share;
            }
            else
            {
                findings.Error(
                    node.Place,
                    "budget.sizes",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{node.Place.Name} has the key {text}; a key is a whole number of {what}, from {least} to {most}"
                    ),
                    "write a number before the colon and its share after it, such as {30: 0.7, 41: 0.3}"
                );
            }
        }

        if (shares.Count == 0)
        {
            findings.Error(node.Place, "budget.sizes", $"{node.Place.Name} is empty", "write a number and its share, such as {30: 1}");
        }

        return sizes;
    }

    private static void Check(SpecReader reader)
    {
        long combinations = 1;
        foreach (var key in new[] { PixelsKey, PsfKey, TemplatePsfKey, HistoryKey })
        {
            combinations *= reader.TryGet(key, out var sizes) ? Math.Max(1, sizes.Count) : 1;
        }

        if (combinations > MostCombinations)
        {
            reader.Error(
                PixelsKey,
                "budget.sizes",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the sizes have {combinations:N0} combinations, and at most {MostCombinations:N0} are possible"
                ),
                "join neighbouring sizes"
            );
        }
    }
}
