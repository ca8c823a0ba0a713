namespace StampSpec.Studies;

/// <summary>A layout that a study's spec names among others, and that was left out as the spec asks.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why it was left out.</param>
public sealed record ExcludedLayout(string Name, string Reason);
