using StampSpec.Alerts;
using StampSpec.Layouts;
using StampSpec.Layouts.Export;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Layouts;

public sealed class CutPeerTests
{
    private static readonly string[] Layouts = ["ztf-full", "ztf-cropped", "ztf-low-resolution", "ztf-multiscale"];

    /// <summary>A quarter of the alerts, or all where STAMPSPEC_ALL_ALERTS is set: 1,120 alerts and 47,748,960 pixels.</summary>
    [SkippableFact]
    public void Every_pixel_of_the_four_ztf_layouts_equals_numpys_in_every_normalisation()
    {
        var alerts = Repository.SharedPath("data", "ztf");
        var step = Environment.GetEnvironmentVariable("STAMPSPEC_ALL_ALERTS") is null ? 4 : 1;
        var packets = Directory.GetFiles(alerts, "*.avro").Order(StringComparer.Ordinal).Where((_, i) => i % step == 0).ToList();
        using var folder = new TemporaryFolder();
        Export(packets, folder);
        var said = PeerScript.Run("cut_reference.py", ["numpy", "astropy", "avro", "snappy"], alerts, folder.Path);
        Assert.Equal(FormattableString.Invariant($"{1120 / step} alerts, {1120 / step * 3 * 3 * (3969 + (3 * 256))} pixels equal"), said.Trim());
    }

    private static void Export(List<string> packets, TemporaryFolder folder)
    {
        var exports = (from layout in Layouts.Select(StampLayout.Load)
                       from order in Enum.GetValues<NormalisationOrder>()
                       select (Images: new StampImages(layout, order), Folder: new StampFolder(folder[$"{layout.Name}.{order.ToString().ToLowerInvariant()}"], layout, order, StampFormat.Npy))).ToList();
        foreach (var reading in AlertFiles.Read(packets))
        {
            exports.ForEach(export => export.Folder.Add(reading.Alert!, reading.Source, export.Images.Of(reading.Alert!)));
        }

        exports.ForEach(export => export.Folder.Complete());
        exports.ForEach(export => export.Folder.Dispose());
    }
}
