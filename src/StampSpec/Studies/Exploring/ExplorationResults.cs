using System.Globalization;
using CsvHelper;
using StampSpec.Common;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Exploring;

/// <summary>The contents of an exploration's folder.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Summary">exploration.json.</param>
/// <param name="Provenance">provenance.json.</param>
/// <param name="Candidates">explore.csv.</param>
/// <param name="Front">front.csv.</param>
/// <param name="Budgets">best-per-budget.csv.</param>
/// <param name="Ranges">best-per-range.csv.</param>
/// <param name="Final">The study of the finalists.</param>
public sealed record ExplorationResults(
    string Folder,
    ExplorationSummary Summary,
    StudyProvenance Provenance,
    IReadOnlyList<CandidateRow> Candidates,
    IReadOnlyList<FrontRow> Front,
    IReadOnlyList<BestPerBudgetRow> Budgets,
    IReadOnlyList<BestPerRangeRow> Ranges,
    StudyResults Final
)
{
    /// <summary>Whether an exploration wrote the folder, finished or not.</summary>
    public static bool IsIn(string folder) =>
        File.Exists(Path.Combine(folder, ExplorationFile.Summary))
        || File.Exists(Path.Combine(folder, ExplorationFile.Candidates))
        || Directory.Exists(Path.Combine(folder, ExplorationFile.FirstRung));

    /// <summary>Reads an exploration's folder; the folders of its rungs may be missing.</summary>
    /// <exception cref="InvalidInputException">The folder does not contain a finished exploration, or a file in it is damaged.</exception>
    public static ExplorationResults Load(string folder)
    {
        var summary = StudyJson.Read<ExplorationSummary>(Required(folder, ExplorationFile.Summary));
        return new ExplorationResults(
            folder,
            summary,
            StudyFolder.ReadProvenance(folder),
            CsvTable.Read<CandidateRow>(Required(folder, ExplorationFile.Candidates)),
            CsvTable.Read<FrontRow>(Required(folder, ExplorationFile.Front)),
            CsvTable.Read<BestPerBudgetRow>(Required(folder, ExplorationFile.Budgets)),
            CsvTable.Read<BestPerRangeRow>(Required(folder, ExplorationFile.Ranges)),
            StudyResults.Load(Path.Combine(folder, ExplorationFile.Final))
        );
    }

    /// <summary>Why a layout is a finalist: <c>validation front</c>, <c>best of its range</c> or <c>reference</c>.</summary>
    public string WhyFinalist(FrontRow finalist) =>
        finalist.OnValidationFront ? "validation front"
        : Ranges.Any(r => (r.Layout, r.Encoding) == (finalist.Id.Layout, finalist.Id.Encoding)) ? "best of its range"
        : "reference";

    private static string Required(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path)
            ? path
            : throw InvalidInputException.Of(
                "explore.not-finished",
                $"{folder} does not contain a finished exploration: {name} is missing",
                file: path,
                fix: "give a folder that stampspec explore wrote, or finish the exploration with --resume"
            );
    }
}

/// <summary>The outcome for a candidate in a rung.</summary>
internal enum CandidateOutcome
{
    /// <summary>It continued to the next rung.</summary>
    Continued,

    /// <summary>It was on the Pareto front of the last rung, the best between two budgets there, or a reference, and was scored on the
    /// test objects.</summary>
    Finalist,

    /// <summary>Other candidates were better.</summary>
    Dropped,

    /// <summary>It has no result, for example because its training diverged.</summary>
    Failed,

    /// <summary>It costs more than the greatest budget and was not trained.</summary>
    OverBudget,
}

/// <summary>One row of explore.csv: a candidate in a rung, or one that was not trained.</summary>
/// <param name="Id">The candidate.</param>
/// <param name="Scales">Pixels a side and pixel scale in arcsec of each scale, finest first: <c>8@1.01+8@2.02</c>; followed by the images
/// of the scale if they differ between scales.</param>
/// <param name="Images">Images carried, joined by <c>+</c>.</param>
/// <param name="Planes">Planes carried, each with its number type, joined by <c>+</c>.</param>
/// <param name="Features">Features, in addition to images or instead of them, joined by <c>+</c>; null if there are none.</param>
/// <param name="FieldOfViewArcsec">Side of the widest field, arcsec.</param>
/// <param name="BytesRaw">Bytes of one alert's stamps, uncompressed and without headers.</param>
/// <param name="BytesSent">Bytes in its encoding; a mean where they vary from alert to alert.</param>
/// <param name="Rung">Rung, from 1; null if it was not trained.</param>
/// <param name="Steps">Steps of each training; null if it was not trained.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation objects; null if it has no result.</param>
/// <param name="ValidationLow">Lower end of its interval.</param>
/// <param name="ValidationHigh">Upper end of its interval.</param>
/// <param name="Front">Number of its Pareto front, from 1: among the candidates of its bin of bytes, or among all candidates in the last
/// rung. Null if it has no result, or if it continued without a rank as the best of its range or as a reference.</param>
/// <param name="Outcome">Its outcome: <c>continued</c>, <c>finalist</c>, <c>dropped</c>, <c>failed</c> or <c>over-budget</c>.</param>
/// <param name="Reason">Why.</param>
[CsvRecord]
public sealed partial record CandidateRow(
    LayoutId Id,
    string Scales,
    string Images,
    string Planes,
    string? Features,
    double FieldOfViewArcsec,
    long BytesRaw,
    double BytesSent,
    int? Rung,
    int? Steps,
    double? ValidationMacroF1,
    double? ValidationLow,
    double? ValidationHigh,
    int? Front,
    string Outcome,
    string Reason
);

/// <summary>Names of the files and folders in an exploration's folder.</summary>
internal static class ExplorationFile
{
    public const string Candidates = "explore.csv";
    public const string Front = "front.csv";
    public const string Budgets = "best-per-budget.csv";
    public const string Ranges = "best-per-range.csv";
    public const string Summary = "exploration.json";
    public const string Final = "final";

    public const string FirstRung = "rung-1";

    /// <summary>The folder of a rung, which is a study of its own.</summary>
    public static string Rung(SearchRung rung) => string.Create(CultureInfo.InvariantCulture, $"rung-{rung.Number}");
}

/// <summary>exploration.json: what the exploration searched and how.</summary>
/// <param name="Name">Name of the exploration.</param>
/// <param name="Question">The question that it answers; null if the spec asks none.</param>
/// <param name="Candidates">Number of layouts of the spec, in their encodings.</param>
/// <param name="Rungs">The schedule.</param>
/// <param name="RungRuns">Trainings of each candidate in a rung.</param>
/// <param name="ValidationObjects">Number of objects that scored the candidates.</param>
/// <param name="TestObjects">Number of objects that scored the finalists.</param>
/// <param name="FinalRuns">Runs of each finalist.</param>
/// <param name="Budgets">The budgets.</param>
/// <param name="SearchSteps">Training steps that the rungs took.</param>
/// <param name="FinalSteps">Maximum training steps of the finalists' runs.</param>
public sealed record ExplorationSummary(
    string Name,
    string? Question,
    int Candidates,
    IReadOnlyList<SearchRung> Rungs,
    int RungRuns,
    int ValidationObjects,
    int TestObjects,
    int FinalRuns,
    IReadOnlyList<StudyBudget> Budgets,
    long SearchSteps,
    long FinalSteps
);

/// <summary>One row of front.csv: a finalist, which is on the front of the validation objects, the best of its range of bytes, or a
/// reference, with its scores on the test objects.</summary>
/// <param name="Id">The finalist.</param>
/// <param name="BytesRaw">Bytes of one alert's stamps, uncompressed and without headers.</param>
/// <param name="BytesSent">Bytes in its encoding; a mean where they vary from alert to alert.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation objects in the last rung, by which it was chosen.</param>
/// <param name="ValidationLow">Lower end of its interval.</param>
/// <param name="ValidationHigh">Upper end of its interval.</param>
/// <param name="OnValidationFront">Whether no other candidate of the last rung beats it; false if it is a finalist only as the best between
/// two budgets or as a reference.</param>
/// <param name="ValidationFrontProbability">Fraction of resamples of the validation objects in which it is on the front of the last
/// rung.</param>
/// <param name="TestMacroF1">Macro-F1 on the test objects, mean over the final runs; null if no run has a result.</param>
/// <param name="TestLow">Lower end of its interval (two-level bootstrap, BCa).</param>
/// <param name="TestHigh">Upper end of its interval.</param>
/// <param name="TestMinusValidation">Test minus validation macro-F1: below 0 if the search was optimistic.</param>
/// <param name="OnTestFront">Whether none of the other finalists beats it on the test objects.</param>
/// <param name="FrontProbability">Fraction of resamples of the test objects and runs in which no other finalist beats it.</param>
[CsvRecord]
public sealed partial record FrontRow(
    LayoutId Id,
    long BytesRaw,
    double BytesSent,
    double ValidationMacroF1,
    double? ValidationLow,
    double? ValidationHigh,
    bool OnValidationFront,
    double? ValidationFrontProbability,
    double? TestMacroF1,
    double? TestLow,
    double? TestHigh,
    double? TestMinusValidation,
    bool? OnTestFront,
    double? FrontProbability
);
