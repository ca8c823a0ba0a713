using System.Globalization;
using StampSpec.Learning;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Exploring;

/// <summary>Runs the rungs of an exploration and then the study of its finalists.</summary>
internal sealed class LayoutSearch(
    Study study,
    StudyData data,
    SearchCandidates candidates,
    string folder,
    StudyOptions options,
    IProgress<StudyEvent>? progress
)
{
    /// <summary>Runs every rung on the candidates that the previous rung kept.</summary>
    public IReadOnlyList<RungResult> Run(CancellationToken cancellation)
    {
        var settings = candidates.Settings;
        var rungs = candidates.Rungs();
        var done = new List<RungResult>();
        var left = candidates.Affordable;
        foreach (var rung in rungs)
        {
            progress?.Report(new StudyEvent.RungStarted(rung.Number, rungs.Count, left.Count, rung.Steps));
            done.Add(RunRung(rung, left, settings, cancellation));
            left = done[^1].Kept;
            if (left.Count == 0)
            {
                throw new CellFailedException(
                    $"every candidate failed; {done[^1].Verdicts[0].Score.Layout.Name}: {done[^1].Verdicts[0].Reason}"
                );
            }
        }

        return done;
    }

    /// <summary>
    /// Trains the finalists with the study's settings and scores them on the test objects. Every finalist is compared in pairs with the
    /// study's baseline if that is a reference, and so is tested in any case, otherwise with the finalist of highest validation macro-F1.
    /// </summary>
    public (StudyResults Results, StudyOutcome Outcome) ScoreFinalists(RungResult last, CancellationToken cancellation)
    {
        StudyLayout[] finalists = [.. last.Kept.OrderBy(candidates.BytesOf).Select(Original)];
        var final = study with { Name = $"{study.Name}-final", Layouts = finalists, Baseline = BaselineOf(last), Search = null };
        progress?.Report(new StudyEvent.RungStarted(null, last.Rung.Number, finalists.Length, finalists.Max(f => f.Training.MaximumSteps)));
        var place = Path.Combine(folder, ExplorationFile.Final);
        var outcome = StudyRunner.Run(final, data, place, options, progress, cancellation);
        return (outcome.Results!, outcome);
    }

    private string BaselineOf(RungResult last) => candidates.Settings.References.Contains(study.Baseline) ? study.Baseline : last.Best.Name;

    private RungResult RunRung(SearchRung rung, IReadOnlyList<StudyLayout> left, SearchSettings settings, CancellationToken cancellation)
    {
        StudyLayout[] trained =
        [
            .. left.Select(l => l with { Training = Brief(Original(l), rung.Steps), Classifier = l.Classifier with { Ensemble = 1 } }),
        ];
        var round = study with
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"{study.Name}-rung-{rung.Number}"),
            Layouts = trained,
            Split = study.Split with { ScoresValidation = true },
            Runs = settings.Runs,
            Baseline = trained[0].Name,
            Tuning = null,
            Search = null,
        };
        var place = Path.Combine(folder, ExplorationFile.Rung(rung));
        var outcome = StudyRunner.Run(round, data, place, options, progress, cancellation);
        var summary = outcome.Results!.Summary;
        var verdicts = RungSelection.Decide(
            Scores(trained, summary),
            rung.Survivors,
            settings.ByteBins,
            candidates.RangesKept,
            settings.References
        );
        return new RungResult(rung, place, summary.ScoredObjects, verdicts, outcome with { Results = null });
    }

    /// <summary>All candidates of a rung train for all its steps, whatever their own training settings are.</summary>
    private static TrainingSettings Brief(StudyLayout layout, int steps) =>
        layout.Training with
        {
            MaximumSteps = steps,
            EvaluationInterval = Math.Min(layout.Training.EvaluationInterval, steps),
            Patience = null,
        };

    private IReadOnlyList<CandidateScore> Scores(IReadOnlyList<StudyLayout> trained, StudySummary summary) =>
        [
            .. trained.Select(layout =>
            {
                var found = summary.Layouts.Single(l => l.Id.Layout == layout.Name);
                var failure = summary.Failed.FirstOrDefault(f => f.Cell.Layout == layout.Name)?.Reason;
                var estimate = failure is null ? found.EstimateOf(MetricNames.MacroF1) : null;
                return new CandidateScore(layout, candidates.BytesOf(layout), estimate?.Value)
                {
                    Low = estimate?.Low,
                    High = estimate?.High,
                    FrontProbability = found.FrontProbability,
                    Failure = failure,
                };
            }),
        ];

    private StudyLayout Original(StudyLayout layout) => study.Layouts.Single(l => l.Name == layout.Name);
}

/// <summary>A finished rung.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="Folder">Folder of its study.</param>
/// <param name="ScoredObjects">Validation objects that it scored.</param>
/// <param name="Verdicts">The verdict on each of its candidates.</param>
/// <param name="Outcome">The outcome of running it, without the results, which would fill the memory.</param>
internal sealed record RungResult(
    SearchRung Rung,
    string Folder,
    int ScoredObjects,
    IReadOnlyList<CandidateVerdict> Verdicts,
    StudyOutcome Outcome
)
{
    /// <summary>The candidates that continue.</summary>
    public IReadOnlyList<StudyLayout> Kept => [.. Going.Select(v => v.Score.Layout)];

    /// <summary>The continuing candidate with the highest macro-F1; if several are equal, the smallest, then the first.</summary>
    public StudyLayout Best => Going.OrderByDescending(v => v.Score.MacroF1).ThenBy(v => v.Score.BytesSent).First().Score.Layout;

    private IEnumerable<CandidateVerdict> Going =>
        Verdicts.Where(v => v.Outcome is CandidateOutcome.Continued or CandidateOutcome.Finalist);
}
