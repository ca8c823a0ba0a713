namespace StampSpec.Reports.VegaLite;

/// <summary>Which scales the parts of a view share.</summary>
public sealed record Resolve(IReadOnlyDictionary<string, string> Scale)
{
    /// <summary>Gives each part its own scale in the channels named.</summary>
    public static Resolve Independent(params IReadOnlyList<string> channels) => new(channels.ToDictionary(c => c, _ => "independent"));
}
