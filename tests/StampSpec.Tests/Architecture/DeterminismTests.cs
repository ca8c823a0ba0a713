using System.Text.RegularExpressions;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Architecture;

/// <summary>No unseeded random number and no clock outside provenance and progress.</summary>
public sealed partial class DeterminismTests
{
    [Fact]
    public void The_library_draws_no_unseeded_random_number_and_reads_no_clock_outside_provenance()
    {
        var library = Repository.PathOf("src", "StampSpec");
        var files = Directory.GetFiles(library, "*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(library, f))
            .Where(f => !f.StartsWith("obj", StringComparison.Ordinal) && !f.StartsWith("bin", StringComparison.Ordinal)
                && !f.Contains("Provenance", StringComparison.Ordinal) && !f.Contains("Progress", StringComparison.Ordinal))
            .ToArray();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotMatch(Forbidden(), File.ReadAllText(Path.Combine(library, file))));
    }

    [GeneratedRegex(@"\bnew Random\(|\bRandom\.Shared\b|\bGuid\.NewGuid\b|\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b")]
    private static partial Regex Forbidden();
}
