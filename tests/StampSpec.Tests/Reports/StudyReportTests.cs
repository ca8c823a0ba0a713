using System.Xml.Linq;
using StampSpec.Reports;
using StampSpec.Reports.Figures;
using StampSpec.Studies.Store;
using StampSpec.Tests.Studies;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Reports;

public sealed class StudyReportTests
{
    [Fact]
    public void A_finished_study_gets_every_figure_that_its_results_allow()
    {
        using var folder = new TemporaryFolder();
        InventedResults.Write(folder.Path);
        StudyReport.Write(folder.Path);
        string[] wide =
        [
            "bytes",
            "calibration",
            "confusion",
            "confusion-difference",
            "f1-by-signal-to-noise",
            "macro-f1-by-slice",
            "macro-f1-vs-bytes",
            "macro-f1-vs-bytes-sent",
            "real-beside-synthetic",
            "satellite-recall-vs-field-of-view",
            "training",
        ];
        string[] expected = [.. wide.SelectMany(name => new[] { name, name + "-88mm" }).Order(StringComparer.Ordinal)];
        Assert.All(expected, name => Assert.True(StudyFigures.IsFigureName(name), name));
        Assert.All(new[] { ".svg", ".png", ".pdf" }, extension =>
            Assert.Equal(
                expected,
                Directory
                    .GetFiles(folder["figures"], "*" + extension)
                    .Select(Path.GetFileNameWithoutExtension)
                    .Order(StringComparer.Ordinal)
            )
        );
    }

    [Fact]
    public void Every_svg_says_n_runs_interval_data_and_command()
    {
        using var folder = new TemporaryFolder();
        var figure = new StudyFigures(InventedResults.Create(folder.Path)).All()[0];
        FigureFiles.Write([figure], folder.Path, FigureFormats.Svg);
        var described = XDocument.Load(folder[figure.Name + ".svg"]).Root!.Elements().Single(e => e.Name.LocalName == "desc").Value;
        Assert.Contains(
            "n = 240 test objects, 2 runs per layout; bars: 95 % interval (two-level bootstrap, 2,000 resamples)",
            described,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Data: study invented, 120 real alerts and 120 synthetic alerts. Made by: stampspec study specs/studies/invented.yaml",
            described,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Figures_and_tables_of_earlier_results_are_removed_and_other_files_stay()
    {
        using var folder = new TemporaryFolder();
        var results = InventedResults.Write(folder.Path);
        string[] old = ["figures/tde-recall-vs-field-of-view.png", "figures/training-88mm.svg", "tables/tuning.csv", "tables/tuning.tex"];
        string[] others = ["figures/stamps.png", "figures/mine.svg", "tables/mine.csv"];
        StudyReport.Write(folder.Path, FigureFormats.Svg);
        StudyFolder.WriteFindings(folder.Path, results.Summary, results.Provenance, results.Scores, results.Predictions, []);
        foreach (var path in old.Concat(others))
        {
            File.WriteAllText(folder[path], "");
        }

        StudyReport.Write(folder.Path, FigureFormats.Svg);
        Assert.All(old, path => Assert.False(File.Exists(folder[path]), path));
        Assert.All(others, path => Assert.True(File.Exists(folder[path]), path));
        Assert.True(File.Exists(folder["figures/confusion.svg"]));
    }

    [Fact]
    public void The_report_command_refuses_a_folder_without_a_study()
    {
        using var folder = new TemporaryFolder();
        var result = CommandLine.Run("report", folder.Path);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("contains neither a study", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_that_stopped_half_way_is_reported_with_stamps_and_names_what_did_not_run()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, TinyStudy.Run(folder, "out").ExitCode);
        foreach (var lost in Directory.GetFiles(folder["out", "cells"], "ztf-multiscale-run-2*").Append(folder["out", "summary.json"]))
        {
            File.Delete(lost);
        }

        StudyReport.Write(folder["out"], FigureFormats.Svg);
        var page = File.ReadAllText(folder["out", "report.html"]);
        Assert.Contains("<li>ztf-multiscale, run 2, fold 1 has no result: it did not run</li>", page, StringComparison.Ordinal);
        Assert.Contains(
            "This study is not complete: 1 of 4 cells have no result</strong>; scores are from run 1.",
            page,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Stamps are not shown", page, StringComparison.Ordinal);
        var pictures = XDocument.Load(folder["out", "figures", "stamps.svg"]).Descendants().Count(e => e.Name.LocalName == "image");
        Assert.Equal(3 * 2 * 3, pictures);
        Assert.Equal(
            3 * 4,
            XDocument.Load(folder["out", "figures", "stamp-scales.svg"]).Descendants().Count(e => e.Name.LocalName == "image")
        );
    }
}
