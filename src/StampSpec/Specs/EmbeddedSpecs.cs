using StampSpec.Common;

namespace StampSpec.Specs;

/// <summary>The specs of one folder that are embedded in the assembly.</summary>
/// <param name="folder">The folder's name inside the assembly.</param>
internal sealed class EmbeddedSpecs(string folder) : EmbeddedFolder(folder, Extension)
{
    /// <summary>The extension of the files.</summary>
    public const string Extension = ".yaml";
}
