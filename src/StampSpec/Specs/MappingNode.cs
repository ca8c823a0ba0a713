namespace StampSpec.Specs;

/// <summary>Keys with values, in the order of the file; a key that is written twice is kept twice.</summary>
/// <param name="Place">Where it starts.</param>
/// <param name="Entries">Keys with values.</param>
public sealed record MappingNode(SpecPlace Place, IReadOnlyList<MappingEntry> Entries) : SpecNode(Place)
{
    /// <inheritdoc/>
    public override NodeShapes Shape => NodeShapes.Mapping;

    /// <inheritdoc/>
    public override string Describe() => "a mapping";
}
