using StampSpec.Common;
using StampSpec.Reports;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class StudyBudgetTests
{
    [Fact]
    public void The_summary_says_how_probably_a_layout_is_the_best_within_each_budget_and_the_chart_draws_the_budgets()
    {
        using var folder = new TemporaryFolder();
        var run = TinyStudy.Run(
            folder,
            "a",
            "--set",
            "budgets={none-fits: 100, Our link: 3071.5, all fit: 10000, DMTN-102: 17000}",
            "--runs",
            "1"
        );
        Assert.True(run.ExitCode == 0, run.Error);
        var results = StudyResults.Load(folder["a"]);
        var (multiscale, cropped) = (
            results.Summary.Layouts.Single(l => l.Id.Layout == "ztf-multiscale"),
            results.Summary.Layouts.Single(l => l.Id.Layout == "ztf-cropped")
        );
        Assert.Equal((3072.0, 3072.0), (multiscale.Bytes, cropped.Bytes));
        Assert.Equal(
            [("none-fits", 100.0), ("Our link", 3071.5), ("all fit", 10000.0), ("DMTN-102", 17000.0), ("as shipped", 109440.0)],
            results.Summary.Budgets.Select(b => (b.Name, b.Bytes))
        );
        Assert.Equal(results.Summary.Budgets.Select(b => b.Name), new StudyFigures(results).Scores.Limits.Select(l => l.Name));
        foreach (var name in new[] { "none-fits", "Our link", "all fit", "DMTN-102" })
        {
            double[] probabilities =
            [
                .. results.Summary.Layouts.SelectMany(l => l.BestProbabilities).Where(b => b.Budget == name).Select(b => b.Probability),
            ];
            Assert.Equal(name is "none-fits" or "Our link" ? 0 : 2, probabilities.Length);
            Assert.True(probabilities.Length == 0 || Math.Abs(probabilities.Sum() - 1) < 1e-12);
        }

        var locked = StudySpecFile.Load(folder["a", "study.lock.yaml"], []);
        Assert.Equal(results.Summary.Budgets, locked.Budgets);
    }

    [Theory]
    [InlineData("budgets: {a: 0}", "spec.range", "budgets.a")]
    [InlineData("budgets: {a: 1, a: 2}", "spec.duplicate-key", "budgets.a")]
    [InlineData("budgets: [100]", "spec.type", "budgets")]
    [InlineData("budgets: {a: 1 km}", "spec.unit", "budgets.a")]
    public void A_wrong_budget_is_refused_where_it_stands(string budgets, string code, string path)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["s.yaml"], TinyStudy.Spec + "\n" + budgets + "\n");
        var finding = Assert.Throws<InvalidInputException>(() => StudySpecFile.Load(folder["s.yaml"], [])).Diagnostics[0];
        Assert.Equal((code, path), (finding.Code, finding.Path));
    }
}
