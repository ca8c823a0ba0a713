using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Sky.Artefacts;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Sky.Rubin;

/// <summary>Synthetic packets of Rubin: written, read, and refused.</summary>
public sealed class RubinPacketTests
{
    private static readonly SurveySettings Small = new()
    {
        Mix = ClassMix.Balanced,
        Survey = SurveyKind.Lsst,
        Band = "i",
        CutoutPixels = 64,
    };

    private static readonly LabelledAlert[] Drawn = [.. SyntheticSurvey.Generate(Small, 18, new Seed(11))];

    [Fact]
    public void The_same_seed_gives_the_same_alerts_on_any_number_of_threads()
    {
        var other = SyntheticSurvey.Generate(Small with { Threads = 1 }, 6, new Seed(11)).ToArray();
        foreach (var (first, second) in other.Zip(Drawn))
        {
            Assert.Equal(first.Alert.Difference.Flux.Pixels.ToArray(), second.Alert.Difference.Flux.Pixels.ToArray());
            Assert.Equal(Values(first.Source!), Values(second.Source!));
        }
    }

    [Fact]
    public void Every_alert_is_a_detection_above_five_sigma_in_the_middle_of_its_cutouts()
    {
        foreach (var (alert, label, group) in Drawn)
        {
            Assert.Contains(label, SkyClassLabels.All);
            Assert.Equal((SurveyKind.Lsst, "i", alert.ObjectId), (alert.Survey, alert.Band, group));
            Assert.True(alert.SignalToNoise >= 5, $"S/N {alert.SignalToNoise}");
            foreach (var kind in Enum.GetValues<CutoutKind>())
            {
                var cutout = alert[kind];
                Assert.Equal((64, 64, 0.2), (cutout.Flux.Width, cutout.Flux.Height, cutout.PixelScaleArcsec));
                Assert.Equal((41, 41), (cutout.Psf!.Width, cutout.Psf.Height));
                Assert.Equal(1, cutout.Psf.Pixels.ToArray().Sum(), 9);
                Assert.InRange(cutout.Wcs!.ReferenceColumn - 32.5, -0.5, 0.5);
                Assert.InRange(cutout.Wcs.ReferenceRow - 32.5, -0.5, 0.5);
                Assert.Equal(alert.RightAscensionDeg, cutout.Wcs.RightAscensionDeg);
                var determinant = (cutout.Wcs.Cd11 * cutout.Wcs.Cd22) - (cutout.Wcs.Cd12 * cutout.Wcs.Cd21);
                Assert.Equal(-0.2 / 3600 * 0.2 / 3600, determinant, 15);
            }

            Assert.Equal(alert.Science.Psf!.Pixels.ToArray(), alert.Difference.Psf!.Pixels.ToArray());
        }
    }

    [Fact]
    public void The_reader_takes_a_written_survey_like_real_alerts()
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "survey");
        SurveyFolder.Write(target, Drawn, null, CancellationToken.None);
        var labels = LabelTable.Load(Path.Combine(target, "labels.csv"));
        var read = AlertFiles.Read([Path.Combine(target, "alerts")]).Select(r => r.Alert!).ToArray();
        Assert.Equal(Drawn.Length, read.Length);
        foreach (var (expected, actual) in Drawn.Zip(read))
        {
            Assert.True(labels.TryGet(actual.Candid, out var row));
            Assert.Equal((expected.Class, expected.Group), (row.Class, row.Group));
            foreach (var kind in Enum.GetValues<CutoutKind>())
            {
                Assert.Equal(expected.Alert[kind].Flux.Pixels.ToArray(), actual[kind].Flux.Pixels.ToArray());
                Assert.Equal(expected.Alert[kind].Variance!.Pixels.ToArray(), actual[kind].Variance!.Pixels.ToArray());
                Assert.Equal(expected.Alert[kind].Psf!.Pixels.ToArray(), actual[kind].Psf!.Pixels.ToArray());
                Assert.Equal(expected.Alert[kind].Wcs, actual[kind].Wcs);
            }

            Assert.Equal(Fields(expected.Alert), Fields(actual));
        }
    }

    [Fact]
    public void Columns_are_measured_from_the_pixels_and_what_is_not_measured_is_null()
    {
        var source = Drawn[0].Source!;
        foreach (
            var field in (string[])["reliability", "extendedness", "trailFlux", "psfLnL", "trailChi2", "ssObjectId", "parentDiaSourceId"]
        )
        {
            Assert.Null(source[field]);
        }

        Assert.All(Drawn.Select(d => d.Source!), s =>
        {
            Assert.Equal((float)s["snr"]!, Math.Abs((float)s["psfFlux"]!) / (float)s["psfFluxErr"]!, 2);
            Assert.True((float)s["scienceFluxErr"]! > 0 && (float)s["templateFluxErr"]! > 0 && (float)s["apFluxErr"]! > 0);
            Assert.Equal(s["dipoleLength"] is not null, (bool)s["isDipole"]!);
            Assert.Equal(s["trailLength"] is null, (bool)s["shape_flag"]!);
            Assert.InRange((int)s["bboxSize"]!, 5, 120);
        });
        // Every flag of pixels, fits and shapes is known.
        Assert.All(source.Schema.Fields.Where(f => f.Name.Contains("flag", StringComparison.OrdinalIgnoreCase)), f =>
            Assert.NotNull(source[f.Name])
        );
    }

    [Fact]
    public void A_train_of_five_is_flagged_and_a_shorter_one_is_not()
    {
        var settings = Small with { Mix = ClassMix.Balanced.Only([SkyClass.Satellite]) };
        var satellites = SyntheticSurvey.Generate(settings, 24, new Seed(5)).ToArray();
        Assert.All(satellites, s => Assert.Equal(s.TrainPoints >= 5, (bool)s.Source!["glint_trail"]!));
        Assert.InRange(satellites.Count(s => s.TrainPoints >= 5), 4, 18);
        Assert.InRange(satellites.Count(s => s.TrainPoints == 1), 3, 14);
    }

    [Fact]
    public void Missing_pixels_are_NaN_with_infinite_variance_and_the_template_is_complete()
    {
        var random = new Seed(6).CreateSource();
        var scene = RubinSky.Empty();
        scene.Points.Add(new SkyPoint(0, 0, 50_000, 0));
        scene.Artefacts.Add(new ChipEdge(1, 12, IsRagged: false));
        var observed = new RubinSimulator(RubinSky.Red, SceneGrid.Rubin(64)).Observe(scene, RubinSky.Visit, 5, random)!;
        var (alert, _, _) = RubinPacket.Alert(observed, SkyClass.Supernova, 0, random);
        var missing = alert.Science.Flux.Pixels.ToArray().Select(float.IsNaN).ToArray();
        Assert.Equal(missing, alert.Difference.Flux.Pixels.ToArray().Select(float.IsNaN));
        Assert.Equal(missing, alert.Science.Variance!.Pixels.ToArray().Select(float.IsPositiveInfinity));
        Assert.InRange(missing.Count(m => m), 19 * 64, 21 * 64);
        Assert.All(alert.Template.Flux.Pixels.ToArray(), p => Assert.True(float.IsFinite(p)));
    }

    [SkippableFact]
    public void Every_column_of_a_real_packet_is_a_column_of_a_synthetic_one()
    {
        using var reader = new AvroContainerReader(File.OpenRead(Repository.SharedPath("data", "lsst", FileOfVersion10())));
        var real = (AvroRecord)((AvroRecord)reader.ReadAll().First()!)["diaSource"]!;
        var ours = Drawn[0].Source!.Schema.Fields.Select(f => f.Name).ToHashSet();
        Assert.DoesNotContain(real.Schema.Fields, f => !ours.Contains(f.Name));
    }

    [Fact]
    public void The_command_writes_packets_of_the_band_and_side_asked_for()
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "survey");
        var result = CommandLine.Run([
            "synthesize",
            "--out",
            target,
            "--alerts",
            "4",
            "--survey",
            "lsst",
            "--band",
            "z",
            "--cutout-pixels",
            "51",
            "--mix",
            "balanced",
            "--seeing",
            "1.2",
            "--template-visits",
            "1",
        ]);
        Assert.Equal((0, 5), (result.ExitCode, File.ReadAllLines(Path.Combine(target, "labels.csv")).Length));
        Assert.All(AlertFiles.Read([Path.Combine(target, "alerts")]), r =>
        {
            Assert.Equal((SurveyKind.Lsst, "z", 51), (r.Alert!.Survey, r.Alert.Band, r.Alert.Science.Flux.Width));
            // The width by second moments is up to 10 % above that of a Moffat profile at half maximum.
            Assert.InRange(0.2 * r.Alert.SeeingPixels!.Value, 1.15, 1.36);
            Assert.InRange(Level(r.Alert.Template) / Level(r.Alert.Science), 0.8, 1.25);
        });

        static double Level(Cutout cutout) => RubinSky.Median(cutout.Variance!.Pixels.ToArray().Select(v => (double)v));
    }

    [Theory]
    [InlineData("--band r", "--band applies only to --survey lsst")]
    [InlineData("--cutout-pixels 128", "--cutout-pixels applies only to --survey lsst")]
    [InlineData("--seeing 0.8", "--seeing applies only to --survey lsst")]
    [InlineData("--template-visits 4", "--template-visits applies only to --survey lsst")]
    [InlineData("--survey lsst --seeing 3", "--seeing is '3'; expected a number from 0.4 to 2")]
    [InlineData("--survey lsst --template-visits 0", "--template-visits is '0'; expected a whole number from 1 to 1000")]
    [InlineData("--survey lsst --band x", "--band is 'x', but it takes u, g, r, i, z or y")]
    [InlineData("--survey lsst --cutout-pixels 700", "--cutout-pixels is '700'; expected a whole number from 30 to 679")]
    [InlineData("--survey rubin", "--survey is 'rubin', but it takes ztf or lsst")]
    public void Options_that_do_not_apply_are_refused(string options, string message)
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "survey");
        var result = CommandLine.Run(["synthesize", "--out", target, "--alerts", "4", .. options.Split(' ')]);
        Assert.Equal((2, false), (result.ExitCode, Directory.Exists(target)));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private static string FileOfVersion10() =>
        SharedIndex.Lsst().First(r => r["file"].EndsWith(".v10_0.avro", StringComparison.Ordinal))["file"].Split('/')[^1];

    private static object?[] Values(AvroRecord record) => [.. record.Schema.Fields.Select(f => record[f.Position])];

    private static object?[] Fields(Alert alert) =>
        [
            alert.Survey,
            alert.Candid,
            alert.ObjectId,
            alert.RightAscensionDeg,
            alert.DeclinationDeg,
            alert.Band,
            alert.JulianDate,
            alert.MagnitudePsf,
            alert.MagnitudePsfError,
            alert.ZeroPointMag,
            alert.SignalToNoise,
            alert.IsPositive,
            alert.SeeingPixels,
            alert.RealBogus,
        ];
}
