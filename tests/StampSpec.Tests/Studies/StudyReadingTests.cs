using StampSpec.Reports;
using StampSpec.Reports.Figures;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>A study reads each of its files once: what was read before still serves after the files are gone.</summary>
public sealed class StudyReadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_manifests_say_of_the_cells_is_read_once_for_all_tables()
    {
        var outcome = Run();
        var study = StudySpecFile.Load(_folder["study.yaml"], []);
        var store = new CellStore(_folder["a"]);
        File.WriteAllText(_folder["a", "cells", "ztf-multiscale-run-2.json"], "damaged");
        var findings = CellFinding.Of(study.MakeCells(), store);
        foreach (var cell in study.MakeCells())
        {
            File.Delete(_folder["a", CellFile.Manifest(cell)]);
        }

        var results = StudyAssembly.Read(study, _folder["a"], store, findings, outcome.Results!.Provenance);
        Assert.Equal([new FailedCell(new CellId("ztf-multiscale", "float32", 2, 1), "it did not run")], results.Summary.Failed);
        Assert.Equal(results.Summary.Failed, CellFinding.Failed(findings));
        Assert.Equal([1], results.Summary.ComparedRuns);
        Assert.Equal(
            [
                [1, 2],
                [1],
            ],
            results.Summary.Layouts.Select(l => l.CompleteRuns)
        );
    }

    [Fact]
    public void The_report_of_a_study_that_just_ran_reads_none_of_its_tables_again()
    {
        var results = Run().Results!;
        Assert.Equal(StudyJson.Format(StudyResults.Load(_folder["a"])), StudyJson.Format(results));
        StudyReport.Write(_folder["a"], FigureFormats.Svg);
        var page = File.ReadAllText(_folder["a", "report.html"]);
        foreach (var table in new[] { ResultFile.Scores, ResultFile.Predictions, ResultFile.Objects, ResultFile.Bytes, ResultFile.History })
        {
            File.Delete(_folder["a", table]);
        }

        StudyReport.Write(results, FigureFormats.Svg);
        Assert.Equal(page, File.ReadAllText(_folder["a", "report.html"]));
    }

    private StudyOutcome Run()
    {
        File.WriteAllText(_folder["study.yaml"], TinyStudy.Spec);
        var study = StudySpecFile.Load(_folder["study.yaml"], []);
        return StudyRunner.Run(study, _folder["a"], new StudyOptions("test"), null, CancellationToken.None);
    }
}
