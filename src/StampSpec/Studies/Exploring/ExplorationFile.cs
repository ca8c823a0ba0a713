using System.Globalization;

namespace StampSpec.Studies.Exploring;

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
