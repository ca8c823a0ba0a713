namespace StampSpec.Studies.Results;

/// <summary>How many alerts or labels of a set could not be used for one reason; skipped.csv lists each.</summary>
/// <param name="Role">The set: <c>development</c> or <c>test</c>.</param>
/// <param name="Reason">Short name of the reason, as in <see cref="SkippedRow"/>.</param>
/// <param name="Count">How many.</param>
public sealed record SkippedCount(string Role, string Reason, int Count);
