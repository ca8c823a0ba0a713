using StampSpec.Alerts.Inspection;
using StampSpec.Alerts.Reading;
using StampSpec.Layouts.Export;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Layouts;

public sealed class CutPeerTests
{
    private static readonly string[] Layouts = ["ztf-full", "ztf-cropped", "ztf-low-resolution", "ztf-multiscale"];

    /// <summary>Alerts at chip edges and a quarter of the others; all if STAMPSPEC_ALL_ALERTS is set.</summary>
    [SkippableFact]
    public void Every_pixel_of_the_four_ztf_layouts_equals_numpys_in_every_normalisation()
    {
        var alerts = Repository.SharedPath("data", "ztf");
        var step = Environment.GetEnvironmentVariable("STAMPSPEC_ALL_ALERTS") is null ? 4 : 1;
        var all = Directory.GetFiles(alerts, "*.avro").Order(StringComparer.Ordinal);
        var packets = all.Where((file, i) => i % step == 0 || IsAtEdge(file)).ToList();
        Assert.Contains(packets, IsAtEdge);
        using var folder = new TemporaryFolder();
        Export(packets, folder);
        var said = PeerScript.Run("cut_reference.py", ["numpy", "astropy", "avro", "snappy"], alerts, folder.Path);
        var pixels = packets.Count * 3 * 4 * (3969 + (3 * 256));
        Assert.Equal(FormattableString.Invariant($"{packets.Count} alerts, {pixels} pixels equal"), said.Trim());
    }

    private static bool IsAtEdge(string file) => PacketInspector.Inspect([file]).Single().Cutouts.Any(c => c.Width < 63 || c.Height < 63);

    private static void Export(List<string> packets, TemporaryFolder folder)
    {
        var exports = (
            from layout in Layouts.Select(LayoutLibrary.Load)
            from order in Enum.GetValues<NormalisationOrder>()
            select (
                Images: new StampImages(layout, order),
                Folder: new StampFolder(folder[$"{layout.Name}.{order.ToString().ToLowerInvariant()}"], layout, order, StampFormat.Npy)
            )
        ).ToList();
        foreach (var reading in AlertFiles.Read(packets))
        {
            exports.ForEach(export => export.Folder.Add(reading.Alert!, reading.Source, export.Images.Of(reading.Alert!)));
        }

        exports.ForEach(export => export.Folder.Complete());
        exports.ForEach(export => export.Folder.Dispose());
    }
}
