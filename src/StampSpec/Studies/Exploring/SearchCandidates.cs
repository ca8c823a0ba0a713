using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Layouts.Model;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;

namespace StampSpec.Studies.Exploring;

/// <summary>The layouts of a study as candidates of a search, with their bytes.</summary>
/// <param name="study">The study.</param>
/// <param name="bytesSent">Bytes of each layout as sent, on the basis of the spec, by its name.</param>
internal sealed class SearchCandidates(Study study, IReadOnlyDictionary<string, double> bytesSent)
{
    private readonly double _greatestBudget = study.Budgets.Max(b => b.Bytes);

    /// <summary>The search settings of the study, or the defaults.</summary>
    public SearchSettings Settings { get; } = study.Search ?? new SearchSettings();

    /// <summary>The ranges of bytes above the smallest budget that contain a candidate; the best of each is kept through all
    /// rungs.</summary>
    public IReadOnlyList<ByteRange> RangesKept { get; } =
    [.. ByteRange.Between(study.Budgets).Skip(1).Where(r => study.Layouts.Any(l => r.Holds(bytesSent[l.Name])))];

    /// <summary>The candidates within the greatest budget, in the order of the spec.</summary>
    public IReadOnlyList<StudyLayout> Affordable => [.. study.Layouts.Where(l => !IsOverBudget(l))];

    /// <summary>Names of the references within the greatest budget.</summary>
    public IReadOnlyList<string> References => [.. Affordable.Select(l => l.Name).Where(Settings.References.Contains)];

    /// <summary>The candidates of a study whose data are read.</summary>
    public static SearchCandidates Of(Study study, StudyData data)
    {
        var rows = StudyBytes.Rows(study, data.SentBytes);
        return new SearchCandidates(
            study,
            study.Layouts.ToDictionary(l => l.Name, l => StudyBytes.TotalOf(rows, l, study.Bytes), StringComparer.Ordinal)
        );
    }

    /// <summary>The rungs, first to last; at least two candidates must be within the greatest budget.</summary>
    public IReadOnlyList<SearchRung> Rungs() =>
        SearchSchedule.Rungs(
            Affordable.Count,
            RangesKept.Count + References.Count,
            Settings,
            study.Layouts.Max(l => l.Training.MaximumSteps)
        );

    /// <summary>Bytes of a candidate as sent.</summary>
    public double BytesOf(StudyLayout layout) => bytesSent[layout.Name];

    /// <summary>The rows of the candidates above the greatest budget.</summary>
    public IEnumerable<CandidateRow> OverBudget() =>
        study
            .Layouts.Where(IsOverBudget)
            .Select(l =>
                Row(l) with
                {
                    Outcome = LockedSpec.Word(CandidateOutcome.OverBudget),
                    Reason = string.Create(CultureInfo.InvariantCulture, $"its bytes exceed the greatest budget, {_greatestBudget:0.##} B"),
                }
            );

    /// <summary>The row of a candidate in a rung.</summary>
    public CandidateRow Row(SearchRung rung, CandidateVerdict verdict) =>
        Row(verdict.Score.Layout) with
        {
            Rung = rung.Number,
            Steps = rung.Steps,
            ValidationMacroF1 = verdict.Score.MacroF1,
            ValidationLow = verdict.Score.Low,
            ValidationHigh = verdict.Score.High,
            Front = verdict.Front,
            Outcome = LockedSpec.Word(verdict.Outcome),
            Reason = verdict.Reason,
        };

    private static string Text(StampScale scale) =>
        string.Create(CultureInfo.InvariantCulture, $"{scale.Pixels}@{scale.PixelScaleArcsec:0.####}")
        + (scale.Images is { } images ? $"({Text(images)})" : "");

    private static string Text(IEnumerable<CutoutKind> images) => string.Join('+', images.Select(i => LockedSpec.Word(i)));

    private bool IsOverBudget(StudyLayout layout) => BytesOf(layout) > _greatestBudget;

    private CandidateRow Row(StudyLayout layout) =>
        new(
            layout.Id,
            string.Join('+', layout.Layout.Scales.Select(Text)),
            Text(layout.Layout.Images),
            string.Join('+', layout.Layout.Planes.Select(p => $"{LockedSpec.Word(p.Kind)}:{p.Number.ToString().ToLowerInvariant()}")),
            layout.Layout.Features.Count == 0 ? null : string.Join('+', layout.Layout.Features.Select(f => f.Kind)),
            layout.Layout.FieldOfViewArcsec,
            layout.Sent.RawBytes,
            BytesOf(layout),
            Rung: null,
            Steps: null,
            ValidationMacroF1: null,
            ValidationLow: null,
            ValidationHigh: null,
            Front: null,
            Outcome: "",
            Reason: ""
        );
}

/// <summary>The score of one candidate in a rung.</summary>
/// <param name="Layout">The candidate.</param>
/// <param name="BytesSent">Bytes of one alert's stamps as sent; a mean where they vary.</param>
/// <param name="MacroF1">Macro-F1 on the validation objects, mean over the rung's runs; null if there is no result.</param>
internal sealed record CandidateScore(StudyLayout Layout, double BytesSent, double? MacroF1)
{
    /// <summary>Lower end of the score's interval.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of the score's interval.</summary>
    public double? High { get; init; }

    /// <summary>Fraction of resamples of the validation objects in which it is on the rung's front.</summary>
    public double? FrontProbability { get; init; }

    /// <summary>Why there is no result; null if there is one.</summary>
    public string? Failure { get; init; }
}

/// <summary>The decision of a rung on one candidate.</summary>
/// <param name="Score">The score.</param>
/// <param name="Front">Number of its front, from 1, among the candidates of its ranking; null if it has no result, or if it continued as
/// the best of its range without a rank.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">The reason, in words.</param>
internal sealed record CandidateVerdict(CandidateScore Score, int? Front, CandidateOutcome Outcome, string Reason);
