namespace StampSpec.Layouts;

/// <summary>What the combinations of a grid come to.</summary>
/// <param name="Layouts">The layouts, each once.</param>
/// <param name="Unfit">Combinations that are no layout, or one of <paramref name="Layouts"/> again.</param>
public sealed record LayoutGridExpansion(IReadOnlyList<StampLayout> Layouts, IReadOnlyList<UnfitLayout> Unfit);
