using StampSpec.Alerts.Reading;
using StampSpec.Formats.Fits;
using StampSpec.Layouts.Export;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Layouts;

public sealed class CutCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CutCommandTests() =>
        Assert.Equal(0, CommandLine.Run("synthesize", "--out", _folder["alerts"], "--alerts", "4", "--seed", "7").ExitCode);

    private string Packets =>
        Directory
            .GetFiles(_folder["alerts"], "*.avro", SearchOption.AllDirectories)
            .Select(f => Path.GetDirectoryName(f)!)
            .Distinct()
            .Single();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("none")]
    [InlineData("before")]
    [InlineData("after")]
    public void Arrays_hold_each_scale_of_each_image_in_the_order_of_the_index(string order)
    {
        var result = CommandLine.Run("cut", "ztf-multiscale", Packets, "--out", _folder["stamps"], "--normalisation", order);
        Assert.Equal((0, "", "4 alerts cut, 0 skipped\n"), (result.ExitCode, result.Output, result.Error));

        var images = new StampImages(LayoutLibrary.Load("ztf-multiscale"), Enum.Parse<NormalisationOrder>(order, ignoreCase: true));
        var alerts = AlertFiles.Read([Packets]).Select(r => r.Alert!).ToList();
        var cut = alerts.SelectMany(images.Of).ToLookup(i => i.Name);
        Assert.Equal(12, cut.Count);
        Assert.All(cut, scale =>
        {
            var array = NpyArray.Read(_folder["stamps", scale.Key + ".npy"]);
            Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 8, 8), }", array.Header);
            Assert.Equal(scale.SelectMany(s => s.Pixels.Pixels.ToArray()), array.Values);
        });
        Assert.Equal(13, Directory.GetFileSystemEntries(_folder["stamps"]).Length);
        Assert.Equal(
            alerts.Select(a => a.Candid),
            Index().Select(row => long.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture))
        );
    }

    [Fact]
    public void Fits_files_hold_one_unit_a_scale_of_an_image()
    {
        Assert.Equal(0, CommandLine.Run("cut", "ztf-multiscale", Packets, "--out", _folder["stamps"], "--format", "fits").ExitCode);
        var alert = AlertFiles.Read([Packets]).First().Alert!;
        var expected = new StampImages(LayoutLibrary.Load("ztf-multiscale"), NormalisationOrder.None).Of(alert);
        var file = FitsFile.Read(File.ReadAllBytes(_folder["stamps", Index()[0][6]]));
        Assert.Equal(expected.Select(s => s.Name.ToUpperInvariant()), file.Hdus.Select(h => h.Name));
        Assert.All(expected.Zip(file.Hdus), pair =>
            Assert.Equal(pair.First.Pixels.Pixels.ToArray(), pair.Second.ReadSingle().Pixels.ToArray())
        );
        Assert.Equal(("ztf-multiscale", alert.ObjectId), (file.Hdus[0].Header.Text("LAYOUT"), file.Hdus[0].Header.Text("OBJECTID")));
    }

    [Fact]
    public void Omitted_centres_are_not_numbers()
    {
        File.WriteAllText(
            _folder["omitted.yaml"],
            "name: omitted\npixels: 8\npixel-scale: 1.01\nscales: 3\nimages: [difference]\ncentres: omitted\n"
        );
        Assert.Equal(
            0,
            CommandLine.Run("cut", _folder["omitted.yaml"], Packets, "--out", _folder["stamps"], "--normalisation", "before").ExitCode
        );
        Assert.Equal(
            [0, 4 * 16, 4 * 16],
            Enumerable.Range(0, 3).Select(k => NpyArray.Read(_folder["stamps", $"difference-{k}.npy"]).Values.Count(float.IsNaN))
        );
        Assert.False(File.Exists(_folder["stamps", "science-0.npy"]));
    }

    [Fact]
    public void A_bad_packet_is_listed_counted_and_left_out()
    {
        var bad = Directory.GetFiles(Packets, "*.avro").Order(StringComparer.Ordinal).ElementAt(1);
        File.WriteAllBytes(bad, File.ReadAllBytes(bad)[..500]);
        var result = CommandLine.Run("cut", "ztf-cropped", Packets, "--out", _folder["stamps"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(Path.GetFileName(bad), result.Error.Split('\n')[0], StringComparison.Ordinal);
        Assert.EndsWith("3 alerts cut, 1 skipped\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("(3, 16, 16)", NpyArray.Read(_folder["stamps", "science-0.npy"]).Header, StringComparison.Ordinal);
        Assert.Equal(3, Index().Count);
    }

    [Theory]
    [InlineData("rubin-proposal", "layout.finer-than-native")]
    [InlineData("ztf-multi", "layout.unknown")]
    public void A_layout_that_cannot_be_cut_ends_with_code_2_and_nothing_written(string layout, string code)
    {
        var result = CommandLine.Run("cut", layout, Packets, "--out", _folder["stamps"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(code, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["stamps"]));
    }

    [Fact]
    public void An_earlier_export_is_replaced_only_if_asked_and_any_other_folder_refused()
    {
        Assert.Equal(0, CommandLine.Run("cut", "ztf-multiscale", Packets, "--out", _folder["stamps"]).ExitCode);
        var kept = CommandLine.Run("cut", "ztf-cropped", Packets, "--out", _folder["stamps"]);
        Assert.Equal(2, kept.ExitCode);
        Assert.Contains("error cut.finished: the folder contains an export of stamps from 20", kept.Error, StringComparison.Ordinal);
        Assert.Contains("add --fresh to replace the export", kept.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["stamps", "science-3.npy"]));
        Assert.Equal(0, CommandLine.Run("cut", "ztf-cropped", Packets, "--out", _folder["stamps"], "--fresh").ExitCode);
        Assert.Equal(
            ["difference-0.npy", "index.csv", "science-0.npy", "template-0.npy"],
            Directory.GetFiles(_folder["stamps"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );

        File.WriteAllText(_folder["stamps", "notes.txt"], "mine");
        var refused = CommandLine.Run("cut", "ztf-full", Packets, "--out", _folder["stamps"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("the folder contains notes.txt, which is not part of an export of stamps", refused.Error, StringComparison.Ordinal);
        Assert.Contains("(4, 16, 16)", NpyArray.Read(_folder["stamps", "science-0.npy"]).Header, StringComparison.Ordinal);
    }

    [Fact]
    public void Cutouts_smaller_than_the_layout_are_counted_and_their_surroundings_missing()
    {
        File.WriteAllText(_folder["wide.yaml"], "name: wide\npixels: 70\npixel-scale: 1.01\n");
        var result = CommandLine.Run("cut", _folder["wide.yaml"], Packets, "--out", _folder["stamps"]);
        Assert.StartsWith(
            "4 of 4 alerts have cutouts smaller than the layout's 70.7 arcsec; pixels outside them are missing\n",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.True(NpyArray.Read(_folder["stamps", "science-0.npy"]).Values.Take(70).All(float.IsNaN));
    }

    private List<string[]> Index()
    {
        var lines = File.ReadAllLines(_folder["stamps", "index.csv"]);
        Assert.Equal("row,candid,objectId,ra,dec,source,stamps", lines[0]);
        return [.. lines.Skip(1).Select(l => l.Split(','))];
    }
}
