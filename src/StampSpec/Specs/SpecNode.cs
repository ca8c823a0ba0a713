namespace StampSpec.Specs;

/// <summary>One value of a YAML document, with its place: a <see cref="ScalarNode"/>, <see cref="ListNode"/> or <see cref="MappingNode"/>.</summary>
/// <param name="Place">Where it stands.</param>
public abstract record SpecNode(SpecPlace Place)
{
    /// <summary>Its shape.</summary>
    public abstract NodeShapes Shape { get; }

    /// <summary>What messages call it, such as <c>0</c>, <c>the text "16"</c> or <c>a list of 3</c>.</summary>
    public abstract string Describe();
}
