using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Imaging;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>Studies whose alerts are brought to LSST's resolution before layouts are cut.</summary>
public sealed class SimulatedStudyTests
{
    private const string Simulated = "simulated LSST g (seeing-scaled from synthetic)";

    private static readonly StampLayout Proposal = LayoutLibrary.Load("rubin-proposal");

    [Fact]
    public void Layouts_are_cut_from_alerts_that_were_simulated_each_from_its_own_seed()
    {
        var study = Load(
            "dataset: {synthetic: {alerts: 9, mix: balanced}, classes: [sn, vs], simulate: {band: g}}\nsplit: {test: 0.3, validation: 0.3}"
        );
        var data = StudyDataReader.Read(study, CancellationToken.None).Data;
        Assert.All(data.Objects, o => Assert.Equal(Simulated, o.Origin));
        var unsimulated = SyntheticReader
            .Read(study, study.DataSet.Synthetic!, DataRole.Development, SyntheticReader.Development)
            .Reverse();
        var seed = new Seed(study.Seed).Derive("simulate");
        var alerts = unsimulated.Select(s => LsstSimulator.Simulate(s.Labelled.Alert, study.DataSet.Simulation!, seed)).Reverse().ToArray();
        Assert.Equal(9, alerts.Length);
        Assert.All(Stamps(study.Layouts[0], alerts).Scales.Zip(HeldStamps.Copy(data.Stamps["rubin-proposal"]).Scales), s =>
            Assert.Equal(s.First, s.Second)
        );
    }

    [Fact]
    public void An_alert_that_cannot_be_simulated_is_listed_and_the_others_go_on()
    {
        var study = Load("dataset: {synthetic: {alerts: 9}, simulate: {}}");
        var flat = SimulatedSky.Alert(1000, 1);
        flat.Template.Flux.Pixels.Fill(7);
        var failed = new List<SkippedRow>();
        var kept = SourceSimulation
            .Apply(study, [Source(SimulatedSky.Alert(1000, 0)), Source(flat), Source(SimulatedSky.Alert(1000, 2))], failed)
            .ToArray();
        Assert.Equal([1000L, 1002L], kept.Select(s => s.Labelled.Alert.Candid));
        Assert.Equal(("1001", "not-simulated"), (Assert.Single(failed).Source, failed[0].Reason));
        Assert.Contains("template", failed[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Pixels_beyond_a_simulated_image_are_missing_and_counted()
    {
        // 2.1" of seeing leave 111 px, 22.2": the outermost 60 of 256 pixels of 1.6" start at 22.4". 2.0" leave 115 px, 23".
        var study = Load("dataset: {synthetic: {alerts: 9}, simulate: {}}");
        Alert[] alerts =
        [
            .. new[] { 2.1, 2.0 }.Select(
                (seeing, i) =>
                    LsstSimulator.Simulate(
                        SimulatedSky.Alert(1000, i) with
                        {
                            SeeingPixels = seeing / 1.01,
                        },
                        study.DataSet.Simulation!,
                        new Seed(1)
                    )
            ),
        ];
        Assert.Equal([111, 115], alerts.Select(a => a.Science.Flux.Width));
        using var stamps = new StampStore(
            new Dictionary<string, MappedStamps> { ["rubin-proposal"] = HeldStamps.Map(Stamps(study.Layouts[0], alerts)) }
        );
        var rows = StudyDataReader.Rows(study, StudyDataReader.Assemble(study, [], 0, 0, stamps, []));
        Assert.Equal([0, 0, 0, 60 / 512.0], rows.Select(r => r.MissingFraction));
        Assert.Equal(new MissingRow("rubin-proposal", 3, 16, 1.6, 2, 1, 60 / 512.0), rows[3]);
    }

    [Fact]
    public void A_layout_beyond_the_simulated_field_is_refused_with_what_to_write()
    {
        var refused = Assert
            .Throws<InvalidInputException>(() => Load("dataset: {synthetic: {alerts: 9}, simulate: {mapping: pixel-analog}}"))
            .Diagnostics.Single();
        Assert.Equal("layout.field-of-view", refused.Code);
        Assert.Contains("shows 25.6 arcsec, beyond the native stamp's 12.6 arcsec", refused.Message, StringComparison.Ordinal);
        Assert.Contains("or change mapping under simulate", refused.Fix, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => Load("dataset: {synthetic: {alerts: 9}, simulate: {}}", "rubin-full"));
        Assert.NotNull(Load("dataset: {synthetic: {alerts: 9}, simulate: {mapping: angular, allow-deconvolution: true}}", "rubin-full"));
    }

    [Fact]
    public void A_simulated_study_says_so_in_every_count_and_no_byte_depends_on_the_number_of_jobs()
    {
        using var folder = new TemporaryFolder();
        string[] options = ["--set", "dataset.simulate={band: g}", "--set", "layouts=[dmtn-102, rubin-proposal]"];
        var run = TinyStudy.Run(folder, "one", [.. options, "--jobs", "1"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(0, TinyStudy.Run(folder, "two", [.. options, "--jobs", "2"]).ExitCode);
        TinyStudy.AssertSame(folder, "one", "two");
        var results = StudyResults.Load(folder["one"]);
        Assert.All(results.Summary.Counts, c => Assert.Equal(Simulated, c.Origin));
        Assert.Contains(results.Summary.Warnings, w =>
            w.StartsWith("rubin-proposal: ", StringComparison.Ordinal)
            && w.Contains(" of the pixels of the scale with 16 px of 1.6 arcsec ", StringComparison.Ordinal)
        );
        Assert.Equal(5, File.ReadAllLines(Path.Combine(folder["one"], "missing.csv")).Length - 1);
    }

    private static StudySource Source(Alert alert) =>
        new(
            new LabelledAlert(alert, "sn", alert.ObjectId),
            "synthetic",
            DataRole.Development,
            alert.Candid.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );

    private static StampTensors Stamps(StudyLayout layout, IEnumerable<Alert> alerts)
    {
        var builder = new StampTensorBuilder(Proposal, layout.Normalisation);
        foreach (var alert in alerts)
        {
            builder.Add(alert);
        }

        return builder.Build();
    }

    private static Study Load(string keys, string layout = "rubin-proposal")
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.yaml"], $"name: simulated\nlayouts: [{layout}]\n{keys}\n");
        return StudySpecFile.Load(folder["study.yaml"], []);
    }
}
