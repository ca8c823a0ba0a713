namespace StampSpec.Layouts;

/// <summary>What a layout's <c>scales</c> says: only how many, or each one.</summary>
internal sealed record LayoutScales(int Count, IReadOnlyList<StampScale>? List);
