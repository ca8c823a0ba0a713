using StampSpec.Tests.Cli;

namespace StampSpec.Tests.Installation;

/// <summary>The native libraries that src/NativeAssets.targets keeps in a build for no particular platform.</summary>
public sealed class NativeAssetsTests
{
    private static readonly string Natives = Path.Combine(AppContext.BaseDirectory, "runtimes");

    [Fact]
    public void The_build_holds_the_natives_of_this_machine_and_of_no_other()
    {
        string[] platforms = [.. Directory.GetDirectories(Natives).Select(f => Path.GetFileName(f))];
        Assert.NotEmpty(platforms);
        // SkiaSharp has one library for all processors of macOS, below "osx".
        Assert.DoesNotContain(platforms, p =>
            p != PackedTool.Platform && !PackedTool.Platform.StartsWith(p + "-", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_natives_are_those_that_the_program_uses_alone()
    {
        var names = Directory
            .GetFiles(Natives, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Select(f => f.StartsWith("lib", StringComparison.Ordinal) ? f : "lib" + f);
        Assert.Equal(PackedTool.NativesOf(PackedTool.Platform), names.Order(StringComparer.Ordinal));
    }
}
