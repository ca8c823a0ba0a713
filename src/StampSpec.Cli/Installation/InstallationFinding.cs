namespace StampSpec.Cli.Installation;

/// <summary>One part of the installation and its state.</summary>
/// <param name="Part">The part that was checked.</param>
/// <param name="State">Its state.</param>
/// <param name="Detail">Its version and place, or what is not possible without it and what to do.</param>
internal sealed record InstallationFinding(string Part, InstallationState State, string Detail);

/// <summary>The state of one part of the installation.</summary>
internal enum InstallationState
{
    /// <summary>The part is installed and works.</summary>
    Ok,

    /// <summary>The part is not installed; something optional is not possible.</summary>
    Absent,

    /// <summary>The part is missing or broken, and a command needs it.</summary>
    Missing,
}
