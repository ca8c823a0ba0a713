namespace StampSpec.Specs;

/// <summary>One key of a mapping with its value.</summary>
/// <param name="Key">The key; its place carries the path of the value.</param>
/// <param name="Value">The value.</param>
public sealed record MappingEntry(ScalarNode Key, SpecNode Value);
