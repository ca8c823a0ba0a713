using System.Globalization;

namespace StampSpec.Specs;

/// <summary>A list.</summary>
/// <param name="Place">Where it starts.</param>
/// <param name="Items">Its items in order.</param>
public sealed record ListNode(SpecPlace Place, IReadOnlyList<SpecNode> Items) : SpecNode(Place)
{
    /// <inheritdoc/>
    public override NodeShapes Shape => NodeShapes.List;

    /// <inheritdoc/>
    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"a list of {Items.Count}");
}
