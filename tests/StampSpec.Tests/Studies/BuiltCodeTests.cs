using System.Security.Cryptography;
using StampSpec.Studies.Results;
using StampSpec.Studies.Running;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class BuiltCodeTests
{
    private static readonly string Library = Repository.PathOf("src", "StampSpec");

    [Fact]
    public void The_code_of_a_cell_is_the_hash_of_the_sources_by_their_paths_below_the_library()
    {
        string[] kinds = [".cs", ".proto", ".avsc"];
        var sources = Directory.EnumerateFiles(Library, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Library, f).Replace('\\', '/'))
            .Where(f => kinds.Contains(Path.GetExtension(f)) && !new[] { "bin/", "obj/", "Reports/" }.Any(p => f.StartsWith(p, StringComparison.Ordinal)))
            .Append("packages.lock.json");
        var lines = sources.Select(f => $"{Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(Library, f))))} {f}");
        Assert.Equal(BuiltCode.HashOf(lines), BuiltCode.Sha256);
    }

    [Fact]
    public void The_hash_depends_on_every_line_and_on_no_order_or_kind_of_slash()
    {
        string[] lines = ["AB12 Alerts/Alert.cs", "CD34 Sky/Scene.cs"];
        Assert.Equal(BuiltCode.HashOf(lines), BuiltCode.HashOf(["cd34 Sky\\Scene.cs", "ab12 Alerts\\Alert.cs"]));
        Assert.NotEqual(BuiltCode.HashOf(lines), BuiltCode.HashOf(lines[..1]));
        Assert.NotEqual(BuiltCode.HashOf(lines), BuiltCode.HashOf(["AB13 Alerts/Alert.cs", lines[1]]));
    }

    [Fact]
    public void Provenance_names_code_working_tree_seeds_runtime_machine_and_the_time_of_every_cell()
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "a");
        var provenance = StudyResults.Load(folder["a"]).Provenance;
        Assert.Equal(BuiltCode.Sha256, provenance.CodeSha256);
        Assert.Contains(provenance.WorkingTree, new[] { "clean", "dirty", "unknown" });
        Assert.Equal(provenance.Commit is null, provenance.WorkingTree == "unknown");
        Assert.Equal([("training", 1), ("training", 2)], provenance.Seeds.Select(s => (s.Purpose, s.Run)));
        Assert.Equal(2, provenance.Seeds.Select(s => s.Seed).Distinct().Count());
        Assert.Matches("^ONNX Runtime [0-9.]+, Cpu provider$", provenance.InferenceRuntime);
        Assert.All([provenance.SpecSha256, provenance.DataSha256], hash => Assert.Matches("^[0-9a-f]{64}$", hash));
        Assert.NotEmpty(provenance.OperatingSystem);
        Assert.Equal(4, provenance.Cells.Count);
        Assert.All(provenance.Cells, c => Assert.True(c is { WallSeconds: > 0, TrainingSeconds: > 0, ProcessorSeconds: > 0 }, $"{c}"));
    }

    [Fact]
    public void Cells_side_by_side_did_not_take_more_processor_time_than_the_process()
    {
        using var folder = new TemporaryFolder();
        var before = Environment.CpuUsage.TotalTime;
        Assert.Equal(0, TinyStudy.Run(folder, "a", "--jobs", "4").ExitCode);
        var taken = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        Assert.InRange(StudyResults.Load(folder["a"]).Provenance.Cells.Sum(c => c.ProcessorSeconds!.Value), 1e-3, taken);
    }
}
