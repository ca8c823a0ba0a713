using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Imaging.Psf;
using StampSpec.Imaging.Resampling;
using StampSpec.Imaging.Simulation;
using StampSpec.Imaging.Statistics;
using StampSpec.Tests.Imaging;

namespace StampSpec.Tests.Numbers;

/// <summary>Numbers of point-spread functions, resampling and the simulation of LSST's resolution.</summary>
internal static class ImagingNumbers
{
    private static readonly PixelGrid Source = new(31, 31, 1.01);

    /// <summary>Point-spread functions from and to which images are resampled.</summary>
    public static IReadOnlyList<(string Name, PointSpreadFunction Psf)> Psfs { get; } =
    [
        ("gaussian", new GaussianPsf(2.1)),
        ("elliptical gaussian", new GaussianPsf(2.1) { Shape = new Ellipticity(0.2, -0.1) }),
        ("moffat", new MoffatPsf(2.1, 2.5)),
        ("elliptical moffat", new MoffatPsf(2.1, 3.5) { Shape = new Ellipticity(-0.1, 0.15) }),
        ("kolmogorov", new KolmogorovPsf(2.1)),
        ("double gaussian", new DoubleGaussianPsf(1.9, 4.5, 0.1)),
        ("sampled", new SampledPsf(TestScene.Image(25, 25, 1, 0, 0, new TestScene.Star(0, 0, 1, 1.5)).To<double>(), 1.01)),
    ];

    public static IEnumerable<NumberCase> Cases() =>
        [
            .. Psfs.Select(p => NumberCase.Of($"psf {p.Name}", PsfNumbers(p.Psf))),
            .. Psfs.Select(p =>
                Resampled($"from {p.Name}", new ResamplingPlan(Source, p.Psf, new PixelGrid(41, 41, 0.7), new GaussianPsf(2.9)))
            ),
            .. Psfs.Select(p =>
                Resampled($"to {p.Name}", new ResamplingPlan(Source, new KolmogorovPsf(1.6), new PixelGrid(41, 37, 0.7), p.Psf))
            ),
            Resampled(
                "dilated and shifted",
                Plan() with
                {
                    Dilation = 0.4,
                    ShiftColumnsArcsec = 0.05,
                    ShiftRowsArcsec = -0.02,
                    TargetGrid = new PixelGrid(51, 51, 0.2),
                    TargetPsf = new KolmogorovPsf(0.9),
                }
            ),
            Resampled("padded", Plan() with { PaddingFactor = 1.5 }),
            Resampled("undersampled", Plan() with { SourcePsf = new KolmogorovPsf(1), TargetPsf = new KolmogorovPsf(1.05) }),
            Resampled("sharpened", Plan() with { TargetPsf = new KolmogorovPsf(1.5) }),
            Resampled("sharpened and regularised", Plan() with { TargetPsf = new KolmogorovPsf(1.5), Regularisation = 0.05 }),
            .. Noise(),
            .. CompactSources(),
            .. Simulations(),
            .. Measurements(),
            NumberCase.Of("bands", LsstBand.All.SelectMany(Band)),
        ];

    private static IEnumerable<double> Band(LsstBand band) =>
        [
            .. NumberCase.Text(band.Name),
            band.NanojanskyPerElectron,
            band.NoiseNanojansky,
            band.TemplateNoiseNanojansky,
            VisitDepth.EffectivePixels(band),
            VisitDepth.FiveSigmaMag(band),
            band.VisitPsf.FwhmArcsec,
            band.TemplatePsf.FwhmArcsec,
        ];

    private static ResamplingPlan Plan() => new(Source, new KolmogorovPsf(2.1), new PixelGrid(41, 41, 0.7), new KolmogorovPsf(2.6));

    private static Image<double> Scene() =>
        TestScene.Image(31, 31, 3, 0, 1, new TestScene.Star(0.2, 0.1, 400, 1.6), new TestScene.Star(7, -6, 150, 1.6)).To<double>();

    private static IEnumerable<double> PsfNumbers(PointSpreadFunction psf) =>
        [
            psf.FwhmArcsec,
            psf.Dilated(0.5).FwhmArcsec,
            .. Enumerable.Range(0, 12).Select(i => psf.Transform(0.3 * i, 0.1 * i)).SelectMany(c => new[] { c.Real, c.Imaginary }),
            .. NumberCase.Pixels(ImpulseRenderer.Draw(psf, 21, 0.9)),
        ];

    private static NumberCase Resampled(string name, ResamplingPlan plan)
    {
        var resampler = new Resampler(plan);
        var scene = Scene();
        var holed = scene.Clone();
        holed[12, 20] = holed[13, 20] = holed[13, 21] = double.NaN;
        var variance = TestScene.Image(31, 31, 4, 100, 5).To<double>();
        return NumberCase.Of(
            $"resampled {name}",
            from edges in Enum.GetValues<EdgeRule>()
            from image in new[] { scene, holed }
            from pixel in NumberCase.Pixels(resampler.Resample(image, edges))
            select pixel,
            NumberCase.Pixels(resampler.ResampleVariance(variance))
        );
    }

    private static IEnumerable<NumberCase> Noise()
    {
        foreach (var (name, plan) in new[] { ("same", Plan()), ("finer", Plan() with { TargetGrid = new PixelGrid(63, 63, 0.45) }) })
        {
            var noise = new ResampledNoise(new Resampler(plan));
            yield return NumberCase.Of(
                $"noise {name}",
                [noise.MeanVariance, noise.WhiteVariance, noise.NeighbourCorrelation],
                NumberCase.Pixels(noise.Complement(new Seed(5).CreateSource()))
            );
        }

        var cost = DeconvolutionCost.Of(new KolmogorovPsf(2), 1.01, new KolmogorovPsf(0.8));
        yield return NumberCase.Of("deconvolution", [cost.NoiseGain, cost.LostPower]);
    }

    private static IEnumerable<NumberCase> CompactSources()
    {
        var plan = Plan() with { SourcePsf = new KolmogorovPsf(1.2), ShiftColumnsArcsec = 0.1 };
        var stars = TestScene
            .Image(31, 31, 5, 0, 0, new TestScene.Star(-6.2, 5.3, 500, 0.6), new TestScene.Star(4.4, -3.1, 300, 1.9))
            .To<double>();
        var even = TestScene.Image(30, 30, 6, 0, 0.5, new TestScene.Star(3.3, 2.4, 800, 0.7)).To<double>();
        yield return NumberCase.Of(
            "compact sources in noise",
            NumberCase.Pixels(new CompactSourceCorrection(new Resampler(plan)).Resample(Scene()))
        );
        yield return NumberCase.Of(
            "compact sources alone",
            NumberCase.Pixels(new CompactSourceCorrection(new Resampler(plan)).Resample(stars))
        );
        yield return NumberCase.Of(
            "compact sources on an even grid",
            NumberCase.Pixels(
                new CompactSourceCorrection(new Resampler(plan with { SourceGrid = new PixelGrid(30, 30, 1.01) })).Resample(even)
            )
        );
    }

    private static IEnumerable<NumberCase> Simulations()
    {
        var whole = TestScene.Ztf(31, 31);
        (string Name, Alert Alert)[] alerts =
        [
            ("given seeing", whole),
            ("measured seeing", whole with { SeeingPixels = null }),
            ("no seeing", Dull()),
            ("bad seeing", whole with { SeeingPixels = 4.5 }),
            ("noisy template", whole with { Template = whole.Template with { Flux = Noisy(whole.Template.Flux) } }),
        ];
        return
        [
            .. from mapping in Enum.GetValues<ResamplingMapping>()
            from whiten in new[] { true, false }
            from alert in alerts.Take(mapping == ResamplingMapping.Angular ? 1 : alerts.Length)
            select Simulated(
                $"{mapping} {(whiten ? "whitened" : "as it comes")} {alert.Name}",
                alert.Alert,
                new SimulationSettings
                {
                    Mapping = mapping,
                    Whiten = whiten,
                    AllowDeconvolution = true,
                }
            ),
            .. LsstBand.All.Select(band => Simulated($"band {band.Name}", whole, new SimulationSettings { Band = band })),
            NumberCase.Of(
                "typical pixels",
                Enum.GetValues<ResamplingMapping>().Select(m => (double)new SimulationSettings { Mapping = m }.TypicalPixels)
            ),
        ];
    }

    private static Image<float> Noisy(Image<float> image) =>
        TestScene.Image(image.Width, image.Height, 36, 180, 20, new TestScene.Star(-5, 4, 2000));

    private static Alert Dull()
    {
        var alert = TestScene.Ztf(32, 31) with { SeeingPixels = null, ZeroPointMag = null };
        return alert with { Science = alert.Science with { Flux = TestScene.Image(31, 31, 33, 150, 8) } };
    }

    private static NumberCase Simulated(string name, Alert alert, SimulationSettings settings)
    {
        var (simulated, report) = LsstSimulator.SimulateWithReport(alert, settings, new Seed(3));
        return NumberCase.Of(
            $"simulated {name}",
            NumberCase.Alert(simulated),
            NumberCase.Optional(
                report.Seeing.FwhmPixels,
                report.Seeing.ErrorPixels,
                (int)report.Seeing.Origin,
                report.Dilation,
                report.TargetFwhmArcsec,
                report.TemplateFwhmArcsec,
                report.NanojanskyPerDn,
                report.DimmingMag,
                report.ScienceNoiseNanojansky,
                report.TemplateNoiseNanojansky,
                report.NeighbourCorrelation,
                report.Deconvolution?.NoiseGain,
                report.Deconvolution?.LostPower
            )
        );
    }

    private static IEnumerable<NumberCase> Measurements()
    {
        var science = TestScene.Ztf(34).Science.Flux;
        var sky = SkyStatistics.Of(science)!.Value;
        yield return NumberCase.Of("sky", [sky.Level, sky.Noise]);
        yield return NumberCase.Of(
            "seeing of one star",
            Enumerable.Range(0, 40).SelectMany(i => Seeing(new TestScene.Star(1.3, -2.2, 900, 0.7 + (0.08 * i))))
        );
        yield return NumberCase.Of(
            "seeing of faint stars",
            Enumerable.Range(0, 20).SelectMany(i => Seeing(new TestScene.Star(1.3, -2.2, 40 + (5 * i))))
        );
        yield return NumberCase.Of(
            "seeing of two stars",
            Enumerable
                .Range(0, 20)
                .SelectMany(i => Seeing(new TestScene.Star(-9, 7, 900, 1.6), new TestScene.Star(8 - (0.5 * i), -6, 700, 1.5 + (0.05 * i))))
        );
    }

    private static IEnumerable<double> Seeing(params ReadOnlySpan<TestScene.Star> stars) =>
        SeeingMeasurement.Of(TestScene.Image(41, 41, 35, 0, 5, stars).To<double>(), 5) is { } seeing
            ? NumberCase.Optional(seeing.FwhmPixels, seeing.ErrorPixels)
            : [double.NaN];
}
