namespace StampSpec.Reports.Page;

/// <summary>The page's own style and script, kept beside this file.</summary>
internal static class PageAsset
{
    public static string Read(string name)
    {
        var type = typeof(PageAsset);
        using var stream = type.Assembly.GetManifestResourceStream($"{type.Namespace}.{name}") ?? throw new InvalidOperationException($"the assembly lacks {name}");
        using var reader = new StreamReader(stream);
        // As browsers read it, whatever the checkout made of the ends of lines; the page's policy names its hash.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
