using System.Text.Json;
using StampSpec.Alerts.Reading;
using StampSpec.Formats.Fits;
using StampSpec.Layouts.Cutting;
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
            var mask = NpyArray.Read(_folder["stamps", scale.Key + "-missing.npy"]);
            var type = order == "before" ? "<f4" : "|u1";
            Assert.Equal($"{{'descr': '{type}', 'fortran_order': False, 'shape': (4, 8, 8), }}", mask.Header);
            Assert.Equal(scale.SelectMany(s => s.Missing.Pixels.ToArray()), mask.Values);
        });
        Assert.Equal(27, Directory.GetFileSystemEntries(_folder["stamps"]).Length);
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
        Assert.Equal(
            expected.Select(s => s.Name.ToUpperInvariant()).Concat(expected.Select(s => s.MaskName.ToUpperInvariant())),
            file.Hdus.Select(h => h.Name)
        );
        Assert.All(expected.Zip(file.Hdus.Skip(expected.Count)), pair =>
            Assert.Equal(pair.First.Missing.Pixels.ToArray(), pair.Second.ReadSingle().Pixels.ToArray())
        );
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
            [
                "cut.json",
                "difference-0-missing.npy",
                "difference-0.npy",
                "index.csv",
                "position.npy",
                "science-0-missing.npy",
                "science-0.npy",
                "template-0-missing.npy",
                "template-0.npy",
            ],
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

    [Fact]
    public void Labels_join_the_index_and_alerts_without_one_are_counted()
    {
        var lines = File.ReadAllLines(_folder["alerts", "labels.csv"]);
        File.WriteAllLines(_folder["labels.csv"], lines.Where((_, i) => i != 2));
        string[] command = ["cut", "ztf-cropped", Packets, "--out", _folder["stamps"], "--labels", _folder["labels.csv"]];
        var result = CommandLine.Run(command);
        Assert.Equal(
            (0, $"1 of 4 alerts have no class in {_folder["labels.csv"]}; their class is empty in index.csv\n4 alerts cut, 0 skipped\n"),
            (result.ExitCode, result.Error)
        );
        var labels = lines.Skip(1).Select(l => l.Split(',')).ToDictionary(row => row[0]);
        var header = lines[0].Split(',');
        var rows = Index(",class,group");
        Assert.Single(rows, row => row[7].Length == 0 && row[8].Length == 0);
        Assert.All(rows.Where(row => row[7].Length > 0), row =>
            Assert.Equal((labels[row[1]][Array.IndexOf(header, "class")], labels[row[1]][Array.IndexOf(header, "group")]), (row[7], row[8]))
        );
    }

    [Fact]
    public void Labels_of_other_alerts_end_with_code_2_and_nothing_written()
    {
        File.WriteAllText(_folder["labels.csv"], "candid,class,group\n1,sn,a\n");
        var result = CommandLine.Run("cut", "ztf-cropped", Packets, "--out", _folder["stamps"], "--labels", _folder["labels.csv"]);
        Assert.Equal(
            (
                2,
                $"{_folder["labels.csv"]}: error cut.labels: the table has no class for any of the 4 alerts; nothing was written; "
                    + "give the label table of these alerts; its candid is the packet's\n"
            ),
            (result.ExitCode, result.Error)
        );
        Assert.False(Directory.Exists(_folder["stamps"]));
    }

    [Fact]
    public void Features_and_positions_are_those_of_a_classifier()
    {
        Assert.Equal(0, CommandLine.Run("cut", "ztf-cropped-fourier", Packets, "--out", _folder["stamps"]).ExitCode);
        var builder = new StampTensorBuilder(LayoutLibrary.Load("ztf-cropped-fourier"), NormalisationOrder.None);
        foreach (var reading in AlertFiles.Read([Packets]))
        {
            builder.Add(reading.Alert!);
        }

        var tensors = builder.Build();
        Assert.Equal(tensors.Features, NpyArray.Read(_folder["stamps", "features.npy"]).Values);
        Assert.Equal(tensors.SkyPositions, NpyArray.Read(_folder["stamps", "position.npy"]).Values);
        Assert.Contains("(4, 3)", NpyArray.Read(_folder["stamps", "position.npy"]).Header, StringComparison.Ordinal);
    }

    [Fact]
    public void The_description_names_every_array_and_the_channels_of_a_classifier()
    {
        File.WriteAllText(
            _folder["omitted.yaml"],
            "name: omitted\npixels: 8\npixel-scale: 1.01\nscales: 2\nimages: [difference]\ncentres: omitted\nbins: sum\n"
        );
        Assert.Equal(0, CommandLine.Run("cut", _folder["omitted.yaml"], Packets, "--out", _folder["stamps"]).ExitCode);
        using var document = JsonDocument.Parse(File.ReadAllText(_folder["stamps", "cut.json"]));
        var root = document.RootElement;
        Assert.Equal(
            $"stampspec cut {_folder["omitted.yaml"]} {Packets} --out {_folder["stamps"]}",
            root.GetProperty("command").GetString()
        );
        Assert.Equal("a missing pixel, or a pixel of an omitted centre", root.GetProperty("missing").GetProperty("nan").GetString());
        var arrays = root.GetProperty("arrays").EnumerateArray().ToArray();
        Assert.Equal(
            [
                "difference-0.npy float32 1.01 DN (ZTF)",
                "difference-0-missing.npy uint8 1.01 ",
                "difference-1.npy float32 2.02 DN (ZTF)",
                "difference-1-missing.npy uint8 2.02 ",
            ],
            arrays.Select(a =>
                $"{a.GetProperty("file").GetString()} {a.GetProperty("dtype").GetString()} "
                + $"{a.GetProperty("pixelScaleArcsec").GetRawText()} "
                + (a.TryGetProperty("unit", out var unit) ? unit.GetString() : "")
            )
        );
        Assert.All(arrays, a =>
            Assert.Equal("[4,8,8]", string.Concat(a.GetProperty("shape").GetRawText().Where(c => !char.IsWhiteSpace(c))))
        );
        Assert.Equal(
            "the sum of each block of 2 x 2 pixels of scale 0",
            arrays[2].GetProperty("omittedCentre").GetProperty("rebuild").GetString()
        );
        var inputs = root.GetProperty("classifier").GetProperty("inputs").EnumerateArray().ToArray();
        Assert.Equal(["scale-0", "scale-1", "position"], inputs.Select(i => i.GetProperty("name").GetString()));
        Assert.Equal(
            ["difference-1", "difference-1-missing"],
            inputs[1].GetProperty("channels").EnumerateArray().Select(c => c.GetString())
        );
    }

    private List<string[]> Index(string moreColumns = "")
    {
        var lines = File.ReadAllLines(_folder["stamps", "index.csv"]);
        Assert.Equal("row,candid,objectId,ra,dec,source,stamps" + moreColumns, lines[0]);
        return [.. lines.Skip(1).Select(l => l.Split(','))];
    }
}
