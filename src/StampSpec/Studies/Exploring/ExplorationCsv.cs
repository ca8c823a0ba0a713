using StampSpec.Common;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Exploring;

/// <summary>Writes the results of an exploration.</summary>
internal static class ExplorationCsv
{
    /// <summary>Writes explore.csv, front.csv, best-per-budget.csv, best-per-range.csv, provenance.json and, last, exploration.json, which
    /// marks the exploration as finished.</summary>
    public static void Write(
        Study study,
        string folder,
        SearchCandidates candidates,
        IReadOnlyList<RungResult> rungs,
        StudyResults final,
        (string LockedSpec, double WallSeconds) run
    )
    {
        var front = Front(candidates, rungs[^1], final.Summary);
        Write(ExplorationFile.Candidates, CsvTable.Format(Candidates(candidates, rungs)));
        Write(ExplorationFile.Front, CsvTable.Format(front));
        Write(ExplorationFile.Budgets, CsvTable.Format(BestPerBudgetRow.Of(study.Budgets, front, final.Summary)));
        Write(ExplorationFile.Ranges, CsvTable.Format(BestPerRangeRow.Of(study.Budgets, front, final.Summary)));
        StudyFolder.WriteProvenance(folder, Provenance(rungs, final, run.LockedSpec, run.WallSeconds));
        Write(ExplorationFile.Summary, StudyJson.Format(Summary(study, candidates, rungs, final)));

        void Write(string name, string text) => AtomicFile.Write(Path.Combine(folder, name), text);
    }

    private static IEnumerable<CandidateRow> Candidates(SearchCandidates candidates, IReadOnlyList<RungResult> rungs) =>
        candidates.OverBudget().Concat(rungs.SelectMany(r => r.Verdicts.Select(v => candidates.Row(r.Rung, v))));

    private static FrontRow[] Front(SearchCandidates candidates, RungResult last, StudySummary final) =>
        [
            .. last
                .Verdicts.Where(v => v.Outcome == CandidateOutcome.Finalist)
                .OrderBy(v => v.Score.BytesSent)
                .Select(v => Row(candidates.Row(last.Rung, v), v.Score, final)),
        ];

    private static FrontRow Row(CandidateRow candidate, CandidateScore score, StudySummary final)
    {
        var tested = final.Layouts.Single(l => l.Id.Layout == candidate.Id.Layout);
        var estimate = tested.EstimateOf(MetricNames.MacroF1);
        return new FrontRow(
            candidate.Id,
            candidate.BytesRaw,
            candidate.BytesSent,
            score.MacroF1!.Value,
            score.Low,
            score.High,
            candidate.Front == 1,
            score.FrontProbability,
            estimate?.Value,
            estimate?.Low,
            estimate?.High,
            estimate?.Value - score.MacroF1,
            tested.OnFront,
            tested.FrontProbability
        );
    }

    private static StudyProvenance Provenance(IReadOnlyList<RungResult> rungs, StudyResults final, string lockedSpec, double wallSeconds)
    {
        var searched = rungs.Select(r => StudyFolder.ReadProvenance(r.Folder));
        return final.Provenance with
        {
            SpecSha256 = ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(lockedSpec)),
            DataSha256 = StudyFolder.ReadProvenance(rungs[0].Folder).DataSha256,
            WallSeconds = wallSeconds,
            Cells = [.. searched.SelectMany(p => p.Cells), .. final.Provenance.Cells],
        };
    }

    private static ExplorationSummary Summary(Study study, SearchCandidates candidates, IReadOnlyList<RungResult> rungs, StudyResults final)
    {
        var runs = candidates.Settings.Runs;
        return new ExplorationSummary(
            study.Name,
            study.Question,
            study.Layouts.Count,
            [.. rungs.Select(r => r.Rung)],
            runs,
            rungs[0].ScoredObjects,
            final.Summary.ScoredObjects,
            final.Summary.Runs,
            study.Budgets,
            rungs.Sum(r => (long)r.Verdicts.Count * r.Rung.Steps * runs),
            final.Summary.Layouts.Select(l => study.Layouts.Single(o => o.Name == l.Id.Layout)).Sum(StepsOf) * final.Summary.Runs
        );
    }

    private static long StepsOf(StudyLayout layout) => (long)layout.Training.MaximumSteps * layout.Classifier.Ensemble;
}
