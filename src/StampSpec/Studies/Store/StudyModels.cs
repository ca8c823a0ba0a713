using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Store;

/// <summary>The trained models of one layout of a finished study, and the alerts that they have seen.</summary>
/// <param name="results">The study.</param>
/// <param name="layout">Name of the layout, as <see cref="LayoutOf"/> gives it.</param>
internal sealed class StudyModels(StudyResults results, string layout)
{
    /// <summary>Part of an origin that marks alerts of the synthetic survey, whose ids do not identify them outside their study.</summary>
    private const string Synthetic = "synthetic";

    /// <summary>The layout of a study that a user asks for; the only one if there is one and the user names none.</summary>
    /// <exception cref="InvalidInputException">There is no such layout, or there are several and none is named.</exception>
    public static string LayoutOf(StudyResults results, string? name)
    {
        string[] names = [.. results.Summary.Layouts.Select(l => l.Id.Layout).Distinct()];
        return name is null
            ? names is [var only]
                ? only
                : throw Refused(
                    results,
                    FormattableString.Invariant($"the study has {names.Length} layouts, so --layout must name one of them"),
                    $"add --layout with one of {string.Join(", ", names)}"
                )
            : names.Contains(name)
                ? name
                : throw Refused(results, $"the study {results.Summary.Name} has no layout called {name}", FixOf(name, names));
    }

    /// <summary>Paths of the models, run by run and fold by fold; cells that failed have none.</summary>
    /// <exception cref="InvalidInputException">The study trained no model of the layout, or files of models are missing.</exception>
    public IReadOnlyList<string> Paths()
    {
        RequireModels(results.Summary.Layouts.First(l => l.Id.Layout == layout));
        string[] paths = [.. Cells().Select(cell => Path.Combine(results.Folder, ResultFile.Models, FileOf(cell)))];
        var missing = paths.Where(path => !File.Exists(path)).ToArray();
        return paths.Length == 0
                ? throw Refused(
                    results,
                    $"no training of {layout} succeeded, so there is no model",
                    "see the list of failures in report.html"
                )
            : missing.Length > 0
                ? throw Refused(
                    results,
                    FormattableString.Invariant($"{missing.Length} of {paths.Length} models of {layout} are missing, such as {missing[0]}"),
                    "run the study again into this folder, or copy its models there"
                )
            : paths;
    }

    private void RequireModels(LayoutSummary summary)
    {
        if (summary.ExternalModel is { } external)
        {
            throw Refused(
                results,
                $"the study trained no model of {layout}: it scored {external}, which was trained elsewhere",
                "use that model in its own program"
            );
        }

        if (summary.Classifier is { } kind)
        {
            throw Refused(
                results,
                $"the classifier of {layout} is of the kind {kind}, which exports no model",
                "classify with a layout whose classifier is a network"
            );
        }
    }

    /// <summary>
    /// Counts for an alert how many of the models had it, or another alert of its object, among their training or validation objects. Null
    /// if the study's alerts were synthetic, because then equal ids do not mean the same alert.
    /// </summary>
    public Func<Alert, int?> TrainedOn()
    {
        var seen = Seen([.. Cells()]);
        var ofObject = ByObject(seen);
        return alert =>
            seen.TryGetValue(alert.Candid, out var known) && known.ObjectId == alert.ObjectId ? known.Seen
            : ofObject.TryGetValue(alert.ObjectId, out var related) ? related
            : 0;
    }

    /// <summary>
    /// How many of the first cells' models saw an alert of an object, by the object's id; null if all alerts were synthetic, because then
    /// equal ids do not mean the same object.
    /// </summary>
    public IReadOnlyDictionary<string, int>? ObjectsSeenBy(int models)
    {
        var known = ByObject(Seen([.. Cells().Take(models)])).Where(o => o.Value is not null).ToArray();
        return known.Length == 0 ? null : known.ToDictionary(o => o.Key, o => o.Value!.Value, StringComparer.Ordinal);
    }

    private static Dictionary<string, int?> ByObject(Dictionary<long, (string ObjectId, int? Seen)> seen) =>
        seen.Values.GroupBy(o => o.ObjectId).ToDictionary(g => g.Key, g => g.Max(o => o.Seen), StringComparer.Ordinal);

    private Dictionary<long, (string ObjectId, int? Seen)> Seen(HashSet<CellId> cells)
    {
        var relatives = new OwnRelatives(results.Objects);
        var scored = results.Predictions.Where(p => cells.Contains(p.Cell)).CountBy(p => p.Candid).ToDictionary();
        return results.Objects.DistinctBy(o => o.Candid).ToDictionary(o => o.Candid, o => (o.ObjectId, SeenBy(o)));

        int? SeenBy(ObjectRow row) =>
            row.Origin.Contains(Synthetic, StringComparison.Ordinal) ? null
            : row.Role == DataRole.Test ? 0
            : row.Role == DataRole.Training && relatives.Of(row.ObjectId, row.Group, row.Origin) is { Count: > 0 } own
                ? own.Min(i => SeenBy(results.Objects[i]))
            : cells.Count - scored.GetValueOrDefault(row.Candid);
    }

    private IEnumerable<CellId> Cells()
    {
        var summary = results.Summary;
        var id = summary.Layouts.First(l => l.Id.Layout == layout).Id;
        var failed = summary.Failed.Select(f => f.Cell).ToHashSet();
        return Enumerable
            .Range(0, summary.Runs)
            .SelectMany(run => Enumerable.Range(0, summary.Folds).Select(fold => CellId.At(id, run, fold)))
            .Where(cell => !failed.Contains(cell));
    }

    private string FileOf(CellId cell) => (results.Summary.Folds == 1 ? cell.RunName : cell.FoldName) + ".onnx";

    private static string FixOf(string name, IReadOnlyList<string> names)
    {
        var list = $"its layouts are {string.Join(", ", names)}";
        return NearestName.Of(name, names) is { } nearest ? $"did you mean {nearest}? {list}" : list;
    }

    private static InvalidInputException Refused(StudyResults results, string message, string fix) =>
        InvalidInputException.Of("study.models", message, file: results.Folder, fix: fix);
}
