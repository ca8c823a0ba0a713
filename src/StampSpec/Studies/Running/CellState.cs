namespace StampSpec.Studies.Running;

/// <summary>Whether a cell must run.</summary>
/// <param name="MustRun">True unless its result can be used as it is.</param>
/// <param name="Reason">Why it must run; null where it need not.</param>
/// <param name="Failure">Why it failed before, with the same key; null where it did not.</param>
internal sealed record CellState(bool MustRun, string? Reason, string? Failure)
{
    /// <summary>Finished, and its files are sound.</summary>
    public static CellState Done { get; } = new(false, null, null);

    /// <summary>To be run.</summary>
    public static CellState Pending(string reason) => new(true, reason, null);

    /// <summary>Failed before; runs again only where that is asked for.</summary>
    public static CellState FailedBefore(string failure) => new(false, null, failure);
}
