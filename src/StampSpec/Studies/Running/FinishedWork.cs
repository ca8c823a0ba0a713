using System.Globalization;
using StampSpec.Common;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Running;

/// <summary>Protects a finished study from a run in its folder that would replace some of its results.</summary>
internal static class FinishedWork
{
    private const string NotInStudy = "the study no longer has them";
    private const string NotHere = "the files of the single cells are missing";

    /// <summary>Refuses to run a plan in the folder of a finished study unless every finished cell keeps its result.</summary>
    /// <param name="folder">The study's folder.</param>
    /// <param name="plan">What would run.</param>
    /// <param name="options">Whether it was asked to replace finished cells.</param>
    /// <exception cref="InvalidInputException">The folder contains a finished study, and the run would replace some of it.</exception>
    public static void Protect(string folder, StudyPlan plan, StudyOptions options)
    {
        if (!options.MayReplace)
        {
            var states = plan.Cells.ToDictionary(c => c.Cell.Id, c => c.State);
            var held = plan.Cells.Where(c => c.State.Reason != CellState.New).Select(c => c.Cell.Id);
            RefuseLoss(folder, "run", held, cell => states.TryGetValue(cell, out var state) ? ReasonAgainst(state) : NotInStudy);
        }
    }

    /// <summary>Refuses to join parts in the folder of a finished study unless every finished cell keeps its result.</summary>
    /// <param name="folder">The joined study's folder.</param>
    /// <param name="sources">Each cell of the joined study, with the part that contains it.</param>
    /// <exception cref="InvalidInputException">The folder contains a finished study, and the merge would replace some of it.</exception>
    public static void Protect(string folder, IReadOnlyList<(StudyCell Cell, string Part)> sources)
    {
        var target = new CellStore(folder);
        var parts = sources.ToDictionary(s => s.Cell.Id);
        var held = sources.Where(s => target.ReadManifest(s.Cell) is not null).Select(s => s.Cell.Id);
        RefuseLoss(folder, "merge", held, cell => parts.TryGetValue(cell, out var source) ? ReasonAgainst(target, source) : NotInStudy);
    }

    private static string? ReasonAgainst(CellState state) =>
        !state.MustRun || state.IsRepair ? null
        : state.Reason == CellState.New ? NotHere
        : state.Reason;

    private static string? ReasonAgainst(CellStore target, (StudyCell Cell, string Part) source) =>
        target.ReadManifest(source.Cell) is not { } held ? NotHere
        : new CellStore(source.Part).ReadManifest(source.Cell) is { } given ? given.Key.ReasonAgainst(held.Key)
        : null;

    private static void RefuseLoss(string folder, string action, IEnumerable<CellId> held, Func<CellId, string?> reasonOf)
    {
        var summary = Path.Combine(folder, ResultFile.Summary);
        if (!File.Exists(summary))
        {
            return;
        }

        var finished = FinishedCells(summary, held);
        string[] reasons = [.. finished.Select(reasonOf).OfType<string>()];
        if (reasons.Length > 0)
        {
            throw new InvalidInputException(Refusal(folder, action, finished.Count, reasons));
        }
    }

    /// <summary>The cells that a summary lists; if it is damaged, those whose files are there, and the run writes it anew.</summary>
    private static HashSet<CellId> FinishedCells(string path, IEnumerable<CellId> held)
    {
        StudySummary summary;
        try
        {
            summary = StudyJson.Read<StudySummary>(path);
        }
        catch (InvalidInputException) when (held.Any())
        {
            return [.. held];
        }

        var cells =
            from layout in summary.Layouts
            from run in Enumerable.Range(0, summary.Runs)
            from fold in Enumerable.Range(0, summary.Folds)
            select CellId.At(layout.Id, run, fold);
        return [.. cells.Except(summary.Failed.Select(f => f.Cell))];
    }

    private static Diagnostic Refusal(string folder, string action, int finished, string[] reasons)
    {
        var written = File.GetLastWriteTimeUtc(Path.Combine(folder, ResultFile.Summary));
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"the folder contains a study that finished on {written:yyyy-MM-dd HH:mm} UTC; this {action} would replace {reasons.Length} of "
                + $"its {finished} cells, because {string.Join("; because ", reasons.Distinct())}"
        );
        return Diagnostic.Error(
            "study.finished",
            message,
            file: folder,
            fix: action == "run"
                ? "give another folder with --out, or add --replace-changed to run those cells again, or --fresh to run all cells again"
                : "give a new folder with --out"
        );
    }
}
