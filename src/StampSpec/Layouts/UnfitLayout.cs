using StampSpec.Diagnostics;

namespace StampSpec.Layouts;

/// <summary>A combination of a grid that cannot be studied.</summary>
/// <param name="Name">Name that it would have.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record UnfitLayout(string Name, Diagnostic Problem);
