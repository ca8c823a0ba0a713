namespace StampSpec.Cli.Installation;

/// <summary>One part of the installation and how it stands.</summary>
/// <param name="Part">What was looked at.</param>
/// <param name="State">How it stands.</param>
/// <param name="Detail">Version and place, or what cannot be done without it and what to do.</param>
internal sealed record InstallationFinding(string Part, InstallationState State, string Detail);
