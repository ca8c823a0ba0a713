using System.Globalization;
using System.Runtime.InteropServices;
using StampSpec.Alerts;
using StampSpec.Alerts.Inspection;
using StampSpec.Alerts.Reading;
using StampSpec.Alerts.Ztf;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

public sealed class RealZtfAlertTests
{
    [SkippableFact]
    public void Every_alert_is_read_and_agrees_with_the_table_beside_it()
    {
        var readings = AlertFiles.Read([Repository.SharedPath("data", "ztf")]).ToArray();
        var table = LabelTable.Load(Repository.SharedPath("data", "ztf-labels.csv"));
        Assert.All(readings, r => Assert.Null(r.Problem));
        Assert.All(readings, r => Assert.Null(r.Alert!.Note));
        Assert.Equal(table.Rows.Select(r => r.Candid).Order(), readings.Select(r => r.Alert!.Candid).Order());
        Assert.All(readings, r => Assert.True(table.TryGet(r.Alert!.Candid, out _)));
    }

    [SkippableFact]
    public void Every_pixel_and_field_agrees_with_Python_avro_and_astropy()
    {
        var data = Repository.SharedPath("data", "ztf");
        using var folder = new TemporaryFolder();
        using (var pixels = File.Create(folder["pixels.f32"]))
        using (var fields = new StreamWriter(folder["fields.csv"]))
        {
            foreach (var reading in AlertFiles.Read([data]))
            {
                var alert = reading.Alert!;
                fields.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Path.GetFileName(reading.Source)},{alert.Candid},{alert.ObjectId},{alert.RightAscensionDeg:R},"
                            + $"{alert.DeclinationDeg:R},{alert.Band},{alert.JulianDate:R},{alert.MagnitudePsf:R},"
                            + $"{alert.MagnitudePsfError:R},{alert.ZeroPointMag:R},{alert.LimitingMagnitude:R},{alert.IsPositive},{alert.RealBogus:R},"
                            + $"{alert.NearestSourceArcsec:R},{alert.NearestSourceStarScore:R}"
                    )
                );
                foreach (var kind in Enum.GetValues<CutoutKind>())
                {
                    pixels.Write(MemoryMarshal.AsBytes(alert[kind].Flux.Pixels));
                }
            }
        }

        var report = PeerScript.Run("ztf_peer.py", ["avro", "astropy", "numpy", "snappy"], data, folder.Path);
        var alerts = SharedIndex.Ztf().Count;
        Assert.Equal($"{alerts} alerts, {alerts * 3 * 63 * 63} pixels agree", report.Trim());
    }

    /// <summary>The rule of <see cref="QuadrantPosition"/> explains the sizes of all cutouts as shipped.</summary>
    [SkippableFact]
    public void Every_cutout_has_the_pixels_of_63_by_63_around_its_position_that_lie_on_the_chip()
    {
        var sizes = Directory.GetFiles(Repository.SharedPath("data", "ztf"), "*.avro").Select(AssertSizesFollowFromThePosition).ToList();
        Assert.Contains(sizes, size => size.Width < 63);
        Assert.Contains(sizes, size => size.Height < 63);
    }

    /// <summary>
    /// When it is placed by that rule, a difference image has the flux of the packet's PSF magnitude in its middle and not next to it.
    /// </summary>
    [SkippableFact]
    public void The_middle_of_every_cutout_at_a_chips_edge_has_the_flux_of_the_alerts_magnitude()
    {
        var atEdges = AlertFiles
            .Read([Repository.SharedPath("data", "ztf")])
            .Where(r => IsCutOff(r.Alert!.Difference.Flux))
            .Where(r => PacketInspector.Inspect([r.Source]).Single().Cutouts is [{ Width: < 63 } or { Height: < 63 }, ..]);
        Alert[] alerts = [.. atEdges.Select(r => r.Alert!).Where(a => a.ZeroPointMag is not null)];
        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert =>
        {
            var expectedDn = Math.Pow(10, -0.4 * (alert.MagnitudePsf!.Value - alert.ZeroPointMag!.Value));
            Assert.InRange(FluxInTheMiddle(alert.Difference.Flux) / expectedDn, 0.5, 1.2);
        });
    }

    private static (int Width, int Height) AssertSizesFollowFromThePosition(string file)
    {
        using var stream = File.OpenRead(file);
        using var container = new AvroContainerReader(stream);
        var candidate = (AvroRecord)((AvroRecord)Assert.Single(container.ReadAll())!)["candidate"]!;
        var size = (PixelsOnChip(candidate["xpos"], 3072), PixelsOnChip(candidate["ypos"], 3080));
        Assert.Equal([size, size, size], PacketInspector.Inspect([file]).Single().Cutouts.Select(c => (c.Width, c.Height)));
        return size;
    }

    private static int PixelsOnChip(object? position, int pixels)
    {
        var centre = (int)Math.Floor(Convert.ToDouble(position, CultureInfo.InvariantCulture) + 0.5);
        return Math.Min(pixels, centre + 31) - Math.Max(1, centre - 31) + 1;
    }

    private static bool IsCutOff(Image<float> image) =>
        Enumerable.Range(0, 63).All(i => float.IsNaN(image[i, 0]))
        || Enumerable.Range(0, 63).All(i => float.IsNaN(image[i, 62]))
        || Enumerable.Range(0, 63).All(i => float.IsNaN(image[0, i]))
        || Enumerable.Range(0, 63).All(i => float.IsNaN(image[62, i]));

    /// <summary>DN within 4 pixels of the middle, above the median. ZTF ships negative differences with the opposite sign.</summary>
    private static double FluxInTheMiddle(Image<float> difference)
    {
        var finite = difference.Pixels.ToArray().Where(float.IsFinite).Order().ToArray();
        var flux = 0.0;
        for (var y = -4; y <= 4; y++)
        {
            for (var x = -4; x <= 4; x++)
            {
                var pixel = difference[31 + y, 31 + x];
                flux += (x * x) + (y * y) <= 16 && float.IsFinite(pixel) ? pixel - finite[finite.Length / 2] : 0;
            }
        }

        return flux;
    }
}
