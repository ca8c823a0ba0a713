using System.Runtime.InteropServices;
using StampSpec.Alerts;
using StampSpec.Pixels;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

public sealed class RealZtfAlertTests
{
    private const int Alerts = 1120;

    [SkippableFact]
    public void Every_alert_is_read_and_agrees_with_the_table_beside_it()
    {
        var readings = AlertFiles.Read([Repository.SharedPath("data", "ztf")]).ToArray();
        var table = LabelTable.Load(Repository.SharedPath("data", "ztf-labels.csv"));
        Assert.Equal(Alerts, readings.Length);
        Assert.All(readings, r => Assert.Null(r.Problem));
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
                fields.WriteLine(FormattableString.Invariant(
                    $"{Path.GetFileName(reading.Source)},{alert.Candid},{alert.ObjectId},{alert.RightAscensionDeg:R},{alert.DeclinationDeg:R},{alert.Band},{alert.JulianDate:R},{alert.MagnitudePsf:R},{alert.MagnitudePsfError:R},{alert.ZeroPointMag:R},{alert.LimitingMagnitude:R},{alert.IsPositive},{alert.RealBogus:R},{alert.NearestSourceArcsec:R},{alert.NearestSourceStarScore:R}"));
                foreach (var kind in Enum.GetValues<CutoutKind>())
                {
                    pixels.Write(MemoryMarshal.AsBytes(alert[kind].Flux.Pixels));
                }
            }
        }

        var report = PeerScript.Run("ztf_peer.py", ["avro", "astropy", "numpy", "snappy"], data, folder.Path);
        Assert.Contains($"{Alerts} alerts, {Alerts * 3 * 63 * 63} pixels agree", report, StringComparison.Ordinal);
    }
}
