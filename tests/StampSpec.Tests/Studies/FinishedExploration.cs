using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>The folder of an exploration that has run, once for several tests.</summary>
public sealed class FinishedExploration : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FinishedExploration()
    {
        var ran = TinyExploration.Run(_folder, "whole");
        Assert.True(ran.ExitCode == 0, ran.Error);
    }

    /// <summary>Copies it whole.</summary>
    public void CopyTo(string folder)
    {
        foreach (var path in Directory.GetFiles(_folder["whole"], "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(_folder["whole"], path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }

    public void Dispose() => _folder.Dispose();
}
