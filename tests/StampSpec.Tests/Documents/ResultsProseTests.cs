using System.Globalization;
using System.Text.RegularExpressions;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Documents;

/// <summary>
/// The pages of results say what the results say: numbers with intervals are in the tables of the folder or of a folder that the page links
/// to, and a word of superiority, non-inferiority or equivalence stands beside a difference whose row has that verdict.
/// </summary>
public sealed partial class ResultsProseTests
{
    private static readonly string[] Verdicts = ["no worse", "better", "worse", "equivalent"];

    /// <summary>Words that claim a verdict without being one.</summary>
    private static readonly string[] Forbidden =
    [
        "as well as the",
        "as good as",
        "score as",
        "scores as",
        "equals the",
        "is enough",
        "are enough",
        "can go",
        "no substitute",
        "within the uncertainty",
        "gains most",
    ];

    public static TheoryData<string> Pages => [.. MarkdownDocument.All.Where(path => path.StartsWith("results", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_number_with_an_interval_is_in_a_row_of_a_table(string page)
    {
        var rows = RowsOf(page, "*.csv");
        var unknown = Text(page).Split('\n').SelectMany(Estimates).Where(e => !rows.Any(r => r.Has(e)));
        Assert.Empty(unknown.Select(e => e.Written));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_word_of_comparison_has_its_verdict(string page) =>
        Assert.Empty(Problems(Sentences(Text(page)), [.. RowsOf(page, "differences.csv"), .. RowsOf(page, "mix.csv")]));

    [Theory]
    [InlineData("The proposal is better than DMTN-102's stamps by +0.083 (+0.048 to +0.120).", true)]
    [InlineData("The proposal is no worse than DMTN-102's stamps by +0.083 (+0.048 to +0.120).", false)]
    [InlineData("The proposal is better than DMTN-102's stamps by +0.084 (+0.048 to +0.120).", false)]
    [InlineData("The proposal is better than DMTN-102's stamps.", false)]
    [InlineData("The proposal is not shown to be better than DMTN-102's stamps.", true)]
    [InlineData("What it cannot say: whether the proposal is better.", true)]
    [InlineData("Multi-scale stamps do as well as the full stamp.", false)]
    public void The_check_finds_a_claim_without_its_verdict(string sentence, bool isSound)
    {
        TableRow[] rows = [new([0.0834, 0.0475, 0.1201], ["rubin-proposal", "better"]), new([0.01, 0, 0.02], ["as-shipped", "no worse"])];
        Assert.Equal(isSound, !Problems([sentence], rows).Any());
    }

    private static IEnumerable<string> Problems(IEnumerable<string> sentences, IReadOnlyList<TableRow> rows)
    {
        foreach (var sentence in sentences)
        {
            foreach (var phrase in Forbidden.Where(f => sentence.Contains(f, StringComparison.OrdinalIgnoreCase)))
            {
                yield return $"\"{phrase}\" claims a verdict: {sentence}";
            }

            var claims = Claim().Matches(sentence).Select(m => m.Groups[1].Value).Distinct().ToArray();
            var shown = Estimates(sentence).SelectMany(e => rows.Where(r => r.Has(e))).SelectMany(r => r.Words).ToHashSet();
            foreach (var claim in claims.Where(c => !shown.Contains(c) && !Question().IsMatch(sentence)))
            {
                yield return $"\"{claim}\" has no row with this verdict: {sentence}";
            }
        }
    }

    /// <summary>The rows of the tables of a page's folder and of the folders of results that it links to.</summary>
    private static TableRow[] RowsOf(string page, string pattern)
    {
        var document = new MarkdownDocument(page);
        var folders = document.LocalLinks.Append(page).Select(link => Path.GetFullPath(Repository.PathOf(Path.GetDirectoryName(link)!)));
        return
        [
            .. folders
                .Distinct()
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
                .Distinct()
                .SelectMany(ReadRows),
        ];
    }

    // Text in quotation marks may contain commas; its parts are neither numbers nor verdicts.
    private static IEnumerable<TableRow> ReadRows(string file) =>
        File.ReadLines(file)
            .Select(line => line.Split(','))
            .Select(cells => new TableRow(
                [
                    .. cells
                        .Select(c => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : double.NaN)
                        .Where(double.IsFinite),
                ],
                [.. cells.Where(Verdicts.Contains)]
            ));

    private static string Text(string page) => new MarkdownDocument(page).Text;

    /// <summary>The sentences of running text, without tables, headings and blocks of code.</summary>
    private static string[] Sentences(string text) =>
        SentenceEnd()
            .Split(
                string.Join(
                    ' ',
                    text.Split('\n').Where(l => !l.StartsWith('|') && !l.StartsWith("    ", StringComparison.Ordinal)).Select(l => l.Trim())
                )
            );

    private static IEnumerable<Estimate> Estimates(string text) =>
        EstimateText()
            .Matches(text)
            .Select(m => new Estimate(m.Value, [.. Enumerable.Range(1, 3).Select(i => m.Groups[i].Value.Replace('\u2212', '-'))]));

    private sealed record Estimate(string Written, IReadOnlyList<string> Numbers);

    private sealed record TableRow(IReadOnlyList<double> Numbers, IReadOnlyList<string> Words)
    {
        /// <summary>Whether three neighbouring numbers round to the written ones.</summary>
        public bool Has(Estimate estimate) =>
            Enumerable
                .Range(0, Math.Max(0, Numbers.Count - 2))
                .Any(start => Enumerable.Range(0, 3).All(i => Rounds(Numbers[start + i], estimate.Numbers[i])));

        private static bool Rounds(double value, string written)
        {
            var decimals = written.Length - written.IndexOf('.', StringComparison.Ordinal) - 1;
            var step = Math.Pow(10, -decimals);
            return Math.Abs(value - double.Parse(written, CultureInfo.InvariantCulture)) <= 0.500001 * step;
        }
    }

    [GeneratedRegex(@"([+\-\u2212]?\d+\.\d+) \(([+\-\u2212]?\d+\.\d+) to ([+\-\u2212]?\d+\.\d+)\)")]
    private static partial Regex EstimateText();

    [GeneratedRegex(@"\b(?:is|are|be|was|were) (no worse|better|worse|equivalent)\b")]
    private static partial Regex Claim();

    /// <summary>Sentences that ask, deny or define.</summary>
    [GeneratedRegex(@"\b(whether|not shown|no .{1,40} is shown|shown to be .{1,20} only|verdict)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Question();

    [GeneratedRegex(@"(?<=[.!?])\s+")]
    private static partial Regex SentenceEnd();
}
