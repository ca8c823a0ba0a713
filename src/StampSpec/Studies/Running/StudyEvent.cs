using StampSpec.Learning;

namespace StampSpec.Studies.Running;

/// <summary>Something that happened while a study ran.</summary>
public abstract record StudyEvent
{
    private StudyEvent()
    {
    }

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
