using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Imaging;

public sealed class SimulateCommandTests
{
    [Fact]
    public void A_stopped_run_goes_on_to_the_very_files_of_a_whole_one()
    {
        using var folder = new TemporaryFolder();
        var alerts = Enumerable.Range(0, 5).Select(i => new AlertReading($"{i}.avro", SimulatedSky.Alert(3000, i), null)).ToArray();
        Run(folder["whole"], alerts);
        Run(folder["stopped"], alerts[..3]);
        // The file of the last alert is missing, and the manifest ends in the middle of its row.
        File.Delete(Path.Combine(folder["stopped"], "1002-template.fits"));
        var manifest = Path.Combine(folder["stopped"], SimulationFolder.ManifestName);
        File.WriteAllText(manifest, File.ReadAllText(manifest)[..^9]);
        Assert.Equal(3, Run(folder["stopped"], alerts).Count);
        Assert.Equal(Contents(folder["whole"]), Contents(folder["stopped"]));
        Assert.Equal(16, Directory.GetFiles(folder["whole"]).Length);
    }

    [Fact]
    public void A_bad_alert_is_reported_among_good_ones_and_a_folder_of_other_settings_is_refused()
    {
        using var folder = new TemporaryFolder();
        var broken = SimulatedSky.Alert(3000, 1);
        broken.Difference.Flux.Pixels.Fill(float.NaN);
        var outcomes = Run(
            folder["out"],
            new AlertReading("a", SimulatedSky.Alert(3000, 0), null),
            new AlertReading("b", broken, null),
            new AlertReading("c", null, Diagnostic.Error("test.bad", "bad")),
            new AlertReading("d", SimulatedSky.Alert(3000, 2, width: 48), null)
        );
        Assert.Equal([null, "simulate.no-noise", "test.bad", null], outcomes.Select(o => o.Problem?.Code));
        Assert.Throws<InvalidInputException>(() =>
            new SimulationFolder(folder["out"], new SimulationSettings { Mapping = ResamplingMapping.PixelAnalog }, new Seed(1))
        );
        Assert.Throws<InvalidInputException>(() => new SimulationFolder(folder["out"], new SimulationSettings(), new Seed(2)));
    }

    [SkippableFact]
    public void Astropy_and_fitsverify_accept_the_cutouts_without_a_warning()
    {
        using var folder = new TemporaryFolder();
        Run(
            folder["out"],
            new AlertReading("a", SimulatedSky.Alert(3000, 0), null),
            new AlertReading("b", SimulatedSky.Alert(3000, 2, width: 48), null)
        );
        Assert.Equal("6", PeerScript.Run("simulated_cutouts.py", ["numpy", "astropy"], folder["out"]).Trim());
    }

    [Fact]
    public void Packets_of_which_none_can_be_simulated_are_wrong_input()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.avro"], "no packet");
        var result = CommandLine.Run("simulate", folder["a.avro"], "--out", folder["out"]);
        Assert.Equal(2, result.ExitCode);
        Assert.EndsWith("0 alerts simulated, 0 done before, 1 failed; nothing was written\n", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Rubin's resolution", result.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(folder["out"]));
    }

    [Fact]
    public void Packets_read_back_as_the_simulated_alerts_and_are_added_to_a_folder_without_them()
    {
        using var folder = new TemporaryFolder();
        AlertReading[] readings =
        [
            new("a", SimulatedSky.Alert(3000, 0) with { SignalToNoise = 12.5, MagnitudePsfError = 0.08 }, null),
            new("b", SimulatedSky.Alert(0, 2, width: 48), null),
        ];
        Run(folder["out"], readings);
        var fits = Contents(folder["out"]);
        Assert.Empty(Directory.GetFiles(folder["out"], "*.avro"));
        var outcomes = new SimulationFolder(folder["out"], new SimulationSettings(), new Seed(1), writesPackets: true)
            .Run(readings, 2)
            .ToArray();
        Assert.Equal(fits, Contents(folder["out"]).Where(f => !f.Contains(".avro", StringComparison.Ordinal)));
        var packets = AlertFiles.Read([folder["out"]]).Select(r => r.Alert!).ToArray();
        Assert.Equal(2, packets.Length);
        foreach (var (expected, read) in outcomes.Select(o => o.Simulated!.Alert).Zip(packets))
        {
            Assert.Equal((SurveyKind.Lsst, expected.Candid, "r"), (read.Survey, read.Candid, read.Band));
            Assert.Equal(
                (expected.RightAscensionDeg, expected.DeclinationDeg, expected.SignalToNoise),
                (read.RightAscensionDeg, read.DeclinationDeg, read.SignalToNoise)
            );
            Assert.Equal(expected.MagnitudePsf!.Value, read.MagnitudePsf!.Value, 1e-5);
            Assert.Equal(expected.SeeingPixels!.Value, read.SeeingPixels!.Value, 1e-5);
            foreach (var kind in Enum.GetValues<CutoutKind>())
            {
                Assert.Equal(expected[kind].Flux.Pixels.ToArray(), read[kind].Flux.Pixels.ToArray());
                Assert.Equal(expected[kind].Variance!.Pixels.ToArray(), read[kind].Variance!.Pixels.ToArray());
                Assert.Equal(expected[kind].Psf!.Pixels.ToArray(), read[kind].Psf!.Pixels.ToArray());
                Assert.Equal((expected[kind].Wcs, 0.2), (read[kind].Wcs, read[kind].PixelScaleArcsec));
            }
        }
    }

    [SkippableFact]
    public void The_command_simulates_real_alerts_with_a_preview_and_lists_what_is_none()
    {
        var packets = Directory.GetFiles(Repository.SharedPath("data", "ztf"), "*.avro").Order(StringComparer.Ordinal).Take(2).ToArray();
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["in"]);
        foreach (var packet in packets)
        {
            File.Copy(packet, Path.Combine(folder["in"], Path.GetFileName(packet)));
        }

        File.WriteAllText(Path.Combine(folder["in"], "broken.avro"), "no packet");
        var run = CommandLine.Run(
            "simulate",
            folder["in"],
            "--out",
            folder["out"],
            "--mapping",
            "pixel-analog",
            "--band",
            "i",
            "--preview",
            "--packets"
        );
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("2 alerts simulated, 0 done before, 1 failed", run.Error, StringComparison.Ordinal);
        Assert.Contains("broken.avro", File.ReadAllText(Path.Combine(folder["out"], "problems.csv")), StringComparison.Ordinal);
        var manifest = File.ReadAllLines(Path.Combine(folder["out"], "manifest.csv"));
        Assert.Equal(3, manifest.Length);
        Assert.Contains("true_pixel_sampling,true_psf_width,true_noise,true_angles", manifest[0], StringComparison.Ordinal);
        Assert.All(manifest[1..], row => Assert.Contains(",true,true,true,false,", row, StringComparison.Ordinal));
        Assert.Contains(
            "simulated at Rubin's resolution from ZTF images: pixel sampling, PSF width, noise level are Rubin's; angles on the sky are "
                + "not: they shrink 5.1 times; depth is ZTF's",
            run.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(2, AlertFiles.Read([folder["out"]]).Count(r => r.Alert is { Band: "i", Survey: SurveyKind.Lsst }));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(Path.Combine(folder["out"], "preview.png"))[..4]);
    }

    [Fact]
    public void The_angular_mapping_is_refused_on_the_command_line()
    {
        using var folder = new TemporaryFolder();
        var run = CommandLine.Run("simulate", folder.Path, "--out", folder["out"], "--mapping", "angular");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--allow-deconvolution", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    private static List<SimulationOutcome> Run(string path, params IReadOnlyList<AlertReading> readings) =>
        [.. new SimulationFolder(path, new SimulationSettings(), new Seed(1)).Run(readings, 2)];

    private static string[] Contents(string path) =>
        [
            .. Directory
                .GetFiles(path)
                .Order(StringComparer.Ordinal)
                .Select(f => Path.GetFileName(f) + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))),
        ];
}
