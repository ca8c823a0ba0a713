using System.Globalization;
using StampSpec.Learning;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Running;

/// <summary>Options for running a study; they do not change results.</summary>
/// <param name="Command">The command that reproduces the results, for provenance.</param>
public sealed record StudyOptions(string Command)
{
    /// <summary>Number of parallel cells; null to use all processors.</summary>
    public int? Jobs { get; init; }

    /// <summary>The part of the cells that runs; null for all.</summary>
    public StudyShard? Shard { get; init; }

    /// <summary>Whether the first failure stops the study.</summary>
    public bool FailFast { get; init; }

    /// <summary>Whether failed cells run again.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>Whether finished cells run again too.</summary>
    public bool Fresh { get; init; }

    /// <summary>Whether cells of a finished study may be replaced if their settings or data changed.</summary>
    public bool ReplaceChanged { get; init; }

    /// <summary>Whether results of finished cells may be replaced.</summary>
    internal bool MayReplace => Fresh || ReplaceChanged;
}

/// <summary>An event during a study.</summary>
public abstract record StudyEvent
{
    private StudyEvent() { }

    /// <summary>The alerts are read and the stamps are cut.</summary>
    /// <param name="Objects">Number of alerts used.</param>
    /// <param name="Skipped">Number of skipped alerts and labels.</param>
    /// <param name="Unplaced">Number of alerts with cutouts at the edge of a detector on an unknown side.</param>
    /// <param name="Notes">What a user should know about the data, in sentences.</param>
    public sealed record DataRead(int Objects, int Skipped, int Unplaced, IReadOnlyList<string> Notes) : StudyEvent
    {
        internal static DataRead Of(Study study, StudyData data, IReadOnlyList<MissingRow> missing) =>
            new(data.Objects.Count, data.Skipped.Count, data.Unplaced, DataNotes.Of(study, data, missing));
    }

    /// <summary>A rung of an exploration, or the study of its finalists, starts.</summary>
    /// <param name="Rung">Number of the rung, from 1; null for the finalists.</param>
    /// <param name="Rungs">Number of rungs.</param>
    /// <param name="Candidates">Number of layouts that are trained.</param>
    /// <param name="Steps">Maximum steps of each training.</param>
    public sealed record RungStarted(int? Rung, int Rungs, int Candidates, int Steps) : StudyEvent;

    /// <summary>The cells are planned.</summary>
    /// <param name="Pending">Number of cells that will run.</param>
    /// <param name="Reused">Number of cells whose results are kept.</param>
    /// <param name="Reasons">Why cells run, each reason with the number of its cells.</param>
    /// <param name="Limit">Why fewer cells run in parallel than asked for, in a sentence; null if there is no such reason.</param>
    public sealed record Planned(int Pending, int Reused, IReadOnlyList<(string Reason, int Cells)> Reasons, string? Limit) : StudyEvent;

    /// <summary>The training of a cell advanced.</summary>
    /// <param name="Cell">The cell.</param>
    /// <param name="Training">The progress of the training.</param>
    public sealed record Advanced(StudyCell Cell, TrainingProgress Training) : StudyEvent;

    /// <summary>A cell finished.</summary>
    /// <param name="Cell">The cell.</param>
    /// <param name="MacroF1">Its macro-F1, in [0, 1].</param>
    /// <param name="Seconds">Its wall time, seconds.</param>
    public sealed record Finished(StudyCell Cell, double MacroF1, double Seconds) : StudyEvent;

    /// <summary>A cell failed.</summary>
    /// <param name="Cell">The cell.</param>
    /// <param name="Reason">The reason.</param>
    public sealed record Failed(StudyCell Cell, string Reason) : StudyEvent;
}

/// <summary>One of several disjoint parts of a study's cells, which together contain all cells.</summary>
/// <param name="Index">Number of the part, from 1.</param>
/// <param name="Count">Number of parts.</param>
public sealed record StudyShard(int Index, int Count)
{
    /// <summary>Reads <c>I/N</c>; null unless 1 &lt;= I &lt;= N.</summary>
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

    /// <summary>The cells of the part: every N-th cell, so that all parts take about the same time.</summary>
    public IEnumerable<StudyCell> Of(IReadOnlyList<StudyCell> cells) => cells.Where((_, index) => index % Count == Index - 1);
}
