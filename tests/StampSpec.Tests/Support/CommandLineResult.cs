namespace StampSpec.Tests.Support;

/// <summary>What a command returned and wrote.</summary>
internal sealed record CommandLineResult(int ExitCode, string Output, string Error);
