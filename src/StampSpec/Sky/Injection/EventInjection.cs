using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Sky.Classes;
using StampSpec.Sky.Rendering;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Injection;

/// <summary>
/// Injects synthetic events into the cutouts of real alerts, for classes with few real examples, above all satellites. The pixels of an
/// injected alert are real except for the event. Its identifiers show that it is not an alert of the survey (object names ZTF98...), and it
/// has the same group as its background.
/// </summary>
internal static class EventInjection
{
    private const double QuietSigma = 6;

    private const long FirstCandid = 9_100_000_000_000_000_000;

    private const double LeastSeeingPixels = 1.4;

    private const double MostSeeingPixels = 5;

    /// <summary>The classes that can be injected: those whose event is not in the template.</summary>
    public static IReadOnlyList<SkyClass> Classes { get; } = [SkyClass.Satellite, SkyClass.Asteroid, SkyClass.Supernova];

    /// <summary>Injects events. Alert i depends only on the seed, on i and on the list of backgrounds.</summary>
    /// <param name="skyClass">One of <see cref="Classes"/>.</param>
    /// <param name="backgrounds">
    /// Alerts of 63 x 63 pixels that no study uses for anything else. Satellites and asteroids use those with an empty centre of the
    /// template, supernovae the others.
    /// </param>
    /// <param name="count">Number of alerts, at least 0.</param>
    /// <param name="seed">Seed of all random numbers.</param>
    /// <exception cref="ArgumentException">The class cannot be injected, or no background is suitable for it.</exception>
    public static IEnumerable<LabelledAlert> Inject(SkyClass skyClass, IReadOnlyList<Alert> backgrounds, int count, Seed seed)
    {
        ArgumentNullException.ThrowIfNull(backgrounds);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!Classes.Contains(skyClass))
        {
            throw new ArgumentException(
                $"{skyClass.Label()} cannot be injected; supported classes are satellite, asteroid and sn",
                nameof(skyClass)
            );
        }

        var suitable = backgrounds.Where(a => Suits(a, skyClass)).ToArray();
        if (suitable.Length == 0)
        {
            throw new ArgumentException($"no background is suitable for {skyClass.Label()}; {backgrounds.Count} were tried");
        }

        return Enumerable.Range(0, count).Select(i => InjectOne(skyClass, suitable, i, seed.Derive(i).CreateSource()));
    }

    private static bool Suits(Alert alert, SkyClass skyClass)
    {
        var (flux, side) = (alert.Science.Flux, SceneGrid.Ztf.CutoutSide);
        if (flux.Width != side || flux.Height != side || !CentreStatistics.IsComplete(alert))
        {
            return false;
        }

        var isQuiet = CentreStatistics.TemplatePeakSigma(alert) < QuietSigma;
        return skyClass == SkyClass.Supernova ? !isQuiet : isQuiet;
    }

    private static LabelledAlert InjectOne(SkyClass skyClass, Alert[] backgrounds, int index, RandomSource random)
    {
        var original = backgrounds[random.NextInt(backgrounds.Length)];
        var background = InjectionBackground.From(original, random);
        var conditions = Of(original, random);
        var position = new SkyPosition(original.RightAscensionDeg, original.DeclinationDeg);
        var scene = new Scene(position, conditions, new TemplateMatching(0, 0, 1), random);
        SceneModels.Of(skyClass).AddEvent(scene, random);
        var light = Light(scene, random);
        var science = Sum(background.Science, light);
        var difference = Sum(background.Difference, light);
        var alert = Renamed(original, index) with
        {
            Science = original.Science with { Flux = science },
            Template = original.Template with { Flux = background.Template },
            Difference = original.Difference with { Flux = difference },
        };
        return new LabelledAlert(alert, skyClass.Label(), original.ObjectId) { TrainPoints = scene.TrainPoints };
    }

    private static Alert Renamed(Alert original, int index) =>
        original with
        {
            Candid = FirstCandid + index,
            ObjectId = string.Create(CultureInfo.InvariantCulture, $"ZTF98{index:D7}"),
            IsPositive = true,
            MagnitudePsf = null,
            MagnitudePsfError = null,
            SignalToNoise = null,
            RealBogus = null,
        };

    // The light of the event with its photon noise.
    private static float[] Light(Scene scene, RandomSource random)
    {
        var grid = new float[SceneGrid.Ztf.Length];
        foreach (var source in scene.Stars.Where(s => s.TemplateFluxDn == 0))
        {
            ScenePainter.AddStar(
                grid,
                SceneGrid.Ztf,
                scene.Conditions.SciencePsf,
                source.X,
                source.Y,
                source.ScienceFluxDn,
                0.05 * scene.Conditions.ScienceNoiseDn
            );
        }

        foreach (ref var pixel in grid.AsSpan())
        {
            pixel += MathF.Sqrt(MathF.Max(pixel, 0) / (float)ObservingConditions.Gain) * (float)random.NextNormal();
        }

        return grid;
    }

    private static Image<float> Sum(Image<float> image, float[] grid)
    {
        var sum = new Image<float>(image.Width, image.Height);
        for (var row = 0; row < image.Height; row++)
        {
            for (var column = 0; column < image.Width; column++)
            {
                sum[row, column] =
                    image[row, column] + grid[((row + SceneGrid.Ztf.Margin) * SceneGrid.Ztf.Stride) + column + SceneGrid.Ztf.Margin];
            }
        }

        return sum;
    }

    /// <summary>
    /// The conditions of a real alert: zero point from the packet, noise from the science cutout, seeing from the packet or from the
    /// alert's own event.
    /// </summary>
    private static ObservingConditions Of(Alert alert, RandomSource random)
    {
        var drawn = ObservingConditions.Draw(random, cloudShare: 0, blurring: 1);
        var (sky, sigma) = CentreStatistics.Sky(alert.Science.Flux);
        var seeing = alert.SeeingPixels ?? EventWidth(alert) ?? drawn.SciencePsf.FwhmPixels;
        return drawn with
        {
            Band = alert.Band ?? drawn.Band,
            ZeroPointMag = alert.ZeroPointMag ?? drawn.ZeroPointMag,
            SkyDn = sky,
            NightSkyDn = ObservingConditions.NightSkyOfNoise(sigma),
            SciencePsf = new TabulatedMoffat(
                Math.Clamp(seeing, LeastSeeingPixels, MostSeeingPixels),
                drawn.SciencePsf.Beta,
                drawn.SciencePsf.E1,
                drawn.SciencePsf.E2
            ),
        };
    }

    // From the flux divided by the peak of a Moffat profile with exponent 2.7, minus the width of a pixel in quadrature; null if the event
    // is too faint.
    private static double? EventWidth(Alert alert)
    {
        const double leastPeakSigma = 12;
        const double widthPerRootArea = 0.80;
        const double pixelWidth = 0.9;
        var (sky, sigma) = CentreStatistics.Sky(alert.Difference.Flux);
        var peak = CentreStatistics.HighestCentral(alert.Difference.Flux) - sky;
        if (peak < leastPeakSigma * sigma)
        {
            return null;
        }

        var area = Math.Max(1, CentralSum(alert.Difference.Flux, sky) / peak);
        return Math.Sqrt(Math.Max(1, (widthPerRootArea * widthPerRootArea * area) - (pixelWidth * pixelWidth)));
    }

    private static double CentralSum(Image<float> image, double sky)
    {
        const int reach = 4;
        var centre = image.Width / 2;
        var sum = 0.0;
        for (var y = -reach; y <= reach; y++)
        {
            for (var x = -reach; x <= reach; x++)
            {
                sum += image[centre + y, centre + x] - sky;
            }
        }

        return sum;
    }
}
