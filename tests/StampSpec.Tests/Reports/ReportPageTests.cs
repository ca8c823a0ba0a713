using StampSpec.Reports;
using StampSpec.Reports.Figures;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Reports;

public sealed class ReportPageTests
{
    [Fact]
    public void The_page_begins_with_the_winner_of_each_budget_and_its_cost()
    {
        using var folder = new TemporaryFolder();
        InventedResults.Write(folder.Path);
        StudyReport.Write(folder.Path, FigureFormats.Svg);
        var head = File.ReadAllText(folder["report.html"]).Split("<header>")[1].Split("</header>")[0];
        Assert.Matches("Within DMTN-102 \\(18.0\\S+kB of stamps per alert\\)</span><span class=\"winner\">ztf-multiscale</span>", head);
        Assert.Matches("Within as shipped \\(138\\S+kB of stamps per alert\\)</span><span class=\"winner\">ztf-full</span>", head);
        Assert.Matches("Size: 3.07.{1,6}kB per alert, 30.7.{1,6}GB per night", head);
        Assert.Matches("2.15.{1,6}kB and 21.5.{1,6}GB as sent .stamps as FITS in gzip, including headers.", head);
        Assert.Matches("Probability of being the best layout within the budget: <strong>[01]\\.[0-9]{2}</strong>", head);
        Assert.Contains("Non-inferiority to ztf-full (margin 0.01) not demonstrated", head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.04, "Non-inferiority to ztf-full (margin 0.01) demonstrated")]
    [InlineData(0.19, "Non-inferiority to ztf-full (margin 0.01) not demonstrated")]
    public void Little_loss_is_claimed_by_the_p_value_adjusted_for_several_layouts(double adjusted, string verdict)
    {
        using var folder = new TemporaryFolder();
        InventedResults.Write(folder.Path);
        var summary = StudyJson.Read<StudySummary>(folder["summary.json"]);
        var likely = summary with
        {
            Comparisons = [.. summary.Comparisons.Select(c => c with { ProbabilityWithinMargin = 0.97, NonInferiorityPValue = adjusted })],
        };
        File.WriteAllText(folder["summary.json"], StudyJson.Format(likely));
        StudyReport.Write(folder.Path, FigureFormats.Svg);
        Assert.Contains(
            verdict,
            File.ReadAllText(folder["report.html"]).Split("<header>")[1].Split("</header>")[0],
            StringComparison.Ordinal
        );
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
