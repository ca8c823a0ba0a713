namespace StampSpec.Studies;

/// <summary>The smallest piece of a study: one classifier trained and scored.</summary>
/// <param name="Layout">The layout.</param>
/// <param name="Run">Run, from 0.</param>
/// <param name="Fold">Fold, from 0.</param>
/// <param name="FoldCount">Folds of a run.</param>
public sealed record StudyCell(StudyLayout Layout, int Run, int Fold, int FoldCount)
{
    /// <summary>What tells it from the other cells in the study's results.</summary>
    internal CellId Id => CellId.At(Layout.Id, Run, Fold);

    /// <summary>Name of its files: layout, run and, with cross-validation, fold, both from 1.</summary>
    public string Name => FoldCount == 1 ? Id.RunName : Id.FoldName;

    /// <summary>Name of what all folds of its layout and run share.</summary>
    public string RunName => Id.RunName;
}
