using System.Text.RegularExpressions;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Architecture;

/// <summary>The way of the data is one-directional: each folder may use only those listed for it.</summary>
public sealed partial class LayerTests
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
        ["Budgets"] = ["Diagnostics", "Pixels", "Seeds", "Specs", "Alerts", "Layouts"],
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

    public static TheoryData<string> Folders => [.. Directory.GetDirectories(Repository.PathOf("src", "StampSpec")).Select(f => Path.GetFileName(f))
        .Where(f => f is not ("bin" or "obj" or "node_modules"))];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_uses_only_the_folders_before_it(string folder)
    {
        Assert.True(Allowed.TryGetValue(folder, out var allowed), $"src/StampSpec/{folder} has no place in the way of the data; give it one");
        var files = Directory.GetFiles(Repository.PathOf("src", "StampSpec", folder), "*.cs", SearchOption.AllDirectories);
        Assert.All(files, file =>
        {
            var used = UsedFolder().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value).Distinct()
                .Where(name => name != folder && Allowed.ContainsKey(name));
            Assert.Empty(used.Except(allowed));
        });
    }

    [GeneratedRegex(@"\bStampSpec\.([A-Z]\w+)")]
    private static partial Regex UsedFolder();
}
