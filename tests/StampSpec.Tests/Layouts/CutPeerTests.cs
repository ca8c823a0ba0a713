using StampSpec.Alerts;
using StampSpec.Layouts;
using StampSpec.Layouts.Export;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Layouts;

public sealed class CutPeerTests
{
    private static readonly string[] Layouts = ["ztf-full", "ztf-cropped", "ztf-low-resolution", "ztf-multiscale"];

    [SkippableFact]
    public void Every_pixel_of_the_four_ztf_layouts_equals_numpys_in_every_normalisation()
    {
        var alerts = Repository.SharedPath("data", "ztf");
        using var folder = new TemporaryFolder();
        Export(alerts, folder);
        var said = PeerScript.Run("cut_reference.py", ["numpy", "astropy", "avro", "snappy"], alerts, folder.Path);
        Assert.Equal("1120 alerts, 47748960 pixels equal", said.Trim());
    }

    private static void Export(string alerts, TemporaryFolder folder)
    {
        var exports = (from layout in Layouts.Select(StampLayout.Load)
                       from order in Enum.GetValues<NormalisationOrder>()
                       select (Images: new StampImages(layout, order), Folder: new StampFolder(folder[$"{layout.Name}.{order.ToString().ToLowerInvariant()}"], layout, order, StampFormat.Npy))).ToList();
        foreach (var reading in AlertFiles.Read([alerts]))
        {
            exports.ForEach(export => export.Folder.Add(reading.Alert!, reading.Source, export.Images.Of(reading.Alert!)));
        }

        exports.ForEach(export => export.Folder.Complete());
        exports.ForEach(export => export.Folder.Dispose());
    }
}
