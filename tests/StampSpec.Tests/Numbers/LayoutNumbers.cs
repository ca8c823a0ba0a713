using System.Numerics;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Features;
using StampSpec.Layouts.Model;

namespace StampSpec.Tests.Numbers;

/// <summary>Numbers of the cutting, normalisation and features of stamps.</summary>
internal static class LayoutNumbers
{
    private static readonly Alert[] Alerts = [TestScene.Ztf(1), TestScene.Ztf(5)];

    private static readonly StampLayout[] Square =
    [
        Layout("full", new StampScale(63, 1.01)),
        Layout("cropped even", new StampScale(16, 1.01)),
        Layout("cropped odd", new StampScale(15, 1.01)),
        Layout("coarse", new StampScale(21, 3.03)),
        Layout("coarse with split pixels", new StampScale(20, 1.515)),
        Layout("beyond the cutout", new StampScale(9, 8.08)),
        Layout("nominal scale", new StampScale(16, 1.0249)),
        Layout("beyond nominal scale", new StampScale(16, 1.0254)),
        Layout("nominal coarse scale", new StampScale(7, 8.177)),
        Layout("beyond nominal coarse scale", new StampScale(7, 8.185)),
        Layout("multi-scale", Scales(8, 4, 2)),
        Layout("multi-scale omitted", Scales(8, 4, 2)) with
        {
            KeepsRedundantCentres = false,
        },
        Layout("multi-scale by threes", Scales(9, 3, 3)),
        Layout("multi-scale straddling", new StampScale(10, 1.01), new StampScale(10, 2.5)),
        Layout("multi-scale of unlike sizes", new StampScale(8, 1.01), new StampScale(7, 2.02)),
        Layout("difference alone coarse", new StampScale(16, 1.01), new StampScale(8, 2.02) { Images = [CutoutKind.Difference] }),
        Layout("two images", new StampScale(12, 2.02)) with
        {
            Images = [CutoutKind.Template, CutoutKind.Difference],
        },
    ];

    private static readonly StampLayout[] Polar =
    [
        PolarLayout("log-polar", new LogPolarGrid(16, 1.5, 30)),
        PolarLayout("log-polar beyond the cutout", new LogPolarGrid(8, 2, 40)),
    ];

    /// <summary>Features that are measured.</summary>
    public static IReadOnlyList<StampFeature> Features { get; } =
    [
        .. Enum.GetValues<CutoutKind>().Select(kind => new FourierFeature(kind, 3, PixelNumberType.Float32)),
        new FourierFeature(CutoutKind.Difference, 7, PixelNumberType.Float16),
        new GlintTrailFeature(5, 5, 2, HasCounts: true),
        new GlintTrailFeature(3, 8, 1, HasCounts: false),
    ];

    public static IEnumerable<NumberCase> Cases()
    {
        var rules = Enum.GetValues<BinRule>();
        return
        [
            .. from layout in Square.Concat(Polar)
            from rule in rules
            from order in Enum.GetValues<NormalisationOrder>()
            select Cut($"{layout.Name} {rule} {order}", layout with { Bins = rule }, order, Alerts),
            .. from order in Enum.GetValues<NormalisationOrder>()
            select Cut($"rubin {order}", Layout("rubin", new StampScale(15, 0.2), new StampScale(15, 0.4)), order, [TestScene.Rubin(3)]),
            Cut("features", Layout("features") with { Images = [], Features = Features }, NormalisationOrder.None, [.. Alerts, Train()]),
            NumberCase.Of("amplitudes", Features.OfType<FourierFeature>().SelectMany(f => f.Measure(Alerts[0]))),
            NumberCase.Of("detections", new[] { 3.0, 5, 20 }.SelectMany(s => Places(GlintTrailFeature.Find(Train().Difference, s)))),
            NumberCase.Of("rings and sectors", RingsAndSectors(new LogPolarGrid(16, 1.5, 30))),
            .. Centres(),
            .. Normalisation(PixelNormalisation.Normalise),
            .. Normalisation(AsinhNormalisation.Normalise, "stretched"),
        ];
    }

    /// <summary>Normalised images, by the normalisation of the library or by another one.</summary>
    public static IEnumerable<NumberCase> Normalisation(Func<Image<float>, NormalisedImage> normalise, string done = "normalised")
    {
        var alert = Alerts[0];
        var constant = TestScene.Image(8, 8, 1, 3, 0);
        var empty = TestScene.WithGap(constant, 0, 0, 8, 8);
        var single = empty.Clone();
        single[3, 4] = -7;
        var large = TestScene.Image(8, 8, 4, 0, 3e9);
        (large[1, 1], large[2, 5], large[6, 3]) = (0.99e10f, 1.01e10f, -1.01e10f);
        (string Name, Image<float> Image)[] images =
        [
            ("science", alert.Science.Flux),
            ("difference", alert.Difference.Flux),
            ("even number", TestScene.Image(10, 12, 3, 0, 1)),
            ("large", large),
            ("constant", constant),
            ("empty", empty),
            ("single", single),
        ];
        return images
            .Select(i => (i.Name, Normalised: normalise(i.Image)))
            .Select(i => NumberCase.Of($"{done} {i.Name}", NumberCase.Pixels([i.Normalised.Values, i.Normalised.Missing])));
    }

    private static IEnumerable<NumberCase> Centres()
    {
        var layout = Layout("omitted", Scales(8, 4, 2)) with { KeepsRedundantCentres = false };
        foreach (var rule in Enum.GetValues<BinRule>())
        {
            var scales = LayoutSampler.Sample(Alerts[0].Science.Flux, 1.01, layout with { Bins = rule });
            var stored = RedundantCentres.Omit(scales, layout);
            yield return NumberCase.Of(
                $"centres {rule}",
                NumberCase.Pixels(stored),
                NumberCase.Pixels(RedundantCentres.Rebuild(stored, layout with { Bins = rule }))
            );
        }
    }

    /// <summary>An alert whose difference shows a train of glints, one of them a plateau.</summary>
    private static Alert Train()
    {
        var alert = TestScene.Ztf(9);
        var glints = Enumerable
            .Range(-3, 6)
            .Select(i => new TestScene.Star(7.3 * i, 2.1 * i, 160 + (20 * i)))
            .Append(new TestScene.Star(5, -20, 90))
            .ToArray();
        var image = TestScene.Image(63, 63, 12, 0, 6, glints);
        image[50, 10] = image[50, 11] = 400;
        return alert with { Difference = alert.Difference with { Flux = image } };
    }

    private static NumberCase Cut(string name, StampLayout layout, NormalisationOrder order, IReadOnlyList<Alert> alerts)
    {
        var builder = new StampTensorBuilder(layout, order);
        foreach (var alert in alerts)
        {
            builder.Add(alert);
        }

        return NumberCase.Of(name, NumberCase.Stamps(builder.Build()));
    }

    private static IEnumerable<double> Places(IReadOnlyList<Vector2> places) =>
        places.SelectMany(p => new double[] { p.X, p.Y }).Append(GlintTrailFeature.MostOnALine(places, 1.5));

    private static IEnumerable<double> RingsAndSectors(LogPolarGrid grid) =>
        Enumerable
            .Range(0, 200)
            .SelectMany(i => new double?[] { grid.RingOf(0.16 * i), grid.SectorOf(i - 77, 41 - (i % 83)) })
            .Select(v => v ?? double.NaN);

    private static StampLayout Layout(string name, params IReadOnlyList<StampScale> scales) => new(name, scales);

    private static StampLayout PolarLayout(string name, LogPolarGrid grid) => new(name, [grid.Scale]) { LogPolar = grid };

    private static StampScale[] Scales(int pixels, int count, int ratio) =>
        [.. Enumerable.Range(0, count).Select(i => new StampScale(pixels, 1.01 * Math.Pow(ratio, i)))];
}
