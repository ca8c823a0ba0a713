using System.Globalization;
using StampSpec.Learning;
using StampSpec.Studies.Model;

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

    /// <summary>Whether cells of a finished study may be replaced if their settings or data changed.</summary>
    public bool ReplaceChanged { get; init; }
}

/// <summary>Something that happened while a study ran.</summary>
public abstract record StudyEvent
{
    private StudyEvent() { }

    /// <summary>The alerts are read and the stamps cut.</summary>
    /// <param name="Objects">Alerts used.</param>
    /// <param name="Skipped">Alerts and labels left out.</param>
    /// <param name="Unplaced">Alerts used whose cutouts lie at a chip's edge on a side that is not known.</param>
    public sealed record DataRead(int Objects, int Skipped, int Unplaced) : StudyEvent;

    /// <summary>A study that is a part of an exploration begins.</summary>
    /// <param name="Rung">Which rung, from 1; null for the finalists' runs on the test objects.</param>
    /// <param name="Rungs">Number of rungs.</param>
    /// <param name="Candidates">Layouts trained.</param>
    /// <param name="Steps">Most steps of each training.</param>
    public sealed record RungStarted(int? Rung, int Rungs, int Candidates, int Steps) : StudyEvent;

    /// <summary>It is known which cells will run.</summary>
    /// <param name="Pending">Cells to run.</param>
    /// <param name="Reused">Cells whose results are kept.</param>
    /// <param name="Reasons">Why cells run again, with the number of cells; nothing for new cells.</param>
    public sealed record Planned(int Pending, int Reused, IReadOnlyList<(string Reason, int Cells)> Reasons) : StudyEvent;

    /// <summary>A cell trains.</summary>
    /// <param name="Cell">The cell.</param>
    /// <param name="Training">How far it is.</param>
    public sealed record Advanced(StudyCell Cell, TrainingProgress Training) : StudyEvent;

    /// <summary>A cell is done.</summary>
    /// <param name="Cell">The cell.</param>
    /// <param name="MacroF1">Its macro-F1, in [0, 1].</param>
    /// <param name="Seconds">Its wall time, seconds.</param>
    public sealed record Finished(StudyCell Cell, double MacroF1, double Seconds) : StudyEvent;

    /// <summary>A cell came to no result.</summary>
    /// <param name="Cell">The cell.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Failed(StudyCell Cell, string Reason) : StudyEvent;
}

/// <summary>One of several disjoint parts of a study's cells that together are all of them.</summary>
/// <param name="Index">Which part, from 1.</param>
/// <param name="Count">Number of parts.</param>
public sealed record StudyShard(int Index, int Count)
{
    /// <summary>Reads <c>I/N</c>; null where it is not 1 &lt;= I &lt;= N.</summary>
    public static StudyShard? Parse(string text)
    {
        var parts = text.Split('/');
        return
            parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && index >= 1
            && index <= count
            ? new StudyShard(index, count)
            : null;
    }

    /// <summary>Its cells: every N-th, so that the parts take about equally long.</summary>
    public IEnumerable<StudyCell> Of(IReadOnlyList<StudyCell> cells) => cells.Where((_, index) => index % Count == Index - 1);
}
