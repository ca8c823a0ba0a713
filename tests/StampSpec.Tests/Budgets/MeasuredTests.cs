using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Measured;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Budgets;

public sealed class MeasuredTests
{
    [SkippableTheory]
    [InlineData("lsst", "*.v10_0.avro", ShippedParts.Psf)]
    [InlineData("ztf", "*.avro", ShippedParts.Gzipped)]
    public void The_parts_of_a_shipped_file_add_up_to_it(string survey, string pattern, string largest)
    {
        foreach (var file in Directory.GetFiles(Repository.SharedPath("data", survey), pattern).Order(StringComparer.Ordinal).Take(10))
        {
            var bytes = File.ReadAllBytes(file);
            var parts = ShippedParts.Of(bytes);
            Assert.Equal(bytes.Length, parts.Values.Sum());
            Assert.All(parts.Values, v => Assert.True(v > 0));
            Assert.Contains(largest, parts.Keys);
        }
    }

    [SkippableFact]
    public void A_shipped_30_pixel_packet_has_the_parts_worked_out_by_hand()
    {
        var parts = ShippedParts.Of(File.ReadAllBytes(Repository.SharedPath("data", "lsst", "169813005919846484.v10_0.avro")));
        Assert.Equal(3 * 3 * 2_880, parts[ShippedParts.FitsHeaders]);
        Assert.Equal(3 * 3_600, parts[ShippedParts.Flux]);
        Assert.Equal(3 * 3_600, parts[ShippedParts.Variance]);
    }

    [SkippableFact]
    public void Stamps_as_shipped_measure_what_the_shipped_cutouts_take()
    {
        var alert = Assert.Single(AlertFiles.Read([Repository.SharedPath("data", "lsst", "169813005919846484.v10_0.avro")])).Alert!;
        var rows = StampMeasurement.Of([alert]).ToArray();
        var shipped = rows.Single(r => r is { Variant: "float64 PSFs (as shipped)", Serialisation: "fits", Encoding: "none" });
        var cutouts = new[] { alert.Science, alert.Template, alert.Difference };
        Assert.Equal(cutouts.Sum(c => FitsSerialisation.ShippedCutoutBytes(c.Flux.Width, c.Psf!.Width)), shipped.Bytes.Mean);
        Assert.All(rows, r => Assert.Equal(1, r.Bytes.Count));
        Assert.DoesNotContain(rows, r => r is { Serialisation: "fits", Encoding: "float16" });
    }

    [Fact]
    public void Measuring_needs_a_folder_and_at_least_one_alert()
    {
        Assert.Contains("budget.no-folder", CommandLine.Run("budget", "--measure", "x.avro").Error, StringComparison.Ordinal);
        Assert.Contains("budget.at-most", CommandLine.Run("budget", "--measure", "x.avro", "--out", "y", "--at-most", "0").Error, StringComparison.Ordinal);
    }
}
