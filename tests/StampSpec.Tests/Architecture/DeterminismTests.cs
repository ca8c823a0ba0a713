using System.Reflection;
using System.Text.RegularExpressions;
using FsCheck.Xunit;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Architecture;

/// <summary>No unseeded random number, in the tests neither, and no clock outside provenance and progress.</summary>
public sealed partial class DeterminismTests
{
    [Fact]
    public void The_library_draws_no_unseeded_random_number_and_reads_no_clock_outside_provenance()
    {
        var library = Repository.PathOf("src", "StampSpec");
        var files = Directory
            .GetFiles(library, "*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(library, f))
            .Where(f =>
                !f.StartsWith("obj", StringComparison.Ordinal)
                && !f.StartsWith("bin", StringComparison.Ordinal)
                && !f.Contains("Provenance", StringComparison.Ordinal)
                && !f.Contains("Progress", StringComparison.Ordinal)
            )
            .ToArray();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotMatch(Forbidden(), File.ReadAllText(Path.Combine(library, file))));
    }

    [Fact]
    public void Every_property_is_tested_on_the_same_values_in_every_run()
    {
        var properties = typeof(DeterminismTests)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .Select(m => (m.Name, Property: m.GetCustomAttribute<PropertyAttribute>(inherit: false)))
            .Where(m => m.Property is not null)
            .ToArray();
        Assert.NotEmpty(properties);
        Assert.All(properties, p => Assert.False(string.IsNullOrEmpty(p.Property!.Replay), p.Name));
    }

    [GeneratedRegex(@"\bnew Random\(|\bRandom\.Shared\b|\bGuid\.NewGuid\b|\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b")]
    private static partial Regex Forbidden();
}
