namespace StampSpec.Cli.Installation;

/// <summary>How one part of the installation stands.</summary>
internal enum InstallationState
{
    /// <summary>There, and it works.</summary>
    Ok,

    /// <summary>Not there; something optional cannot be done.</summary>
    Absent,

    /// <summary>Not there or broken; a command needs it.</summary>
    Missing,
}
