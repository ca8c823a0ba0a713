using StampSpec.Diagnostics;

namespace StampSpec.Specs;

/// <summary>A spec's file before it is parsed.</summary>
internal static class SpecFile
{
    /// <summary>Why a file cannot be read as a spec; null where it can.</summary>
    public static Diagnostic? Problem(string path)
    {
        var problem = !File.Exists(path) ? Diagnostic.Error("spec.no-file", "there is no such file")
            : new FileInfo(path).Length > SpecParser.LargestBytes ? Diagnostic.Error("spec.too-large", "a spec is at most 4 MiB")
            : null;
        return problem is null ? null : problem with { File = path };
    }
}
