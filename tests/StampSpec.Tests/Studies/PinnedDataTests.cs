using StampSpec.Common;
using StampSpec.Studies.Data;
using StampSpec.Studies.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>A study may pin its alerts with a list of candids, and says what it does not use.</summary>
public sealed class PinnedDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly long[] _candids;

    public PinnedDataTests()
    {
        var made = CommandLine.Run("synthesize", "--out", _folder["made"], "--alerts", "60", "--seed", "1", "--mix", "balanced");
        Assert.True(made.ExitCode == 0, made.Error);
        _candids =
        [
            .. File.ReadLines(_folder["made", "labels.csv"])
                .Skip(1)
                .Select(line => long.Parse(line.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture)),
        ];
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_listed_alerts_are_used_whatever_else_the_folder_holds()
    {
        Write("list.txt", ["# the first of them", .. _candids.Take(42).Select(c => $"{c}"), "", "999"]);
        var data = Read("candids: list.txt");
        Assert.Equal(_candids.Take(42).Order(), data.Objects.Select(o => o.Candid).Order());
        Assert.Equal(18, data.Skipped.Count(s => s.Reason == "not-listed"));
        var absent = Assert.Single(data.Skipped, s => s.Reason == "unlabelled");
        Assert.Equal("candid 999 is in list.txt, but has no label", absent.Detail);
    }

    [Fact]
    public void The_objects_of_a_finished_study_are_such_a_list()
    {
        Write("objects.csv", ["object_id,candid,class", .. _candids.Take(45).Select(c => $"a,{c},sn")]);
        Assert.Equal(45, Read("candids: objects.csv").Objects.Count);
    }

    [Fact]
    public void A_plan_prints_the_hash_of_the_list_and_a_spec_with_it_refuses_another_list()
    {
        Write("list.txt", [.. _candids.Select(c => $"{c}")]);
        var hash = ContentHash.Of(File.ReadAllBytes(_folder["list.txt"]));
        Spec("candids: list.txt");
        Assert.Contains(
            $"\nlist of candids: candids-sha256: {hash}\n",
            CommandLine.Run("plan", _folder["study.yaml"]).Output,
            StringComparison.Ordinal
        );
        Spec($"candids: list.txt, candids-sha256: {hash}");
        Assert.Equal(0, CommandLine.Run("validate", _folder["study.yaml"]).ExitCode);
        Write("list.txt", [.. _candids.Skip(1).Select(c => $"{c}")]);
        var refused = CommandLine.Run("validate", _folder["study.yaml"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            $"error study.candids: the file list.txt has the SHA-256 {ContentHash.Of(File.ReadAllBytes(_folder["list.txt"]))}, so it is "
                + "not the list that the spec pins (at dataset.candids-sha256); restore the list, or write its present hash\n",
            refused.Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("abc", ":1:1: error candids.invalid: 'abc' is not a candid; write one whole number on each line, or a column candid")]
    [InlineData("5\n5", ":2:1: error candids.repeated: candid 5 is listed twice; remove one of the lines")]
    [InlineData(
        "id,candid\na,7\nb,x",
        ":3:2: error candids.invalid: 'x' is not a candid; write one whole number on each line, or a column candid"
    )]
    [InlineData("# nothing", ": error candids.none: the list contains no candid; write one candid on each line")]
    public void A_wrong_list_is_refused_with_its_line(string text, string expected)
    {
        File.WriteAllText(_folder["list.txt"], text);
        Spec("candids: list.txt");
        var refused = CommandLine.Run("plan", _folder["study.yaml"]);
        Assert.Equal((2, _folder["list.txt"] + expected + "\n"), (refused.ExitCode, refused.Error));
    }

    [Fact]
    public void A_missing_list_is_refused()
    {
        Spec("candids: absent.txt");
        var refused = CommandLine.Run("plan", _folder["study.yaml"]);
        Assert.Equal(
            $"{_folder["absent.txt"]}: error candids.no-such-file: there is no such list of candids; write the path of a file with one "
                + "candid on each line, relative to the spec\n",
            refused.Error
        );
    }

    [Fact]
    public void Parts_that_ran_in_folders_of_different_depth_are_merged()
    {
        string[] places = [_folder["first"], _folder["second", "deeper"]];
        foreach (var (i, place) in places.Index())
        {
            Directory.CreateDirectory(place);
            File.WriteAllLines(Path.Combine(place, "list.txt"), _candids.Take(40).Select(c => $"{c}"));
            Spec("candids: list.txt, small-classes: drop");
            var spec = File.ReadAllText(_folder["study.yaml"]).Replace("made/", _folder["made"] + "/", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(place, "study.yaml"), spec);
            string[] options = ["--shard", $"{i + 1}/2", "--runs", "2", "--no-report", "--out", Path.Combine(place, "part")];
            var part = CommandLine.Run(["study", Path.Combine(place, "study.yaml"), .. options]);
            Assert.True(part.ExitCode == 0, part.Error);
        }

        string[] parts = [.. places.Select(place => Path.Combine(place, "part"))];
        var merged = CommandLine.Run(["merge", .. parts, "--out", _folder["whole"], "--no-report"]);
        Assert.True(merged.ExitCode == 0, merged.Error);
    }

    [Fact]
    public void Classes_that_the_study_does_not_use_are_named_with_the_class_that_was_probably_meant()
    {
        var labels = File.ReadAllText(_folder["made", "labels.csv"]).Replace(",sn,", ",SN,", StringComparison.Ordinal);
        File.WriteAllText(_folder["made", "labels.csv"], labels);
        Spec("classes: [sn, agn, bogus]");
        var refused = CommandLine.Run("plan", _folder["study.yaml"], "--set", "dataset.classes=[sn, tde]");
        Assert.Equal(2, refused.ExitCode);
        Assert.Matches(@"SN \(\d+\)", refused.Error);
        Assert.Contains("did you mean sn by SN?", refused.Error, StringComparison.Ordinal);
        var plan = CommandLine.Run("plan", _folder["study.yaml"], "--set", "dataset.classes=[agn, bogus]");
        Assert.Matches(
            @"\nnote: the labels contain classes that are not in dataset\.classes \(agn, bogus\): \w+ \(\d+\), \w+ \(\d+\), \w+ \(\d+\), ",
            plan.Output
        );
    }

    [Fact]
    public void A_class_that_no_label_has_is_answered_with_the_class_that_was_probably_meant()
    {
        Spec("classes: [sn, bogs]");
        var refused = CommandLine.Run("plan", _folder["study.yaml"]);
        Assert.Equal(
            "error study.small-class: class bogs has 0 groups of alerts, but this split needs 3, one for each part (at dataset.classes); "
                + "did you mean bogus, which the labels contain?\n",
            refused.Error
        );
    }

    [Fact]
    public void Alerts_that_the_labels_call_synthetic_are_not_called_real()
    {
        Assert.All(Read("classes: [agn, bogus, sn]").Objects, o => Assert.Equal("synthetic", o.Origin));
        var labels = File.ReadAllText(_folder["made", "labels.csv"]).Replace(",synthetic,", ",strong,", StringComparison.Ordinal);
        File.WriteAllText(_folder["made", "labels.csv"], labels);
        Assert.All(Read("classes: [agn, bogus, sn]").Objects, o => Assert.Equal("real", o.Origin));
    }

    [Fact]
    public void A_layout_that_no_alert_fits_is_the_reason_that_a_study_gives()
    {
        Spec("classes: [agn, bogus]", "rubin-proposal");
        var refused = CommandLine.Run("plan", _folder["study.yaml"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            " alerts have classes of the study but do not fit its layouts; the first: error layout.finer-than-native: rubin-proposal has "
                + "pixels of 0.2 arcsec, finer than the native 1.01 arcsec; cutting cannot add detail; use a pixel scale of at least 1.01 "
                + "arcsec, or bring ZTF's alerts to LSST's resolution first (dataset.simulate in a study, or stampspec simulate)",
            refused.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("real-ztf", "", "add --data ALERTS --labels FILE")]
    [InlineData("synthetic-to-ztf", "", "add --test-data ALERTS --test-labels FILE")]
    public void A_study_of_real_alerts_that_is_given_by_its_name_says_what_to_add(string name, string options, string fix)
    {
        var refused = CommandLine.Run(["plan", name, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(
            (
                2,
                $"{name}: error study.no-data: the study needs real alerts, which do not come with its name; {fix}, or give the file "
                    + $"specs/studies/{name}.yaml of a checkout beside shared/data\n"
            ),
            (refused.ExitCode, refused.Error)
        );
    }

    [Theory]
    [InlineData("kafka://localhost:9092/alerts")]
    [InlineData("-")]
    public void A_study_of_a_topic_or_of_standard_input_is_refused(string data)
    {
        Spec("classes: [agn, bogus]");
        var refused = CommandLine.Run("plan", _folder["study.yaml"], "--data", data);
        Assert.Equal(
            (
                2,
                "--data:1:1: error study.no-files: a study reads files, so that it can be repeated, and not a topic or standard input (at "
                    + $"dataset.data); save the packets in a folder, and give the folder instead of {data}\n"
            ),
            (refused.ExitCode, refused.Error)
        );
    }

    [Fact]
    public void A_study_without_a_usable_alert_names_the_first_cause_that_applies()
    {
        Spec("classes: [agn, bogus]");
        var alerts = Directory.GetFiles(_folder["made", "alerts"]).Length;
        File.WriteAllText(_folder["others.csv"], "candid,class,group\n1,agn,a\n2,bogus,b\n");
        var others = CommandLine.Run("plan", _folder["study.yaml"], "--labels", _folder["others.csv"]);
        Assert.Equal(
            (
                2,
                $"{_folder["made", "alerts"]}: error study.no-alerts: no alert can be used ({alerts} alerts without a label, 2 labels "
                    + $"without an alert); none of the {alerts} alerts has a candid of the label table, which has 2, such as 1; give the "
                    + "labels of these alerts\n"
            ),
            (others.ExitCode, others.Error)
        );
        File.WriteAllBytes(_folder["bad.parquet"], "PAR1 and no more"u8.ToArray());
        string[] damaged = ["--data", _folder["bad.parquet"], "--labels", _folder["others.csv"]];
        var unreadable = CommandLine.Run(["plan", _folder["study.yaml"], .. damaged]);
        Assert.StartsWith(
            $"{_folder["bad.parquet"]}: error study.no-alerts: no alert can be used (1 unreadable packet or table, 2 labels without an "
                + "alert); the first problem: bad.parquet:byte 16: error parquet.truncated: the table does not end with \"PAR1\"",
            unreadable.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Scales_that_reach_beyond_the_cutouts_are_mentioned_before_the_training()
    {
        Spec("classes: [agn, bogus]", "{layout: {name: wide, pixels: 16, pixel-scale: 1.01, scales: 4}}");
        var plan = CommandLine.Run("plan", _folder["study.yaml"]);
        Assert.Matches(
            @"\nnote: wide: \d+ % of the pixels of scale 3 \(129\.3 arcsec wide\) are missing, because the cutouts are 63\.6 arcsec wide or ",
            plan.Output
        );
    }

    [Fact]
    public void Pixels_beyond_footprints_are_mentioned_as_such()
    {
        File.WriteAllText(
            _folder["rubin.yaml"],
            """
            name: rubin
            dataset: {synthetic: {alerts: 60, mix: balanced, survey: lsst, band: r, cutout-pixels: 64}}
            layouts: [{layout: {name: own, pixels: 64, pixel-scale: 0.2, smallest-pixels: 30}}]
            training: {steps: 5}
            baseline: own
            """
        );
        Assert.Matches(
            @"\nnote: own: \d+ % of the pixels of scale 0 \(12\.8 arcsec wide\) are missing, because its stamps are as large as "
                + "footprints, or the cutouts are 12.8 arcsec wide ",
            CommandLine.Run("plan", _folder["rubin.yaml"]).Output
        );
    }

    [Fact]
    public void A_margin_of_an_included_study_is_not_inherited_in_silence()
    {
        Spec("classes: [agn, bogus]");
        File.AppendAllText(_folder["study.yaml"], "margin: 0.03\nquestion: Which?\n");
        File.WriteAllText(_folder["mine.yaml"], "include: study.yaml\nname: mine\nquestion: Mine?\n");
        var plan = CommandLine.Run("plan", _folder["mine.yaml"]).Output;
        Assert.Contains("\nnote: the key margin comes from the included study study.yaml\n", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("the key question", plan, StringComparison.Ordinal);
        Assert.Contains("\nquestion: Mine?\n", plan, StringComparison.Ordinal);
    }

    private void Spec(string dataset, string layout = "ztf-cropped") =>
        File.WriteAllText(
            _folder["study.yaml"],
            $"name: pinned\ndataset: {{data: made/alerts, labels: made/labels.csv, {dataset}}}\nlayouts: [{layout}]\n"
                + "split: {test: 0.3, validation: 0.3}\nclassifier: {widths: [2], dense: 2}\ntraining: {batch: 4, steps: 4}\nruns: 1\n"
        );

    private StudyData Read(string dataset)
    {
        Spec(dataset);
        return StudyDataReader.Read(StudySpecFile.Load(_folder["study.yaml"], [new("dataset.small-classes", "drop")]), default).Data;
    }

    private void Write(string name, string[] lines) => File.WriteAllLines(_folder[name], lines);
}
