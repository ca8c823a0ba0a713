using StampSpec.Reports;
using StampSpec.Reports.Figures;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Reports;

public sealed class ReportPageTests
{
    [Fact]
    public void The_page_begins_with_the_verdict_then_bytes_and_intervals_then_the_table_of_scores()
    {
        using var folder = new TemporaryFolder();
        InventedResults.Write(folder.Path);
        var head = HeadOf(folder);
        Assert.Contains(
            "<p class=\"verdict\">On synthetic and real alerts, ztf-full is the best of 4 layouts (probability over 99&#160;%), at "
                + "47.6&#160;kB.</p>",
            head,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "<span class=\"worse\">Worse than ztf-full</span>: ztf-cropped \u22120.090 (\u22120.110 to",
            head,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Within as shipped (109&#160;kB), or without a budget</span><span class=\"winner\">ztf-full<",
            head,
            StringComparison.Ordinal
        );
        Assert.Matches(
            "<strong>ztf-multiscale</strong>: the best with a probability of [0-9]{1,2}&#160;%; 3.07.kB per alert, 30.7.GB per night",
            head
        );
        Assert.True(
            head.IndexOf("class=\"verdict\"", StringComparison.Ordinal) < head.IndexOf("class=\"scores\"", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(0.049, 0.5, -0.02, "<span class=\"worse\">Worse than ztf-full</span>")]
    [InlineData(
        0.05,
        0.05,
        -0.02,
        "<span class=\"unsure\">Not shown to differ from ztf-full, and a loss above 0.01 is not ruled out</span>"
    )]
    [InlineData(0.049, 0.5, 0.02, "<span class=\"sure\">Better than ztf-full</span>")]
    [InlineData(0.05, 0.049, 0.02, "<span class=\"sure\">No worse than ztf-full, within the margin of 0.01</span>")]
    public void A_difference_is_claimed_only_below_five_per_cent_after_the_adjustment(
        double difference,
        double nonInferiority,
        double value,
        string verdict
    )
    {
        using var folder = new TemporaryFolder();
        InventedResults.Write(folder.Path);
        Change(folder, summary =>
            summary with
            {
                Layouts = [.. summary.Layouts.Select(l => l with { BestProbabilities = [new("any budget", null, 0.25)] })],
                Comparisons =
                [
                    .. summary.Comparisons.Select(c =>
                        c with
                        {
                            Difference = value,
                            NonInferiorityPValue = nonInferiority,
                            DifferencePValue = difference,
                            NonSuperiorityPValue = 1,
                        }
                    ),
                ],
            }
        );
        Assert.Contains(verdict, HeadOf(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_layout_of_high_probability_the_answer_is_undecided_and_names_the_likely_ones()
    {
        using var folder = new TemporaryFolder();
        InventedResults.Write(folder.Path);
        Change(folder, summary =>
            summary with
            {
                Layouts =
                [
                    .. summary.Layouts.Select(
                        (l, i) => l with { BestProbabilities = [new("any budget", null, new[] { 0.49, 0.51, 0, 0 }[i])] }
                    ),
                ],
                Comparisons = [.. summary.Comparisons.Select(c => c with { DifferencePValue = 1 })],
            }
        );
        Assert.Contains(
            "Undecided on synthetic and real alerts: the best may be ztf-cropped (51&#160;%) or ztf-full (49&#160;%); the smaller costs "
                + "3.07&#160;kB, the larger 47.6&#160;kB.",
            HeadOf(folder),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_quick_check_says_on_page_figures_and_tables_that_it_must_not_be_quoted()
    {
        using var folder = new TemporaryFolder();
        InventedResults.Write(folder.Path, name: "invented-quick");
        const string Caution = "Quick check: 240 alerts, 2 runs; do not quote.";
        Assert.Contains($"<strong>{Caution}</strong>", HeadOf(folder), StringComparison.Ordinal);
        Assert.Contains(Caution, File.ReadAllText(folder["tables", "scores.md"]), StringComparison.Ordinal);
        Assert.Contains(Caution, File.ReadAllText(folder["figures", "figures.tex"]), StringComparison.Ordinal);
        Assert.Contains(Caution, File.ReadAllText(folder["figures", "macro-f1-vs-bytes.svg"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The labels\nwere wrong.\n\nThey will be corrected.", true)]
    [InlineData("data: HASH\n\nThe labels were wrong.", true)]
    [InlineData("data: another\nThe labels were wrong.", false)]
    public void A_note_is_shown_above_the_answer_while_it_is_about_these_data(string note, bool isShown)
    {
        using var folder = new TemporaryFolder();
        var results = InventedResults.Write(folder.Path);
        StudyFolder.WriteProvenance(folder.Path, results.Provenance with { DataSha256 = "HASH" });
        File.WriteAllText(folder["notes.md"], note);
        Assert.Equal(isShown, HeadOf(folder).Contains("<p><strong>The labels were wrong.</strong></p>", StringComparison.Ordinal));
    }

    [Fact]
    public void Published_values_are_shown_only_beside_scores_of_the_same_classes()
    {
        using var folder = new TemporaryFolder();
        InventedResults.Write(folder.Path);
        Assert.Contains("Published", HeadOf(folder), StringComparison.Ordinal);
        InventedResults.Write(folder.Path, ["agn", "satellite", "sn"]);
        var head = HeadOf(folder);
        Assert.Contains("Published values are not shown, because they are scores of other classes.", head, StringComparison.Ordinal);
        Assert.DoesNotContain("0.8739", head, StringComparison.Ordinal);
        Assert.DoesNotContain("0.874", File.ReadAllText(folder["figures", "macro-f1-vs-bytes.svg"]), StringComparison.Ordinal);
    }

    private static string HeadOf(TemporaryFolder folder)
    {
        StudyReport.Write(folder.Path, FigureFormats.Svg);
        return File.ReadAllText(folder["report.html"]).Split("<header>")[1].Split("</header>")[0];
    }

    private static void Change(TemporaryFolder folder, Func<StudySummary, StudySummary> change)
    {
        var summary = StudyJson.Read<StudySummary>(folder["summary.json"]);
        File.WriteAllText(folder["summary.json"], StudyJson.Format(change(summary)));
    }

    [Fact]
    public void A_study_whose_alerts_are_out_of_reach_says_that_stamps_are_not_shown()
    {
        using var folder = new TemporaryFolder();
        InventedResults.Write(folder.Path);
        StudyReport.Write(folder.Path, FigureFormats.Svg);
        Assert.Contains(
            "Stamps are not shown because the alerts could not be read again",
            File.ReadAllText(folder["report.html"]),
            StringComparison.Ordinal
        );
    }
}
