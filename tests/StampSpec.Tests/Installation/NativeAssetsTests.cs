using System.Runtime.InteropServices;

namespace StampSpec.Tests.Installation;

/// <summary>What src/NativeAssets.targets leaves of the natives of a build for no platform in particular.</summary>
public sealed class NativeAssetsTests
{
    private static readonly string Platform = RuntimeInformation.RuntimeIdentifier;

    [Fact]
    public void The_build_holds_the_natives_of_this_machine_and_of_no_other()
    {
        string[] platforms = [.. Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "runtimes")).Select(f => Path.GetFileName(f))];
        Assert.NotEmpty(platforms);
        Assert.All(platforms, p => Assert.True(p == Platform || Platform.StartsWith(p + "-", StringComparison.Ordinal), $"{p} beside {Platform}"));
    }

    [Fact]
    public void The_natives_are_those_of_ONNX_Runtime_SkiaSharp_and_HarfBuzz_alone()
    {
        var names = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "runtimes"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetFileName(f)!)
            .Select(f => f.StartsWith("lib", StringComparison.Ordinal) ? f : "lib" + f);
        Assert.Equal(["libHarfBuzzSharp", "libSkiaSharp", "libonnxruntime"], names.Select(n => Path.GetFileNameWithoutExtension(n)).Order(StringComparer.Ordinal));
    }
}
