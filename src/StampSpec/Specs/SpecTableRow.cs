namespace StampSpec.Specs;

/// <summary>One key in the table of a spec's documentation.</summary>
/// <param name="Key">Path of the key, such as <c>planes[].number</c>.</param>
/// <param name="Value">What to write.</param>
/// <param name="Default">What holds where the key is absent; "required" where it must be there; empty where absence has a meaning of its own.</param>
/// <param name="Description">What it means.</param>
public sealed record SpecTableRow(string Key, string Value, string Default, string Description);
