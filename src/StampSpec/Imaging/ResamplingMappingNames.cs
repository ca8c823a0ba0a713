namespace StampSpec.Imaging;

/// <summary>The mappings' names in specs, manifests and on the command line.</summary>
public static class ResamplingMappingNames
{
    /// <summary>All names, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All { get; } = ["pixel-analog", "seeing-scaled", "angular"];

    /// <summary>The name of a mapping.</summary>
    public static string Name(this ResamplingMapping mapping) => All[(int)mapping];

    /// <summary>The mapping with a name; null if there is none.</summary>
    public static ResamplingMapping? Parse(string name) => All.Index().Where(n => n.Item == name).Select(n => (ResamplingMapping?)n.Index).FirstOrDefault();
}
