using StampSpec.Tests.Support;

namespace StampSpec.Tests.Architecture;

/// <summary>Data flow in one direction: a folder, and each of its sub-folders, may use only the folders of its row, which come before
/// it.</summary>
public sealed class LayerTests
{
    // From the first layer to the last. A row names the folders that it may use, all of them above it.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Common"] = Folders(""),
        ["Specs"] = Folders("Common"),
        ["Formats"] = Folders("Common"),
        ["Formats.Compression"] = Folders("Common Formats"),
        ["Formats.Avro"] = Folders("Common Formats Formats.Compression"),
        ["Formats.Fits"] = Folders("Common Formats Formats.Compression"),
        ["Formats.Onnx"] = Folders(""),
        ["Formats.Parquet"] = Folders("Common Formats Formats.Avro"),
        ["Formats.Tar"] = Folders("Formats"),
        ["Alerts.Kafka"] = Folders("Common"),
        ["Alerts"] = Folders("Common Specs Formats Formats.Avro Formats.Fits Formats.Tar Alerts.Kafka"),
        ["Alerts.Lsst"] = Folders("Common Formats.Avro Formats.Fits Alerts"),
        ["Alerts.Ztf"] = Folders("Common Formats.Compression Formats.Avro Formats.Fits Alerts"),
        ["Alerts.Reading"] = Folders(
            "Common Formats Formats.Compression Formats.Avro Formats.Parquet Formats.Tar Alerts.Kafka Alerts Alerts.Lsst Alerts.Ztf"
        ),
        ["Alerts.Inspection"] = Folders(
            "Common Formats.Compression Formats.Avro Formats.Fits Alerts Alerts.Lsst Alerts.Ztf Alerts.Reading"
        ),
        ["Layouts.Model"] = Folders("Alerts"),
        ["Layouts.Cutting"] = Folders("Common Alerts Layouts.Model"),
        ["Layouts.Features"] = Folders("Common Alerts Layouts.Model"),
        ["Layouts.Specification"] = Folders("Common Specs Alerts Layouts.Model Layouts.Cutting Layouts.Features"),
        ["Layouts.Export"] = Folders("Common Formats.Fits Alerts Alerts.Reading Layouts.Model Layouts.Cutting Layouts.Specification"),
        ["Imaging.Psf"] = Folders("Common"),
        ["Imaging.Statistics"] = Folders("Common Imaging.Psf"),
        ["Imaging.Pictures"] = Folders("Common Alerts Imaging.Statistics"),
        ["Imaging.Resampling"] = Folders("Common Imaging.Psf"),
        ["Imaging.Simulation"] = Folders(
            "Common Specs Alerts Alerts.Lsst Alerts.Ztf Alerts.Reading Imaging.Psf Imaging.Statistics Imaging.Resampling"
        ),
        ["Sky.Scenes"] = Folders("Common Imaging.Psf Imaging.Simulation"),
        ["Sky.Artefacts"] = Folders("Common Sky.Scenes"),
        ["Sky.Populations"] = Folders("Common Imaging.Simulation Sky.Scenes Sky.Artefacts"),
        ["Sky.Classes"] = Folders("Common Sky.Scenes Sky.Artefacts Sky.Populations"),
        ["Sky.Rendering"] = Folders("Common Sky.Scenes"),
        ["Sky.Detection"] = Folders("Common Alerts.Lsst Sky.Scenes Sky.Rendering"),
        ["Sky.Injection"] = Folders("Common Alerts Sky.Scenes Sky.Classes Sky.Rendering"),
        ["Sky.Packets"] = Folders(
            "Common Formats.Avro Formats.Fits Alerts Alerts.Lsst Imaging.Simulation Sky.Scenes Sky.Artefacts Sky.Classes "
                + "Sky.Populations Sky.Rendering Sky.Detection"
        ),
        ["Budgets.Encodings"] = Folders("Common Formats.Compression Formats.Fits"),
        ["Budgets"] = Folders(
            "Common Specs Formats.Avro Formats.Fits Alerts Alerts.Lsst Alerts.Reading Alerts.Inspection "
                + "Layouts.Model Layouts.Cutting Budgets.Encodings"
        ),
        ["Budgets.Dmtn102"] = Folders("Common Specs"),
        ["Budgets.Measured"] = Folders(
            "Common Formats.Compression Formats.Avro Formats.Fits Alerts Alerts.Reading Layouts.Model "
                + "Layouts.Specification Budgets.Encodings Budgets"
        ),
        ["Learning"] = Folders("Common Layouts.Model"),
        ["Learning.Graphs"] = Folders("Formats.Onnx"),
        ["Learning.Onnx"] = Folders("Common Formats.Onnx Learning Learning.Graphs"),
        ["Learning.External"] = Folders("Common Specs Alerts Formats.Onnx Layouts.Model Learning Learning.Onnx"),
        ["Learning.Metrics"] = Folders(""),
        ["Learning.Networks"] = Folders("Common Formats.Onnx Layouts.Model Learning Learning.Graphs Learning.Onnx"),
        ["Learning.Models"] = Folders(
            "Common Specs Alerts Formats.Onnx Layouts.Model Layouts.Cutting Layouts.Specification Learning Learning.Onnx "
                + "Learning.Networks"
        ),
        ["Learning.Training"] = Folders(
            "Common Formats.Onnx Layouts.Model Learning Learning.Onnx Learning.Metrics Learning.Networks Learning.Models"
        ),
        ["Learning.Trees"] = Folders("Common"),
        ["Learning.Tuning"] = Folders("Common Learning Learning.Models Learning.Training"),
        ["Inference"] = Folders(
            "Common Specs Alerts Alerts.Reading Layouts.Model Layouts.Cutting Layouts.Specification Imaging.Simulation "
                + "Budgets.Encodings Budgets Learning Learning.Metrics Learning.Models"
        ),
        ["Studies.Model"] = Folders(
            "Common Alerts Layouts.Model Imaging.Simulation Sky.Scenes Sky.Packets Budgets.Encodings Budgets Learning "
                + "Learning.External Learning.Metrics Learning.Tuning"
        ),
        ["Studies.Store"] = Folders("Common Specs Alerts Learning.Models Studies.Model"),
        ["Studies.Specification"] = Folders(
            "Common Specs Alerts Alerts.Kafka Layouts.Model Layouts.Cutting Layouts.Specification Imaging.Simulation "
                + "Sky.Scenes Sky.Injection Sky.Packets Budgets.Encodings Budgets Budgets.Dmtn102 Learning "
                + "Learning.External Learning.Tuning Studies.Model Studies.Store"
        ),
        ["Studies.Statistics"] = Folders("Common Learning.Metrics"),
        ["Studies.Analysis"] = Folders(
            "Common Alerts Layouts.Model Budgets.Encodings Budgets Learning Learning.External Learning.Metrics "
                + "Studies.Model Studies.Store Studies.Specification Studies.Statistics"
        ),
        ["Studies.Data"] = Folders(
            "Common Specs Alerts Alerts.Reading Layouts.Model Layouts.Cutting Layouts.Features Imaging.Simulation Sky.Scenes "
                + "Sky.Injection Sky.Packets Budgets.Encodings Budgets Learning Inference Studies.Model "
                + "Studies.Analysis"
        ),
        ["Studies.Running"] = Folders(
            "Common Alerts Layouts.Model Budgets Learning Learning.Onnx Learning.External Learning.Metrics "
                + "Learning.Networks Learning.Models Learning.Training Learning.Trees Learning.Tuning Studies.Model Studies.Store "
                + "Studies.Specification Studies.Statistics Studies.Analysis Studies.Data"
        ),
        ["Studies.Exploring"] = Folders(
            "Common Alerts Layouts.Model Budgets.Encodings Budgets Learning Learning.External Learning.Metrics Learning.Tuning "
                + "Studies.Model Studies.Store Studies.Specification Studies.Statistics Studies.Analysis Studies.Data "
                + "Studies.Running"
        ),
        ["Reports.Figures"] = Folders("Common"),
        ["Reports.Charts"] = Folders("Learning.Metrics Studies.Model Reports.Figures"),
        ["Reports.Gallery"] = Folders(
            "Common Alerts Layouts.Model Layouts.Cutting Imaging.Pictures Studies.Model Studies.Store "
                + "Studies.Specification Studies.Data Reports.Figures Reports.Charts"
        ),
        ["Reports.Tables"] = Folders(
            "Common Alerts Budgets.Encodings Budgets Learning.Metrics Studies.Model Studies.Store Studies.Statistics "
                + "Studies.Analysis Studies.Data Reports.Figures Reports.Charts"
        ),
        ["Reports.Page"] = Folders("Studies.Model Studies.Store Reports.Figures Reports.Charts Reports.Tables"),
        ["Reports"] = Folders(
            "Common Alerts Layouts.Model Budgets.Encodings Budgets Learning Learning.Metrics Learning.Models Inference Studies.Model "
                + "Studies.Store "
                + "Studies.Specification Studies.Statistics "
                + "Studies.Analysis Studies.Data Studies.Running Studies.Exploring Reports.Figures Reports.Charts "
                + "Reports.Gallery Reports.Tables Reports.Page"
        ),
    };

    private static readonly FolderRules Rules = new(Allowed);

    public static TheoryData<string> Rows => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_folder_uses_only_the_folders_that_its_row_names(string folder) => Assert.Empty(Rules.Broken(folder));

    [Fact]
    public void Every_folder_has_a_row_and_every_row_a_folder()
    {
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), Rules.Folders.Order(StringComparer.Ordinal));
        var library = Repository.PathOf("src", "StampSpec");
        var onDisk = Directory
            .GetFiles(library, "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".proto")
            .Select(f => Path.GetRelativePath(library, Path.GetDirectoryName(f)!).Replace(Path.DirectorySeparatorChar, '.'))
            .Where(f => !f.StartsWith("bin", StringComparison.Ordinal) && !f.StartsWith("obj", StringComparison.Ordinal));
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), onDisk.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rows_name_only_rows_above_them()
    {
        var rows = Allowed.Keys.ToList();
        Assert.All(Allowed, row => Assert.All(row.Value, used => Assert.InRange(rows.IndexOf(used), 0, rows.IndexOf(row.Key) - 1)));
    }

    [Fact]
    public void A_use_that_no_row_allows_is_found()
    {
        var broken = With("Reports.Page", [.. Allowed["Reports.Page"].Except(["Studies.Model"])]).Broken("Reports.Page").ToArray();
        Assert.Contains("StampSpec.Reports.Page.StudyPage uses Studies.Model", broken);
        Assert.All(broken, use => Assert.EndsWith(" uses Studies.Model", use, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_and_its_sub_folders_are_told_apart()
    {
        var broken = With("Alerts", [.. Allowed["Alerts"].Except(["Formats.Avro"])]).Broken("Alerts").ToArray();
        Assert.Contains("StampSpec.Alerts.PacketReader uses Formats.Avro", broken);
        Assert.All(broken, use => Assert.DoesNotContain("Alerts.Ztf", use, StringComparison.Ordinal));
    }

    private static string[] Folders(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static FolderRules With(string row, string[] uses) => new(new Dictionary<string, string[]>(Allowed) { [row] = uses });
}
