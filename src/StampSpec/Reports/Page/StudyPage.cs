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

    /// <summary>Paragraphs that somebody wrote about these results, above the answer.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

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
        text.Append(CultureInfo.InvariantCulture, $"<header><h1>{HtmlTable.Escape(_summary.Name)}</h1>");
        AppendCautions(text);
        text.Append(
            CultureInfo.InvariantCulture,
            $"<p class=\"question\">{HtmlTable.Escape(_summary.Question ?? "Which layout is best within each byte budget?")}</p>"
        );
        if (scores.Layouts.Count == 0)
        {
            text.Append("<p class=\"unsure\">No layout has a complete run yet, so there are no results.</p>");
        }
        else
        {
            AppendAnswer(text, new StudyAnswer(scores));
        }

        AppendScores(text);
        AppendFacts(text);
        AppendWarnings(text);
        text.Append(Navigation).Append("</header>");
    }

    private const string Navigation =
        "<nav aria-label=\"Contents\"><ul><li><a href=\"#figures\">Figures</a></li><li><a "
        + "href=\"#examples\">Examples</a></li><li><a href=\"#tables\">Tables</a></li><li><a href=\"#data\">Data and "
        + "provenance</a></li></ul></nav>";

    // What a reader must know before the answer.
    private void AppendCautions(StringBuilder text)
    {
        var cautions = new[] { scores.Facts.Caution }.OfType<string>().Concat(Notes).ToArray();
        if (cautions.Length + _summary.Failed.Count == 0)
        {
            return;
        }

        text.Append("<div class=\"warnings caution\" role=\"note\">");
        foreach (var caution in cautions)
        {
            text.Append(CultureInfo.InvariantCulture, $"<p><strong>{HtmlTable.Escape(caution)}</strong></p>");
        }

        AppendMissingCells(text);
        text.Append("</div>");
    }

    private static void AppendAnswer(StringBuilder text, StudyAnswer answer)
    {
        text.Append(CultureInfo.InvariantCulture, $"<p class=\"verdict\">{HtmlTable.Escape(answer.Verdict())}</p>");
        var compared = answer.AgainstBaseline().ToArray();
        if (compared.Length > 0)
        {
            text.Append("<ul class=\"compared\">")
                .AppendJoin(
                    "",
                    compared.Select(c =>
                        $"<li><span class=\"{ClassOf(c.IsGood)}\">{HtmlTable.Escape(c.Verdict)}</span>: "
                        + $"{HtmlTable.Escape(c.Layouts)}</li>"
                    )
                )
                .Append("</ul>");
        }

        text.Append("<ul class=\"answers\">");
        foreach (var budget in answer.Budgets)
        {
            AppendBudget(text, budget, answer.IsOfOneLayout);
        }

        text.Append("</ul>");
    }

    private static string ClassOf(bool? isGood) =>
        isGood switch
        {
            true => "sure",
            false => "worse",
            null => "unsure",
        };

    private static void AppendBudget(StringBuilder text, BudgetAnswer budget, bool isOnly)
    {
        var (best, rest) = StudyAnswer.Named(budget);
        var winner = best.Count switch
        {
            0 => "no layout fits",
            1 => best[0].Layout.Layout,
            _ => "undecided",
        };
        text.Append(CultureInfo.InvariantCulture, $"<li><span class=\"budget\">{HtmlTable.Escape(budget.Name)}</span>")
            .Append(CultureInfo.InvariantCulture, $"<span class=\"winner\">{HtmlTable.Escape(winner)}</span>");
        foreach (var (layout, probability) in best)
        {
            var rank = isOnly ? "the only layout with a result" : $"the best with a probability of {StudyAnswer.Probability(probability)}";
            text.Append(CultureInfo.InvariantCulture, $"<p><strong>{HtmlTable.Escape(layout.Layout)}</strong>: {HtmlTable.Escape(rank)}; ")
                .Append(CultureInfo.InvariantCulture, $"{ByteText.Of(layout.Bytes)} per alert, ")
                .Append(CultureInfo.InvariantCulture, $"{ByteText.Of(layout.Bytes * AlertsPerNight)} per night of ten million alerts; ")
                .Append(CultureInfo.InvariantCulture, $"macro-F1 {StudyAnswer.Score(layout.MacroF1)}</p>");
        }

        if (rest.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"<p>{rest.Count} other layouts share the rest of the probability.</p>");
        }

        text.Append("</li>");
    }

    private void AppendScores(StringBuilder text) =>
        text.AppendJoin("", tables.Where(IsScores).Select(t => $"<section class=\"scores\" id=\"scores\">{HtmlTable.ToHtml(t)}</section>"));

    private static bool IsScores(ReportTable table) => table.Name == StudyTables.ScoresName;

    private void AppendFacts(StringBuilder text)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"<p class=\"facts\">{HtmlTable.Escape(scores.Facts.Sentences(scores.Facts.Interval))}</p>"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"<p class=\"facts\">Bytes of a layout count {HtmlTable.Escape(scores.BytesMeaning)}.</p>"
        );
        if (scores.Baseline is { } baseline)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<p class=\"facts\">Baseline: the layout that all others are compared with, here {HtmlTable.Escape(baseline)}. Margin: "
                    + $"the largest acceptable loss of macro-F1 against the baseline, fixed before the run, here {scores.Margin:0.###}. "
                    + $"In brackets: {100 * _summary.Level:0.#} % intervals. Better, worse and no worse: p below 0.05 after Holm's "
                    + $"adjustment for several layouts.</p>"
            );
        }
    }

    // The note on p-values is next to the p-values, in the caption of their table.
    private void AppendWarnings(StringBuilder text)
    {
        string[] shown = [.. _summary.Warnings.Where(w => !w.Contains("sign-flip p-value", StringComparison.Ordinal))];
        if (shown.Length > 0)
        {
            text.Append("<div class=\"warnings\" role=\"note\">");
            AppendList(text, shown);
            text.Append("</div>");
        }
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
        foreach (var figure in figures.Where(f => !IsNarrow(f)))
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

            text.Append("<figcaption>").Append(HtmlTable.Escape(figure.Description)).Append("</figcaption></figure>");
            if (figure.Name == "confusion")
            {
                AppendExamples(text);
            }
        }
    }

    private static bool IsNarrow(Figure figure) => figure.Name.EndsWith(Figure.NarrowSuffix, StringComparison.Ordinal);

    private void AppendWhole(StringBuilder text, Figure figure)
    {
        // Only the chart that answers the question is drawn twice: another drawing of each figure would double the page.
        var phone = figure.Name == scores.Name ? figures.FirstOrDefault(f => f.Name == figure.Name + Figure.NarrowSuffix) : null;
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
        foreach (var table in tables.Where(t => !IsScores(t)))
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
            .Append("<li>intervals cover the choice of the scored objects, and of the start, order and validation set of a training; ")
            .Append("they do not cover another choice of training alerts</li>")
            .Append(_summary.Simulated is { } simulated ? $"<li>{HtmlTable.Escape(simulated)}</li>" : "")
            .Append(CultureInfo.InvariantCulture, $"<li>study: <code>{HtmlTable.Escape(provenance.Command)}</code></li>")
            .Append("<li>figures, tables and this page: <code>stampspec report DIR</code></li>")
            .Append(Departures(provenance))
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

    /// <summary>In which settings the study departs from the published protocol; nothing in folders of earlier versions.</summary>
    private static string Departures(StudyProvenance provenance) =>
        provenance.PublishedProtocolDepartures switch
        {
            null => "",
            [] => "<li>trained, split and normalised by the published protocol</li>",
            var departures => "<li>departs from the published protocol in<ul>"
                + string.Concat(departures.Select(d => $"<li>{HtmlTable.Escape(d)}</li>"))
                + "</ul></li>",
        };

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
