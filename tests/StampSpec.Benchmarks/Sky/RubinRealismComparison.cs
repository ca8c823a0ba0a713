using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;
using StampSpec.Tests.Support;

namespace StampSpec.Benchmarks.Sky;

/// <summary>
/// The classifier two-sample test (Lopez-Paz and Oquab 2017, arXiv 1610.06545) on Rubin's sky: boosted trees on statistics of the images
/// tell real packets of LSSTCam from synthetic alerts of the same class, band and signal-to-noise ratio. Visits are not parted between
/// training and scoring. The area under the ROC curve is 0.5 if they cannot. The same test between two synthetic samples of these sizes
/// shows what small numbers alone give.
/// </summary>
internal sealed class RubinRealismComparison : IComparison
{
    private const int Folds = 5;
    private const int Repeats = 4;
    private const int Matches = 4;
    private const int DrawnPerAlert = 40;
    private const int Resamples = 1000;
    private const int CutoutPixels = 30;

    public string Name => "rubin-auc";

    public string Description => "tells Rubin's real packets in focus from synthetic ones, as CSV: [SHARED], ../shared by default";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var real = Real(arguments.Count > 0 ? arguments[0] : Path.Combine("..", "shared"));
        var pools = real.GroupBy(r => (r.Class, r.Band)).ToDictionary(g => g.Key, g => Draw(g.Key.Class, g.Key.Band, g.Count()));
        Sample[] synthetic = [.. Matched(real, pools)];
        Sample[] control = [.. Matched(real, pools)];
        output.WriteLine("quantity,real,synthetic,median_real,median_synthetic,auc,low,high");
        WriteArea(output, "all statistics", real, synthetic);
        WriteArea(output, "all statistics, synthetic instead of real", [.. control.Where((_, i) => i % Matches == 0)], synthetic);
        foreach (var (name, k) in RubinRealismStatistics.Names.Select((n, k) => (n, k)).OrderByDescending(n => Distinction(n.k)))
        {
            WriteStatistic(output, name, Values(real, k), Values(synthetic, k));
        }

        foreach (var label in real.Select(r => r.Class).Distinct().Order(StringComparer.Ordinal))
        {
            Sample[] own = [.. real.Where(r => r.Class == label)];
            Sample[] drawn = [.. pools.Where(p => p.Key.Class == label).SelectMany(p => p.Value.All)];
            WriteShare(output, $"share of dipoles: {label}", own, drawn, s => s.IsDipole);
            WriteShare(output, $"share of negative sources: {label}", own, drawn, s => s.IsNegative);
        }

        return 0;

        double Distinction(int k) => Math.Abs(SampleDistance.RocArea(Values(real, k), Values(synthetic, k)) - 0.5);
    }

    private static double[] Values(Sample[] samples, int k) => [.. samples.Select(s => (double)s.Numbers[k])];

    // Without the defocused night, whose PSFs the synthetic sky does not have. Empty spots are peaks of noise.
    private static Sample[] Real(string shared) =>
        [
            .. from kind in RubinKind.Load(shared)
            where kind.Night != RubinKind.DefocusedNight
            let label = kind.Class == RubinKind.Empty ? SkyClass.Bogus.Label() : kind.Class
            where SkyClassLabels.Find(label) is not null
            let alert = AlertFiles.Read([Path.Combine(shared, "data", "lsst", kind.File)]).Single().Alert!
            select Sample.Of(alert, label, alert.Band!, kind.Group),
        ];

    private static Pool Draw(string label, string band, int count)
    {
        var settings = new SurveySettings
        {
            Mix = ClassMix.Balanced.Only([SkyClassLabels.Find(label)!.Value]),
            Survey = SurveyKind.Lsst,
            Band = band,
            CutoutPixels = CutoutPixels,
        };
        return new Pool([
            .. SyntheticSurvey
                .Generate(settings, count * DrawnPerAlert, new Seed(41).Derive(label, band))
                .Select(a => Sample.Of(a.Alert, label, band, a.Group)),
        ]);
    }

    private static IEnumerable<Sample> Matched(Sample[] real, Dictionary<(string Class, string Band), Pool> pools) =>
        real.SelectMany(r => Enumerable.Range(0, Matches).Select(_ => pools[(r.Class, r.Band)].Take(r.SignalToNoise)));

    private static void WriteArea(TextWriter output, string name, Sample[] real, Sample[] synthetic)
    {
        var (own, other) = (new double[real.Length], new double[synthetic.Length]);
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            Score(real, synthetic, repeat, own, other);
        }

        var (low, high) = Interval(real, own, other);
        Write(output, name, real.Length, synthetic.Length, null, null, SampleDistance.RocArea(own, other), low, high);
    }

    // Adds to each sample the probability that it is real, from trees that were fitted without its group.
    private static void Score(Sample[] real, Sample[] synthetic, int repeat, double[] own, double[] other)
    {
        Sample[] all = [.. real, .. synthetic];
        var probabilities = CrossValidatedTrees.Score(
            [.. all.Select(s => s.Numbers)],
            [.. all.Select((_, i) => i < real.Length)],
            [.. all.Select(s => (int)(new Seed(42).Derive(repeat).Derive(s.Group).Value % Folds))],
            fold => new Seed(43).Derive(repeat).Derive(fold)
        );
        foreach (var (i, probability) in probabilities.Index())
        {
            (i < real.Length ? own : other)[i < real.Length ? i : i - real.Length] += probability;
        }
    }

    // 95 %, over groups of the first sample: alerts of one visit are not independent.
    private static (double Low, double High) Interval(Sample[] real, double[] own, double[] other)
    {
        var groups = Enumerable.Range(0, real.Length).GroupBy(i => real[i].Group).Select(g => g.ToArray()).ToArray();
        var random = new Seed(44).CreateSource();
        double[] areas =
        [
            .. Enumerable
                .Range(0, Resamples)
                .Select(_ =>
                    SampleDistance.RocArea(
                        [.. groups.SelectMany(_ => groups[random.NextInt(groups.Length)]).Select(i => own[i])],
                        [.. other.Select(_ => other[random.NextInt(other.Length)])]
                    )
                )
                .Order(),
        ];
        return (areas[Resamples / 40], areas[Resamples - 1 - (Resamples / 40)]);
    }

    private static void WriteStatistic(TextWriter output, string name, double[] real, double[] synthetic) =>
        Write(
            output,
            name,
            real.Length,
            synthetic.Length,
            SampleDistance.Median(real),
            SampleDistance.Median(synthetic),
            SampleDistance.RocArea(real, synthetic)
        );

    private static void WriteShare(TextWriter output, string name, Sample[] real, Sample[] drawn, Func<Sample, bool> has) =>
        Write(output, name, real.Length, drawn.Length, real.Average(s => has(s) ? 1.0 : 0), drawn.Average(s => has(s) ? 1.0 : 0), null);

    private static void Write(TextWriter output, string name, int real, int synthetic, params double?[] numbers) =>
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"\"{name}\",{real},{synthetic}")
                + string.Concat(numbers.Select(n => "," + n?.ToString("0.###", CultureInfo.InvariantCulture)))
        );

    private sealed record Sample(
        string Class,
        string Band,
        string Group,
        double SignalToNoise,
        float[] Numbers,
        bool IsDipole,
        bool IsNegative
    )
    {
        private static readonly PacketColumn Dipole = PacketColumns.ByName["diaSource.isDipole"];
        private static readonly PacketColumn Negative = PacketColumns.ByName["diaSource.isNegative"];

        public static Sample Of(Alert alert, string label, string band, string group) =>
            new(
                label,
                band,
                group,
                alert.SignalToNoise!.Value,
                RubinRealismStatistics.Of(alert),
                alert.Columns!.ValueOf(Dipole) > 0,
                alert.Columns.ValueOf(Negative) > 0
            );
    }

    /// <summary>Synthetic alerts of one class and band, each of which matches one real alert at most.</summary>
    private sealed class Pool(Sample[] all)
    {
        private readonly List<Sample> _left = [.. all];

        public IReadOnlyList<Sample> All => all;

        public Sample Take(double signalToNoise)
        {
            var nearest = _left.MinBy(s => Math.Abs(Math.Log(s.SignalToNoise / signalToNoise)))!;
            _left.Remove(nearest);
            return nearest;
        }
    }
}
