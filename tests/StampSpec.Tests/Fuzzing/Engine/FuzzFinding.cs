namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>A case that broke a rule.</summary>
/// <param name="Target">Whose case.</param>
/// <param name="Case">Its number, from which its bytes can be made again.</param>
/// <param name="What">The rule and what was seen.</param>
internal sealed record FuzzFinding(string Target, long Case, string What);
