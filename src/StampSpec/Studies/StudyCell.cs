using System.Globalization;

namespace StampSpec.Studies;

/// <summary>The smallest piece of a study: one classifier trained and scored.</summary>
/// <param name="Layout">The layout.</param>
/// <param name="Run">Run, from 0.</param>
/// <param name="Fold">Fold, from 0.</param>
/// <param name="FoldCount">Folds of a run.</param>
public sealed record StudyCell(StudyLayout Layout, int Run, int Fold, int FoldCount)
{
    /// <summary>Name of its files: layout, run and, with cross-validation, fold, both from 1.</summary>
    public string Name => FoldCount == 1 ? RunName : string.Create(CultureInfo.InvariantCulture, $"{RunName}-fold-{Fold + 1}");

    /// <summary>Name of what all folds of its layout and run share.</summary>
    public string RunName => string.Create(CultureInfo.InvariantCulture, $"{Layout.Name}-run-{Run + 1}");
}
