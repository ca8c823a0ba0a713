namespace StampSpec.Specs;

/// <summary>Where a node of a spec stands.</summary>
/// <param name="File">The file as the user named it; null where the text came from elsewhere.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Path">Place inside the document, such as <c>layouts[2].pixels</c>; empty for the root.</param>
public sealed record SpecPlace(string? File, int Line, int Column, string Path)
{
    /// <summary>The last part of the path, as messages name the value: <c>pixels</c>, or <c>scales[2]</c>; "the document" for the root.</summary>
    public string Name => Path.Length == 0 ? "the document" : Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>The folder that relative paths in the spec start from.</summary>
    public string Folder => File is null ? Directory.GetCurrentDirectory() : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(File))!;
}
