using StampSpec.Tests.Support;

namespace StampSpec.Tests.Architecture;

/// <summary>The way of the data is one-directional: each folder may use only those listed for it, which come before it.</summary>
public sealed class LayerTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Diagnostics"] = [],
        ["Files"] = [],
        ["Pixels"] = [],
        ["Seeds"] = [],
        ["Specs"] = ["Diagnostics"],
        ["Alerts"] = ["Diagnostics", "Files", "Pixels"],
        ["Layouts"] = ["Diagnostics", "Files", "Pixels", "Specs", "Alerts"],
        ["Imaging"] = ["Diagnostics", "Files", "Pixels", "Seeds", "Specs", "Alerts"],
        ["Sky"] = ["Diagnostics", "Files", "Pixels", "Seeds", "Specs", "Alerts", "Imaging"],
        ["Budgets"] = ["Diagnostics", "Files", "Pixels", "Seeds", "Specs", "Alerts", "Layouts"],
        ["Learning"] = ["Diagnostics", "Pixels", "Seeds", "Specs", "Layouts"],
        ["Inference"] = ["Diagnostics", "Files", "Pixels", "Seeds", "Specs", "Alerts", "Layouts", "Imaging", "Sky", "Budgets", "Learning"],
        ["Studies"] =
        [
            "Diagnostics", "Files", "Pixels", "Seeds", "Specs", "Alerts", "Layouts", "Imaging", "Sky", "Budgets", "Learning", "Inference",
        ],
        ["Reports"] =
        [
            "Diagnostics", "Files", "Pixels", "Seeds", "Specs", "Alerts", "Layouts", "Imaging", "Sky", "Budgets", "Learning", "Inference",
            "Studies",
        ],
    };

    private static readonly FolderRules Rules = new(Allowed);

    public static TheoryData<string> Folders => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_uses_only_the_folders_that_its_row_names(string folder) => Assert.Empty(Rules.Broken(folder));

    [Fact]
    public void Every_folder_has_a_row_and_every_row_a_folder()
    {
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), Rules.Folders.Order(StringComparer.Ordinal));
        var onDisk = Directory.GetDirectories(Repository.PathOf("src", "StampSpec")).Select(f => Path.GetFileName(f))
            .Where(f => f is not ("bin" or "obj" or "node_modules"));
        Assert.Equal(onDisk.Order(StringComparer.Ordinal), Allowed.Keys.Where(row => !row.Contains('.')).Order(StringComparer.Ordinal));
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
        var broken = With("Reports", [.. Allowed["Reports"].Except(["Studies"])]).Broken("Reports").ToArray();
        Assert.Contains("StampSpec.Reports.StudyReport uses Studies", broken);
        Assert.All(broken, use => Assert.EndsWith(" uses Studies", use, StringComparison.Ordinal));
    }

    [Fact]
    public void A_sub_folder_may_have_a_row_of_its_own()
    {
        var rules = With("Alerts.Fits", ["Diagnostics", "Files", "Pixels"]);
        Assert.Empty(rules.Broken("Alerts.Fits"));
        Assert.Contains("StampSpec.Alerts.Lsst.LsstCutout uses Alerts.Fits", rules.Broken("Alerts"));
        Assert.All(rules.Broken("Alerts"), use => Assert.DoesNotContain("Alerts.Fits.", use, StringComparison.Ordinal));
    }

    private static FolderRules With(string row, string[] uses) => new(new Dictionary<string, string[]>(Allowed) { [row] = uses });
}
