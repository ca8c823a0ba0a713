namespace StampSpec.Specs;

/// <summary>A number, a text, true or false, as written.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Text">The characters, without quotes.</param>
/// <param name="IsQuoted">True where it was written as text on purpose: in quotes or as a block.</param>
public sealed record ScalarNode(SpecPlace Place, string Text, bool IsQuoted) : SpecNode(Place)
{
    /// <summary>True where the key has no value at all.</summary>
    public bool IsEmpty => !IsQuoted && Text is "" or "~" or "null";

    /// <inheritdoc/>
    public override NodeShapes Shape => NodeShapes.Scalar;

    /// <inheritdoc/>
    public override string Describe() => IsQuoted ? $"the text \"{Text}\"" : IsEmpty ? "empty" : Text;
}
