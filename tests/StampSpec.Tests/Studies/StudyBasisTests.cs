using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Common;
using StampSpec.Reports;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Page;
using StampSpec.Reports.Tables;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Statistics;
using StampSpec.Tests.Imaging;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>The planes and the serialisation that a study counts, and the controls that do not compete.</summary>
public sealed class StudyBasisTests
{
    private const string Head = "name: basis\ndataset: {synthetic: {alerts: 24, mix: balanced}, classes: [asteroid, sn]}\n";

    [Theory]
    [InlineData("bytes: {planes: dmtn-103}", "spec.choice", "planes is dmtn-103; expected own, flux, dmtn-102 or rubin", "write dmtn-102")]
    [InlineData(
        "bytes: {serialisation: fits-gz}",
        "spec.choice",
        "serialisation is fits-gz; expected raw, avro, fits or fits-gzip",
        "write fits-gzip"
    )]
    [InlineData(
        "bytes: {serialisation: fits}\nnormalisation: after\nencodings: int8",
        "study.bytes",
        "the bytes of ztf-cropped-int8 cannot be counted at each layout's own planes, as FITS files with headers: fits cannot store its "
            + "number types",
        "write bytes: {planes: own, serialisation: raw}, or remove the encoding of this layout"
    )]
    [InlineData(
        "bytes: {planes: rubin}\nnormalisation: after\nencodings: gzip",
        "study.bytes",
        "the bytes of ztf-cropped-gzip cannot be counted at the planes that Rubin ships: flux, variance and PSF, raw, without headers: the "
            + "size of the encoding gzip depends on pixel values and is measured in the layout's own planes only",
        "write bytes: {planes: own, serialisation: raw}, or remove the encoding of this layout"
    )]
    [InlineData(
        "bytes: {serialisation: fits-gzip}\nnormalisation: after\nencodings: float16",
        "study.bytes",
        "the bytes of ztf-cropped-float16 cannot be counted at each layout's own planes, as gzipped FITS files: it is sent in the encoding "
            + "float16, which is not gzipped FITS",
        "write bytes: {planes: own, serialisation: raw}, or remove the encoding of this layout"
    )]
    [InlineData(
        "bytes: {planes: rubin}\nnormalisation: after\nsearch: {random: 2}",
        "study.bytes",
        "a search needs budgets, and the published ones do not count the planes that Rubin ships: flux, variance and PSF, raw, without "
            + "headers",
        "add budgets of your own, such as budgets: {our-link: 4096}"
    )]
    public void Bytes_that_cannot_be_counted_are_refused_with_their_line(string keys, string code, string message, string fix)
    {
        var refused = Assert.Throws<InvalidInputException>(() => Load("layouts: [ztf-cropped]\n" + keys + "\n")).Diagnostics[0];
        Assert.Equal((code, message, fix), (refused.Code, refused.Message, refused.Fix));
        Assert.NotNull(refused.Line);
    }

    [Fact]
    public void The_basis_is_locked_only_if_it_is_not_the_usual_one()
    {
        using var folder = new TemporaryFolder();
        var usual = Load("layouts: [ztf-cropped]\nbytes: {planes: own}\n");
        Assert.Equal(ByteBasis.Usual, usual.Bytes);
        Assert.DoesNotContain("bytes:", LockedSpec.Write(usual, folder.Path), StringComparison.Ordinal);
        var other = Load("layouts: [ztf-cropped]\nbytes: {planes: rubin, serialisation: avro}\n");
        Assert.Contains("bytes:\n  planes: rubin\n  serialisation: avro\n", LockedSpec.Write(other, folder.Path), StringComparison.Ordinal);
        File.WriteAllText(folder["study.lock.yaml"], LockedSpec.Write(other, folder.Path));
        Assert.Equal(other.Bytes, StudySpecFile.Load(folder["study.lock.yaml"], []).Bytes);
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("bytes: {planes: flux}", 1)]
    public void Published_budgets_which_count_other_planes_are_left_out_on_another_basis(string basis, int budgets) =>
        Assert.Equal(budgets, Load("layouts: [ztf-cropped]\nbudgets: {link: 4096}\n" + basis + "\n").Budgets.Count);

    [Fact]
    public void The_bytes_of_a_study_its_captions_and_its_axis_are_those_that_the_spec_chooses()
    {
        using var folder = new TemporaryFolder();
        string[] options = ["--set", "bytes={planes: rubin, serialisation: fits}"];
        Assert.Equal(0, TinyStudy.Run(folder, "plain").ExitCode);
        var run = TinyStudy.Run(folder, "out", options);
        Assert.Equal(0, run.ExitCode);
        const string Meaning = "the planes that Rubin ships: flux, variance and PSF, as FITS files with headers";
        Assert.Contains("bytes: " + Meaning + "\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var results = StudyReport.Load(folder["out"]);
        Assert.Equal(("rubin", "fits"), (results.Summary.BytePlanes, results.Summary.ByteSerialisation));
        // 16 x 16 px: three units with headers, 2,880 + 2,880 + 14,400 B of data, three images.
        var cropped = results.Summary.Layouts.Single(l => l.Id.Layout == "ztf-cropped");
        Assert.Equal(3 * ((3 * 2_880) + 2_880 + 2_880 + 14_400), cropped.Bytes);
        var tables = new StudyTables(results).All();
        Assert.All(["scores", "budgets"], name =>
            Assert.Contains(Meaning, tables.Single(t => t.Name == name).Caption, StringComparison.Ordinal)
        );
        var figures = new StudyFigures(results);
        var figure = ScoreFigure.Build(figures.Scores, FigureWidth.DoubleColumn);
        Assert.Contains($"bytes per alert ({Meaning})", figure.Description, StringComparison.Ordinal);
        Assert.Contains($"Bytes per alert ({Meaning})", FigureFiles.ToSvg(figure), StringComparison.Ordinal);
        var narrow = FigureFiles.ToSvg(ScoreFigure.Build(figures.Scores, FigureWidth.SingleColumn));
        Assert.Contains("Bytes per alert (rubin planes, fits)", narrow, StringComparison.Ordinal);
        Assert.DoesNotContain(figures.All(), f => f.Name.StartsWith("macro-f1-vs-bytes-sent", StringComparison.Ordinal));
        // The basis changes no prediction.
        Assert.Equal(File.ReadAllText(folder["plain", "results.csv"]), File.ReadAllText(folder["out", "results.csv"]));
    }

    [Fact]
    public void The_page_names_the_basis()
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "out");
        StudyReport.Write(folder["out"], FigureFormats.Svg);
        Assert.Contains(
            "Bytes of a layout count each layout&#39;s own planes, raw, without headers.",
            File.ReadAllText(folder["out", "report.html"]),
            StringComparison.Ordinal
        );
        Assert.All(["csv", "md", "tex"], format => Assert.True(File.Exists(folder["out", "tables", "bytes-at-equal-planes." + format])));
        Assert.Contains(
            "flux,ztf-cropped,3,3072,",
            File.ReadAllText(folder["out", "tables", "bytes-at-equal-planes.csv"]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Gzipped_fits_is_measured_only_where_the_alerts_have_the_planes()
    {
        var (study, data) = StudyDataReader.Read(Load("layouts: [ztf-cropped]\n"), CancellationToken.None);
        var rows = StudyBytes.Rows(study, data.SentBytes);
        Assert.Equal(["flux"], Gzipped(rows));
        var gzipped = ByteBasis.Parse("flux", "fits-gzip");
        Assert.Equal(
            StudyBytes.Find(rows, study.Layouts[0].Id, gzipped with { Planes = PlaneSet.Own }),
            StudyBytes.Find(rows, study.Layouts[0].Id, gzipped)
        );
        var refused = Assert.Throws<InvalidInputException>(() =>
            StudyBytes.TotalOf(rows, study.Layouts[0], ByteBasis.Parse("dmtn-102", "fits-gzip"))
        );
        Assert.Equal(
            "the bytes of ztf-cropped at DMTN-102's planes: flux, variance and mask, as gzipped FITS files cannot be measured: no alert of "
                + "the study has all of these planes",
            refused.Diagnostics[0].Message
        );
    }

    [Fact]
    public void Gzipped_fits_at_other_planes_is_measured_on_alerts_with_variance_and_psf()
    {
        var layout = Load("layouts: [ztf-cropped]\n").Layouts[0];
        var sent = new SentBytes(layout);
        var alert = SimulatedSky.Alert(1000, 1);
        var full = WithPlanes(alert);
        Assert.True(sent.IsNextSampled());
        sent.Add(full);
        var rows = sent.Rows().Where(r => r.Planes != ByteRow.OwnPlanes).ToDictionary(r => r.Planes, r => r.Bytes);
        Assert.Equal(["dmtn-102", "rubin"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(rows.Values, bytes => Assert.InRange(bytes, 1, 3 * 69_120));
    }

    [Fact]
    public void Gzipped_fits_of_a_layout_that_declares_variances_itself_is_not_listed_at_equal_planes_without_them()
    {
        var layout = Load(
            "layouts: [{layout: {name: with-variance, pixels: 16, pixel-scale: 1.01, planes: {flux: float32, variance: float32, mask: "
                + "int16}}}]\n"
        ).Layouts[0];
        Assert.Equal((true, false), (PlaneSet.Dmtn102.IsOwnOf(layout.Sent), PlaneSet.Flux.IsOwnOf(layout.Sent)));
        Assert.Equal(["flux", "own"], Planes(SimulatedSky.Alert(1000, 1)));
        Assert.Equal(["dmtn-102", "flux", "own", "rubin"], Planes(WithPlanes(SimulatedSky.Alert(1000, 1))));

        IEnumerable<string> Planes(Alert alert)
        {
            var sent = new SentBytes(layout);
            Assert.True(sent.IsNextSampled());
            sent.Add(alert);
            return sent.Rows().Where(r => r is { Serialisation: "fits" }).Select(r => r.Planes).Order(StringComparer.Ordinal);
        }
    }

    [Fact]
    public void A_control_competes_neither_for_the_front_nor_for_the_best_layout()
    {
        using var folder = new TemporaryFolder();
        var run = TinyStudy.Run(
            folder,
            "out",
            "--set",
            "layouts=[ztf-cropped, {layout: ztf-cropped, name: blank, control: {mask-only: true}}, ztf-multiscale]"
        );
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("blank (control)", run.Output, StringComparison.Ordinal);
        var results = StudyReport.Load(folder["out"]);
        var control = results.Summary.Layouts.Single(l => l.Id.Layout == "blank");
        Assert.Equal((true, null, null), (control.IsControl, control.OnFront, control.FrontProbability));
        Assert.Empty(control.BestProbabilities);
        var others = results.Summary.Layouts.Where(l => !l.IsControl).ToArray();
        Assert.Equal(1, others.Sum(l => l.BestProbabilities.Single(b => b.BudgetBytes is null).Probability), 9);
        Assert.Contains(others, l => l.OnFront == true);
        var figures = new StudyFigures(results);
        Assert.Contains(
            "blank (control)",
            FigureFiles.ToSvg(ScoreFigure.Build(figures.Scores, FigureWidth.DoubleColumn)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            ScorePanel.ControlLegend,
            ScoreFigure.Build(figures.Scores, FigureWidth.DoubleColumn).Description,
            StringComparison.Ordinal
        );
        var answer = new StudyAnswer(figures.Scores);
        Assert.DoesNotContain("blank", answer.Verdict(), StringComparison.Ordinal);
        Assert.Contains(answer.AgainstBaseline(), row => row.Layouts.Contains("blank (control) ", StringComparison.Ordinal));
        Assert.Equal("control", new StudyTables(results).All()[0].Rows.Single(r => (string?)r[0] == "blank")[^1]);
    }

    [Fact]
    public void Layouts_that_do_not_compete_are_beaten_by_none_and_beat_none()
    {
        Assert.Equal([true, false, true], ParetoFront.Members([100, null, 300], [0.6, 0.9, 0.8]));
        int[] truth = [0, 1, 0, 1];
        int[] wrong = [0, 0, 0, 1];
        var table = new PredictionTable(2, truth, [0, 1, 2, 3], [new("right", [truth]), new("wrong", [wrong])]);
        var scores = TwoLevelBootstrap.Resample(table, 50, new Seed(1));
        Assert.Equal([null, 1], BudgetProbabilities.Probabilities([null, 10], null, scores, ScoreKey.MacroF1));
        Assert.Equal([0, 1], ParetoFront.Probabilities([null, 10], scores, ScoreKey.MacroF1));
    }

    private static string[] Gzipped(IEnumerable<ByteRow> rows) =>
        [
            .. rows.Where(r => r is { Serialisation: "fits", Id.Encoding: "gzip", Part: "total" } && r.Planes != ByteRow.OwnPlanes)
                .Select(r => r.Planes),
        ];

    private static Alert WithPlanes(Alert alert) =>
        alert with
        {
            Science = WithPlanes(alert.Science),
            Template = WithPlanes(alert.Template),
            Difference = WithPlanes(alert.Difference),
        };

    private static Cutout WithPlanes(Cutout cutout) => cutout with { Variance = cutout.Flux, Psf = new Image<double>(41, 41) };

    private static Study Load(string keys)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.yaml"], Head + keys);
        return StudySpecFile.Load(folder["study.yaml"], []);
    }
}
