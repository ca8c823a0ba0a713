using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;
using StampSpec.Tests.Support;
using Xunit.Abstractions;

namespace StampSpec.Tests.Sky.Rubin;

/// <summary>The packet columns of Rubin's synthetic alerts: measured from the pixels that were drawn, never copied from what was
/// drawn.</summary>
public sealed class RubinColumnTests(ITestOutputHelper output)
{
    private const double Reach = 6;
    private const int FewestOfClass = 15;
    private const double MoreThanReal = 0.1;

    private static readonly IReadOnlyList<PacketColumn> Columns = PacketColumns.Sets["rubin-diasource-drawn"];

    private readonly RubinSimulator _simulator = new(RubinSky.Red, SceneGrid.Rubin(64));

    [Fact]
    public void Columns_of_drawn_alerts_are_those_of_their_written_packets()
    {
        var settings = new SurveySettings
        {
            Mix = ClassMix.Balanced,
            Survey = SurveyKind.Lsst,
            CutoutPixels = 40,
        };
        var drawn = SyntheticSurvey.Generate(settings, 12, new Seed(4)).ToArray();
        using var folder = new TemporaryFolder();
        SurveyFolder.Write(folder["survey"], drawn, null, CancellationToken.None);
        var read = AlertFiles.Read([folder["survey", "alerts"]]).Select(r => r.Alert!).ToDictionary(a => a.Candid);
        foreach (var alert in drawn.Select(d => d.Alert))
        {
            Assert.All(PacketColumns.Of(SurveyKind.Lsst), c => Assert.Equal(c.ValueIn(read[alert.Candid]), c.ValueIn(alert)));
        }

        Assert.All(Columns, c => Assert.Null(c.ProblemIn(drawn[0].Alert)));
    }

    [Fact]
    public void The_class_of_an_alert_changes_none_of_its_columns()
    {
        var observed = Observe(new SkyPoint(0, 0, 9000, 4000), 5);
        var (first, second) = (Packet(SkyClass.Supernova), Packet(SkyClass.Bogus));
        Assert.All(PacketColumns.Of(SurveyKind.Lsst), c => Assert.Equal(c.ValueIn(first), c.ValueIn(second)));

        Alert Packet(SkyClass skyClass) => RubinPacket.Alert(observed, skyClass, 0, new Seed(6).CreateSource()).Alert;
    }

    [Fact]
    public void Other_noise_on_the_same_scene_changes_every_number()
    {
        var (first, second) = (Packet(7), Packet(8));
        var numbers = Columns.Where(c => c.Type is ColumnType.Float or ColumnType.Double && double.IsFinite(c.ValueIn(first))).ToArray();
        Assert.InRange(numbers.Length, 15, 30);
        Assert.All(numbers, c => Assert.NotEqual(c.ValueIn(first), c.ValueIn(second)));

        Alert Packet(ulong seed) =>
            RubinPacket.Alert(Observe(new SkyPoint(0, 0, 9000, 4000), seed), SkyClass.Supernova, 0, new Seed(6).CreateSource()).Alert;
    }

    [Theory]
    [InlineData("psfFlux", 1, -1)]
    [InlineData("scienceFlux", 1, 0)]
    [InlineData("templateFlux", 0, 1)]
    [InlineData("apFlux", 1, -1)]
    public void Fluxes_scatter_about_the_injected_flux_by_the_error_that_they_state(string name, double ofScience, double ofTemplate)
    {
        var (value, error) = (PacketColumns.ByName["diaSource." + name], PacketColumns.ByName["diaSource." + name + "Err"]);
        var pulls = Enumerable.Range(0, 80).Select(i => Pull(100 + (ulong)i)).ToArray();
        output.WriteLine(FormattableString.Invariant($"{name}: mean {pulls.Average():0.00}, deviation {RubinSky.Deviation(pulls):0.00}"));
        Assert.InRange(pulls.Average(), -0.6, 0.6);
        Assert.InRange(RubinSky.Deviation(pulls), 0.75, 1.35);

        double Pull(ulong seed)
        {
            var change = RubinSky.Visit.FluxNoise * new Seed(seed).CreateSource().NextDouble(10, 30);
            var point = new SkyPoint(0, 0, 800 + change, 800);
            var alert = RubinPacket.Alert(Observe(point, seed), SkyClass.VariableStar, 0, new Seed(6).CreateSource()).Alert;
            var truth = (ofScience * point.FluxNanojansky) + (ofTemplate * point.TemplateFluxNanojansky);
            return (value.ValueIn(alert) - truth) / error.ValueIn(alert);
        }
    }

    /// <summary>
    /// Asteroids and artefacts are the classes of which there are enough real packets. A column that tells them apart much better among
    /// synthetic alerts than among real ones would make scores with columns too good.
    /// </summary>
    [SkippableFact]
    public void No_column_separates_synthetic_asteroids_from_artefacts_much_better_than_real_ones()
    {
        var shared = Path.GetDirectoryName(Repository.SharedPath("data"))!;
        _ = Repository.SharedPath("reference", "rubin", "rubin-packets.csv");
        var real = RubinKind
            .Load(shared)
            .ToLookup(k => k.Class, k => AlertFiles.Read([Path.Combine(shared, "data", "lsst", k.File)]).Single().Alert!);
        var drawn = new[] { SkyClass.Asteroid, SkyClass.Bogus }.ToDictionary(c => c.Label(), Drawn);
        var found = new List<(string Line, double Excess)>();
        foreach (var column in Columns)
        {
            double[] asteroids = Values(real["asteroid"], column),
                artefacts = Values(real["bogus"], column);
            if (Math.Min(asteroids.Length, artefacts.Length) < FewestOfClass)
            {
                continue;
            }

            var (own, synthetic) = (Area(asteroids, artefacts), Area(Values(drawn["asteroid"], column), Values(drawn["bogus"], column)));
            found.Add(
                (
                    FormattableString.Invariant($"{column.Name}: real {own:0.00}, synthetic {synthetic:0.00}"),
                    Math.Abs(synthetic - 0.5) - Math.Abs(own - 0.5)
                )
            );
        }

        found.ForEach(f => output.WriteLine(f.Line));
        Assert.InRange(found.Count, 20, Columns.Count);
        Assert.Empty(found.Where(f => f.Excess > MoreThanReal).Select(f => f.Line));
    }

    private static Alert[] Drawn(SkyClass skyClass)
    {
        var settings = new SurveySettings
        {
            Mix = ClassMix.Balanced.Only([skyClass]),
            Survey = SurveyKind.Lsst,
            Band = "i",
            CutoutPixels = 30,
        };
        return [.. SyntheticSurvey.Generate(settings, 150, new Seed(9)).Select(d => d.Alert)];
    }

    private static double[] Values(IEnumerable<Alert> alerts, PacketColumn column) =>
        [.. alerts.Select(column.ValueIn).Where(double.IsFinite)];

    // The chance that a value of the first sample exceeds one of the second, ties counting half.
    private static double Area(double[] first, double[] second) => first.Average(a => second.Average(b => 0.5 * (1 + Math.Sign(a - b))));

    private ObservedScene Observe(SkyPoint point, ulong seed)
    {
        var scene = RubinSky.Empty();
        scene.Points.Add(point);
        return _simulator.Observe(scene, RubinSky.Visit, Reach, new Seed(seed).CreateSource())!;
    }
}
