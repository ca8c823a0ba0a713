using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Tables;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Reports.Page;

/// <summary>
/// report.html: one file that needs no network and runs only its own script. Its figures are the SVGs of the folder of figures; the script
/// hides their marks and shows tips.
/// </summary>
internal sealed class StudyPage(
    StudyResults results,
    IReadOnlyList<Figure> figures,
    IReadOnlyList<ReportTable> tables,
    ScoreChartData scores,
    string figureFolder
)
{
    private const string PhoneSuffix = "-88mm";
    private const double AlertsPerNight = 1e7;
    private const int LongTable = 40;

    private static readonly JsonSerializerOptions DataOptions = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly StudySummary _summary = results.Summary;
    private readonly ReportNames _names = new(results.Summary);

    /// <summary>Stamps of examples: PNG data URLs by candid and image.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Stamps { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Example alerts for the cells of the confusion matrices.</summary>
    public IReadOnlyList<PageExample> Examples { get; init; } = [];

    /// <summary>Why there are no stamps; null if there are stamps.</summary>
    public string? StampProblem { get; init; }

    /// <summary>The whole file.</summary>
    public string ToHtml()
    {
        var script = Read("page.js");
        var text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"Content-Security-Policy\" content=\"{PolicyFor(script)}\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append(
                CultureInfo.InvariantCulture,
                $"<title>{HtmlTable.Escape(_summary.Name)}: StampSpec report</title><style>{Read("page.css")}</style></head><body>"
            )
            .Append("<a class=\"skip\" href=\"#figures\">Skip to the figures</a>");
        AppendHead(text);
        text.Append("<main>");
        AppendFilters(text);
        AppendFigures(text);
        AppendTables(text);
        AppendData(text);
        text.Append("</main><div id=\"tip\" class=\"tip\" role=\"tooltip\" hidden></div>")
            .Append("<script type=\"application/json\" id=\"page-data\">")
            .Append(Data())
            .Append("</script>");
        return text.Append("<script>").Append(script).Append("</script></body></html>\n").ToString();
    }

    // Only the page's own script can run, even if a name in the data contained a script.
    private static string PolicyFor(string script)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        return $"default-src 'none'; script-src 'sha256-{hash}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
            + "form-action 'none'";
    }

    private void AppendHead(StringBuilder text)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"<header><h1>{HtmlTable.Escape(_summary.Name)}</h1><p class=\"question\">"
                + $"{HtmlTable.Escape(_summary.Question ?? "Which layout is best within each byte budget?")}</p>"
        );
        if (scores.Layouts.Count == 0)
        {
            text.Append("<p class=\"unsure\">No layout has a complete run yet, so there are no results.</p>");
        }
        else
        {
            text.Append("<ul class=\"answers\">");
            foreach (var answer in Answers())
            {
                AppendAnswer(text, answer);
            }

            text.Append("</ul>");
        }

        AppendTerms(text);
        text.Append(
            CultureInfo.InvariantCulture,
            $"<p class=\"facts\">{HtmlTable.Escape(scores.Facts.Sentences(scores.Facts.Interval))}</p>"
        );
        AppendWarnings(text);
        text.Append(
            "<nav aria-label=\"Contents\"><ul><li><a href=\"#figures\">Figures</a></li><li><a "
                + "href=\"#examples\">Examples</a></li><li><a href=\"#tables\">Tables</a></li><li><a href=\"#data\">Data and "
                + "provenance</a></li></ul></nav></header>"
        );
    }

    /// <summary>The best layout within each budget, and the best of all; of equal layouts the smaller one. Null if no layout
    /// fits.</summary>
    private List<(string Budget, double? Bytes, LayoutScore? Winner)> Answers()
    {
        var answers = scores
            .Limits.OrderBy(l => l.Bytes)
            .Select(l => (l.Name, (double?)l.Bytes, Best(scores.Layouts.Where(s => s.Bytes <= l.Bytes))))
            .ToList();
        if (answers.Count == 0 || scores.Layouts.Any(l => l.Bytes > answers[^1].Item2))
        {
            answers.Add((BudgetProbability.Unlimited, null, Best(scores.Layouts)));
        }

        return answers;
    }

    private static LayoutScore? Best(IEnumerable<LayoutScore> layouts) =>
        layouts.OrderByDescending(l => l.MacroF1.Value).ThenBy(l => l.Bytes).FirstOrDefault();

    private void AppendTerms(StringBuilder text)
    {
        var compared = scores.Baseline is { } baseline
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Baseline: the layout that all others are compared with, here {HtmlTable.Escape(baseline)}. Margin: the "
                    + $"accepted loss of macro-F1 against the baseline, here {scores.Margin:0.###}; a layout is non-inferior if its "
                    + $"loss is shown to be smaller. "
            )
            : "";
        text.Append(CultureInfo.InvariantCulture, $"<p class=\"facts\">{compared}Pareto front: the layouts that no other ")
            .Append("layout beats in both bytes and macro-F1.</p>");
    }

    private void AppendAnswer(StringBuilder text, (string Budget, double? Bytes, LayoutScore? Winner) answer)
    {
        var limit = answer.Bytes is { } bytes ? $"Within {answer.Budget} ({ByteText.Of(bytes)} of stamps per alert)" : "Without a budget";
        text.Append(CultureInfo.InvariantCulture, $"<li><span class=\"budget\">{HtmlTable.Escape(limit)}</span>");
        if (answer.Winner is not { } winner)
        {
            text.Append("<span class=\"winner\">no layout fits</span></li>");
            return;
        }

        var interval = winner.MacroF1 is { Low: { } low, High: { } high }
            ? string.Create(CultureInfo.InvariantCulture, $" ({low:0.000} to {high:0.000})")
            : "";
        text.Append(CultureInfo.InvariantCulture, $"<span class=\"winner\">{HtmlTable.Escape(winner.Layout)}</span>")
            .Append(CultureInfo.InvariantCulture, $"<span class=\"score\">macro-F1 {winner.MacroF1.Value:0.000}{interval}</span>")
            .Append(
                CultureInfo.InvariantCulture,
                $"<p>Size: {ByteText.Of(winner.Bytes)} per alert, {ByteText.Of(winner.Bytes * AlertsPerNight)} per night with "
                    + $"ten million alerts ({HtmlTable.Escape(scores.BytesMeaning)}){AsSent(winner)}.</p>"
            )
            .Append(ProbabilityOfBest(answer.Budget, winner))
            .Append(Sureness(winner))
            .Append("</li>");
    }

    private string AsSent(LayoutScore winner) =>
        winner.SentBytes is { } sent
            ? $"; {ByteText.Of(sent)} and {ByteText.Of(sent * AlertsPerNight)} as sent ("
                + $"{HtmlTable.Escape(new TransmittedBytes(results).Meaning ?? "")})"
            : "";

    private static string ProbabilityOfBest(string budget, LayoutScore winner) =>
        winner.BestWithin.TryGetValue(budget, out var probability)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"<p>Probability of being the best layout within the budget: <strong>{probability:0.00}</strong>.</p>"
            )
            : "";

    private string Sureness(LayoutScore winner)
    {
        var front = winner.OnFront is { } probability
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Probability of being on the Pareto front of bytes and macro-F1: {probability:0.00}."
            )
            : "";
        if (winner.Difference is not { } d || winner.WithinMargin is not { } within)
        {
            return $"<p>{(winner.Layout == scores.Baseline ? "This is the baseline. " : "")}{front}</p>";
        }

        var margin = string.Create(CultureInfo.InvariantCulture, $"{scores.Margin:0.###}");
        // Several layouts are tested, so the verdict uses the p-value adjusted by Holm instead of the probability.
        var baseline = HtmlTable.Escape(scores.Baseline ?? "");
        var verdict =
            winner.NonInferiorityPValue <= 0.05
                ? $"<span class=\"sure\">Non-inferiority to {baseline} (margin {margin}) demonstrated</span>"
                : $"<span class=\"unsure\">Non-inferiority to {baseline} (margin {margin}) not demonstrated</span>";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<p>{verdict}: difference {Signed(d.Value)} ({Signed(d.Low)} to {Signed(d.High)}), probability of a loss below "
                + $"the margin {within:0.00}. {front}</p>"
        );
    }

    private static string Signed(double? value) =>
        value is { } number ? number.ToString("+0.000;\u22120.000;0.000", CultureInfo.InvariantCulture) : "?";

    private void AppendWarnings(StringBuilder text)
    {
        if (_summary.Warnings.Count + _summary.Failed.Count == 0)
        {
            return;
        }

        text.Append("<div class=\"warnings\" role=\"note\">");
        AppendMissingCells(text);
        AppendList(text, _summary.Warnings);
        text.Append("</div>");
    }

    private void AppendMissingCells(StringBuilder text)
    {
        if (_summary.Failed.Count == 0)
        {
            return;
        }

        var cells = _summary.Layouts.Count * _summary.Runs * _summary.Folds;
        var rest =
            _summary.ComparedRuns.Count == 0
                ? "no run is complete for every layout"
                : "scores are from "
                    + string.Join(", ", _summary.ComparedRuns.Select(r => string.Create(CultureInfo.InvariantCulture, $"run {r}")));
        text.Append(
            CultureInfo.InvariantCulture,
            $"<p><strong>This study is not complete: {_summary.Failed.Count} of {cells} cells have no result</strong>; "
                + $"{rest}.</p><details><summary>Missing cells</summary>"
        );
        AppendList(
            text,
            _summary.Failed.Select(f =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_names.Of(f.Cell.LayoutId)}, run {f.Cell.Run}, fold {f.Cell.Fold} has no result: {f.Reason}"
                )
            )
        );
        text.Append("</details>");
    }

    private static void AppendList(StringBuilder text, IEnumerable<string> items) =>
        text.Append("<ul>").AppendJoin("", items.Select(i => $"<li>{HtmlTable.Escape(i)}</li>")).Append("</ul>");

    private void AppendFilters(StringBuilder text)
    {
        text.Append("<form class=\"filters\" aria-label=\"Filters\">");
        AppendBoxes(text, "Layouts", "layout", scores.Layouts.Select(l => l.Layout));
        AppendBoxes(text, "Classes", "class", _summary.Classes);
        text.Append("</form>");
    }

    private static void AppendBoxes(StringBuilder text, string legend, string name, IEnumerable<string> values) =>
        text.Append(CultureInfo.InvariantCulture, $"<fieldset><legend>{legend}</legend>")
            .AppendJoin(
                "",
                values.Select(v =>
                    $"<label><input type=\"checkbox\" name=\"{name}\" value=\"{HtmlTable.Escape(v)}\" checked> "
                    + $"{HtmlTable.Escape(v)}</label>"
                )
            )
            .Append("</fieldset>");

    private void AppendFigures(StringBuilder text)
    {
        text.Append("<h2 id=\"figures\">Figures</h2>");
        foreach (var figure in figures.Where(f => !IsPhoneVariant(f)))
        {
            text.Append("<figure><h3>").Append(HtmlTable.Escape(figure.Title)).Append("</h3>");
            if (figure.Parts.Count > 0)
            {
                AppendParts(text, figure);
            }
            else
            {
                AppendWhole(text, figure);
            }

            text.Append("<figcaption>").Append(HtmlTable.Escape(figure.Caption)).Append("</figcaption></figure>");
            if (figure.Name == "confusion")
            {
                AppendExamples(text);
            }
        }
    }

    private static bool IsPhoneVariant(Figure figure) => figure.Name.EndsWith(PhoneSuffix, StringComparison.Ordinal);

    private void AppendWhole(StringBuilder text, Figure figure)
    {
        var phone = figures.FirstOrDefault(f => f.Name == figure.Name + PhoneSuffix);
        AppendChart(text, figure, phone is null ? "" : " has-phone");
        if (phone is not null)
        {
            AppendChart(text, phone, " phone");
        }
    }

    private void AppendChart(StringBuilder text, Figure figure, string variant)
    {
        var shape = figure.Width == FigureWidth.SingleColumn ? "narrow" : "wide";
        text.Append(CultureInfo.InvariantCulture, $"<div class=\"chart {shape}{variant}\" data-chart=\"{HtmlTable.Escape(figure.Name)}\">")
            .Append(File.ReadAllText(Path.Combine(figureFolder, figure.Name + ".svg")))
            .Append("</div>");
    }

    // The remaining parts close up when the reader hides some of them.
    private static void AppendParts(StringBuilder text, Figure figure)
    {
        text.Append("<div class=\"matrices\">");
        foreach (var (part, number) in figure.Parts.Select((part, i) => (part, i + 1)))
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"{figure.Name}-{number}-");
            text.Append(
                    CultureInfo.InvariantCulture,
                    $"<div class=\"chart\" data-chart=\"{HtmlTable.Escape(figure.Name)}\" data-layout=\"{HtmlTable.Escape(part.Layout)}\">"
                )
                .Append(FigureSvg.Of(part.Sheet, $"{figure.Title}: {part.Layout}", part.Layout, prefix))
                .Append("</div>");
        }

        text.Append("</div>");
    }

    private void AppendExamples(StringBuilder text)
    {
        text.Append(
            "<section class=\"examples\" id=\"examples\" aria-label=\"Examples\"><h3>Examples: click a cell above, or choose "
                + "here</h3><div class=\"choice\">"
        );
        AppendChoice(text, "layout", "layout", scores.Layouts.Select(l => l.Layout));
        AppendChoice(text, "true", "true class", _summary.Classes);
        AppendChoice(text, "predicted", "predicted as", _summary.Classes);
        text.Append("</div>");
        if (StampProblem is not null)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<p class=\"unsure\">Stamps are not shown because the alerts could not be read again: {HtmlTable.Escape(StampProblem)}</p>"
            );
        }

        text.Append("<div id=\"example-list\" aria-live=\"polite\"></div></section>");
    }

    private static void AppendChoice(StringBuilder text, string id, string label, IEnumerable<string> values) =>
        text.Append(CultureInfo.InvariantCulture, $"<label>{label} <select id=\"example-{id}\">")
            .AppendJoin("", values.Select(v => $"<option>{HtmlTable.Escape(v)}</option>"))
            .Append("</select></label>");

    private void AppendTables(StringBuilder text)
    {
        text.Append("<h2 id=\"tables\">Tables</h2>");
        foreach (var table in tables)
        {
            var (opening, closing) =
                table.Rows.Count > LongTable
                    ? ($"<details><summary>{HtmlTable.Escape(table.Name)}: {table.Rows.Count} rows</summary>", "</details>")
                    : ("", "");
            text.Append("<section>").Append(opening).Append(HtmlTable.ToHtml(table)).Append(closing).Append("</section><br>");
        }
    }

    private void AppendData(StringBuilder text)
    {
        var provenance = results.Provenance;
        text.Append("<h2 id=\"data\">Data and provenance</h2><ul>")
            .AppendJoin(
                "",
                _summary.Skipped.Select(s =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"<li>skipped in the {HtmlTable.Escape(s.Role)} set: {s.Count} {HtmlTable.Escape(s.Reason)}</li>"
                    )
                )
            )
            .Append(CultureInfo.InvariantCulture, $"<li>study: <code>{HtmlTable.Escape(provenance.Command)}</code></li>")
            .Append("<li>figures, tables and this page: <code>stampspec report DIR</code></li>")
            .Append(
                CultureInfo.InvariantCulture,
                $"<li>StampSpec {HtmlTable.Escape(provenance.Version)} {HtmlTable.Escape(provenance.Commit ?? "")}; "
                    + $"{HtmlTable.Escape(provenance.Runtime)}; {HtmlTable.Escape(provenance.InferenceRuntime)}</li>"
            )
            .Append(
                CultureInfo.InvariantCulture,
                $"<li>spec <code>{HtmlTable.Escape(provenance.SpecSha256)}</code>, data "
                    + $"<code>{HtmlTable.Escape(provenance.DataSha256)}</code>, seed {provenance.Seed}</li></ul>"
            );
    }

    // A script ends at the first end tag, even inside a string, so the character that starts a tag is escaped.
    private string Data() =>
        JsonSerializer
            .Serialize(
                new
                {
                    _summary.Classes,
                    Examples,
                    Stamps,
                },
                DataOptions
            )
            .Replace("<", "\\u003C", StringComparison.Ordinal);

    /// <summary>A file of the page that is embedded in the assembly.</summary>
    internal static string Read(string name)
    {
        var type = typeof(StudyPage);
        using var stream = type.Assembly.GetManifestResourceStream($"{type.Namespace}.{name}")
            ?? throw new InvalidOperationException($"{name} is missing from the assembly");
        using var reader = new StreamReader(stream);
        // Line ends as in browsers, because the hash in the page's policy depends on them.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
