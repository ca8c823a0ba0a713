using System.Globalization;
using CsvHelper;

namespace StampSpec.Studies.Model;

/// <summary>
/// The identity of one cell of a study in files and tables. Runs and folds are numbered from 1 there, and from 0 in a
/// <see cref="StudyCell"/>. Tables write the four parts as separate columns.
/// </summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Encoding">Encoding of its pixels, such as <c>rice-q4</c>, or their number type if none is applied.</param>
/// <param name="Run">Run, from 1.</param>
/// <param name="Fold">Fold, from 1; 1 without cross-validation.</param>
[CsvRecord]
public readonly partial record struct CellId(string Layout, string Encoding, int Run, int Fold)
{
    private const int First = 1;

    /// <summary>The layout that is trained and scored.</summary>
    public LayoutId LayoutId => new(Layout, Encoding);

    /// <summary>Name of the files of a cell without folds, and of files that all folds of a run share.</summary>
    internal string RunName => string.Create(CultureInfo.InvariantCulture, $"{Layout}-run-{Run}");

    /// <summary>Name of the files of one fold.</summary>
    internal string FoldName => string.Create(CultureInfo.InvariantCulture, $"{RunName}-fold-{Fold}");

    /// <summary>The id of a cell whose run and fold are counted from 0.</summary>
    internal static CellId At(LayoutId layout, int run, int fold) => new(layout.Layout, layout.Encoding, run + First, fold + First);

    /// <summary>The numbers of a study's runs, as tables write them.</summary>
    internal static IEnumerable<int> Runs(int count) => Enumerable.Range(First, count);
}

/// <summary>The identity of one layout in a study's results. Tables write both parts as separate columns.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Encoding">Encoding of its pixels, such as <c>rice-q4</c>, or their number type if none is applied.</param>
[CsvRecord]
public readonly partial record struct LayoutId(string Layout, string Encoding);

/// <summary>The smallest unit of a study: the training and scoring of one classifier.</summary>
/// <param name="Layout">The layout.</param>
/// <param name="Run">Run, from 0.</param>
/// <param name="Fold">Fold, from 0.</param>
/// <param name="FoldCount">Number of folds of a run.</param>
public sealed record StudyCell(StudyLayout Layout, int Run, int Fold, int FoldCount)
{
    /// <summary>Its identity in the study's results.</summary>
    internal CellId Id => CellId.At(Layout.Id, Run, Fold);

    /// <summary>Name of its files: layout, run and, with cross-validation, fold, both from 1.</summary>
    public string Name => FoldCount == 1 ? Id.RunName : Id.FoldName;

    /// <summary>Name of files that all folds of its layout and run share.</summary>
    public string RunName => Id.RunName;
}
