namespace StampSpec.Studies.Running;

/// <summary>How a study is run; nothing here changes a result.</summary>
/// <param name="Command">The command that makes the results again, for provenance.</param>
public sealed record StudyOptions(string Command)
{
    /// <summary>Cells at a time; null: as many as the processors serve.</summary>
    public int? Jobs { get; init; }

    /// <summary>The part of the cells to run; null for all.</summary>
    public StudyShard? Shard { get; init; }

    /// <summary>Whether the first failure stops the study.</summary>
    public bool FailFast { get; init; }

    /// <summary>Whether cells that failed before run again.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>Whether finished cells run again too.</summary>
    public bool Fresh { get; init; }
}
