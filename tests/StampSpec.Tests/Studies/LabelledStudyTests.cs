using System.Text;
using StampSpec.Cli.Commands;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;
using StampSpec.Tests.Alerts;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>Studies on alerts in files: packets written by the synthetic survey stand in for real ones.</summary>
public sealed class LabelledStudyTests
{
    private const string Spec = """
        name: files
        dataset: {data: alerts, labels: labels.csv}
        layouts: [ztf-cropped]
        split: {folds: 3, validation: 0.3}
        """;

    [Fact]
    public void Alerts_are_joined_with_labels_by_candid_or_by_the_file_that_the_labels_name()
    {
        using var folder = Synthesized(24);
        var direct = Read(folder, "alerts", "labels.csv");
        Assert.Equal(24, direct.Data.Objects.Count);
        Assert.Empty(direct.Data.Skipped);
        // A folder without packets of its own: the labels' file column says where they lie.
        Directory.CreateDirectory(folder["above", "nested"]);
        foreach (var packet in Directory.GetFiles(folder["alerts"], "*.avro"))
        {
            File.Copy(packet, folder["above", "nested", Path.GetFileName(packet)]);
        }

        var lines = File.ReadAllLines(folder["labels.csv"]);
        var column = Array.IndexOf(lines[0].Split(','), "file");
        File.WriteAllLines(
            folder["nested.csv"],
            lines
                .Index()
                .Select(l =>
                    l.Index == 0
                        ? l.Item
                        : string.Join(
                            ',',
                            l.Item.Split(',').Index().Select(f => f.Index == column ? "nested/" + Path.GetFileName(f.Item) : f.Item)
                        )
                )
        );
        var nested = Read(folder, "above", "nested.csv");
        Assert.Equal(direct.Data.Objects.OrderBy(o => o.Candid), nested.Data.Objects.OrderBy(o => o.Candid));
    }

    [Fact]
    public void What_cannot_be_used_is_listed_with_its_reason_and_never_stops_the_study()
    {
        using var folder = Synthesized(30);
        var lines = File.ReadAllLines(folder["labels.csv"]).ToList();
        var header = lines[0].Split(',');
        SetClass(1, "");
        SetClass(2, "tde");
        lines.RemoveAt(3);
        lines.Add(lines[4].Replace(lines[4].Split(',')[Array.IndexOf(header, "candid")], "12345", StringComparison.Ordinal));
        File.WriteAllLines(folder["labels.csv"], lines);
        File.WriteAllText(folder["alerts", "broken.avro"], "no packet");
        var (_, data) = Read(folder, "alerts", "labels.csv");
        Assert.Equal(27, data.Objects.Count);
        Assert.Equal(
            ["no-alert", "other-class", "unlabelled", "unlabelled", "unreadable"],
            data.Skipped.Select(s => s.Reason).Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(data.Skipped, s =>
            s.Source.Contains(folder.Path, StringComparison.Ordinal) || s.Detail.Contains(folder.Path, StringComparison.Ordinal)
        );

        void SetClass(int line, string value)
        {
            var fields = lines[line].Split(',');
            fields[Array.IndexOf(header, "class")] = value;
            lines[line] = string.Join(',', fields);
        }
    }

    [Fact]
    public void A_separate_test_set_is_scored_and_its_groups_never_train()
    {
        using var folder = Synthesized(24);
        var lines = File.ReadAllLines(folder["labels.csv"]);
        File.WriteAllLines(folder["test.csv"], lines.Take(1).Concat(lines.Skip(19)));
        var (study, data) = Read(
            folder,
            "alerts",
            "labels.csv",
            [new("dataset.test-data", folder["alerts"]), new("dataset.test-labels", folder["test.csv"])]
        );
        Assert.Equal((18, 6), (data.Development.Count, data.SeparateTestCount));
        Assert.Equal(6, data.Skipped.Count(s => s.Reason == "in-test-group"));
        Assert.All(data.Objects.Skip(18), o => Assert.Equal("test", o.Role));
        Assert.Equal(Enumerable.Range(18, 6), study.Split.Split(data.Development, data.SeparateTestCount, 0, 0, new(1)).Test);
    }

    [Fact]
    public void Further_training_alerts_are_marked_train_in_every_cell_and_are_never_scored()
    {
        using var folder = Synthesized(48);
        var lines = File.ReadAllLines(folder["labels.csv"]);
        var column = Array.IndexOf(lines[0].Split(','), "class");
        // A third of the alerts lose their labels and serve as backgrounds.
        File.WriteAllLines(
            folder["labels.csv"],
            lines
                .Index()
                .Select(l =>
                    l.Index < 32 ? l.Item : string.Join(',', l.Item.Split(',').Index().Select(f => f.Index == column ? "" : f.Item))
                )
        );
        var (study, data) = Read(
            folder,
            "alerts",
            "labels.csv",
            [new("dataset.train-also", "{synthetic: {alerts: 10}, inject: {class: satellite, count: 7}}")]
        );
        Assert.Equal((31, 48), (data.Development.Count, data.Objects.Count));
        int[] extra = [.. data.TrainingOnly];
        Assert.Equal(Enumerable.Range(31, 17), extra);
        Assert.Equal(
            (10, 7),
            (
                extra.Count(i => data.Objects[i].Origin == "synthetic"),
                extra.Count(i => data.Objects[i] is { Origin: "injected", Class: "satellite" })
            )
        );
        Assert.All(extra, i => Assert.Equal("training", data.Objects[i].Role));
        Assert.Equal(48, data.Objects.Select(o => o.Candid).Distinct().Count());
        Assert.Empty(extra.Select(i => data.Objects[i].Group).Intersect(data.Development.Groups));
        var keys = new CellKeys(study, data);
        var plan = StudyPlan.Make(study, data, keys, new(folder["none"]), new("test"));
        Assert.All(plan.Cells, c => Assert.Empty(extra.Except(c.Split.Train)));
        Assert.All(plan.Cells, c => Assert.Empty(extra.Intersect(c.Split.Validation.Concat(c.Split.Test))));
    }

    [Fact]
    public void Injected_alerts_of_the_dataset_are_divided_and_scored_like_its_own_and_none_of_their_backgrounds_is_learned_from_elsewhere()
    {
        using var folder = Synthesized(48);
        var lines = File.ReadAllLines(folder["labels.csv"]);
        File.WriteAllLines(folder["labels.csv"], lines.Take(25));
        var (study, data) = Read(
            folder,
            "alerts",
            "labels.csv",
            [
                new("dataset.inject", "{class: sn, count: 4}"),
                new("dataset.pretrain", "{inject: {class: sn, count: 60}}"),
                new("split", "{folds: 2, validation: 0.3}"),
            ]
        );
        int[] injected = [.. Enumerable.Range(0, data.Development.Count).Where(i => data.Objects[i].Origin == "injected")];
        Assert.Equal((28, 4), (data.Development.Count, injected.Length));
        Assert.All(injected, i => Assert.Equal(("development", "sn"), (data.Objects[i].Role, data.Objects[i].Class)));
        var scored = study.MakeCells().SelectMany(c => StudyPlan.SplitOf(study, data, c).Test).ToHashSet();
        Assert.All(injected, i => Assert.Contains(i, scored));
        Assert.Equal(60, data.Pretraining.Count);
        Assert.Empty(data.Pretraining.Select(i => data.Objects[i].Group).Intersect(data.Development.Groups));
        Assert.Equal(data.Objects.Count, data.Objects.Select(o => o.Candid).Distinct().Count());
    }

    [Fact]
    public void The_other_alerts_of_an_object_with_a_class_are_no_backgrounds_whatever_its_group_is_called()
    {
        using var folder = Synthesized(48);
        var lines = File.ReadAllLines(folder["labels.csv"]);
        var header = lines[0].Split(',');
        var (group, strength) = (Array.IndexOf(header, "group"), Array.IndexOf(header, "strength"));
        // Groups are nights, not objects, and the strength is that of real labels.
        string[] nights =
        [
            .. lines.Skip(1).Take(30).Select((line, night) => string.Join(',', line.Split(',').Index().Select(f => Cell(f, night)))),
        ];
        File.WriteAllLines(folder["labels.csv"], [lines[0], .. nights]);
        File.WriteAllLines(folder["own.csv"], [lines[0], .. nights[..20]]);
        File.WriteAllLines(folder["test.csv"], [lines[0], .. nights[20..]]);
        // A second alert of each object, which the labels do not contain.
        Directory.CreateDirectory(folder["others"]);
        foreach (var packet in Directory.GetFiles(folder["alerts"]))
        {
            WriteAgain(packet, folder["others", Path.GetFileName(packet)]);
        }

        SpecOverride drop = new("dataset.small-classes", "drop");
        SpecOverride into = new("dataset.inject", $"{{class: sn, count: 60, into: {folder["others"]}}}");
        SpecOverride[] test = [new("dataset.test-data", folder["alerts"]), new("dataset.test-labels", folder["test.csv"])];
        AssertApart(Read(folder, "alerts", "labels.csv", into, drop).Data);
        AssertApart(Read(folder, "alerts", "labels.csv", new("dataset.train-also", $"{{inject: {into.Value}}}"), drop).Data);
        AssertApart(Read(folder, "alerts", "own.csv", [into, drop, .. test]).Data);

        string Cell((int Column, string Text) cell, int night) =>
            cell.Column == group ? $"night {night}"
            : cell.Column == strength ? "strong"
            : cell.Text;

        static void AssertApart(StudyData data)
        {
            var injected = data.Objects.Where(o => o.Origin == "injected").Select(o => o.Group).ToArray();
            Assert.Equal(60, injected.Length);
            Assert.Empty(injected.Intersect(data.Objects.Where(o => o.Origin == "real").Select(o => o.ObjectId)));
        }
    }

    [Fact]
    public void Backgrounds_that_cannot_be_read_are_listed_and_are_the_reason_if_there_is_none()
    {
        using var folder = Synthesized(30);
        Directory.CreateDirectory(folder["others"]);
        File.WriteAllText(folder["others", "a.avro"], "no packet");
        var into = new SpecOverride("dataset.train-also", $"{{inject: {{class: sn, count: 3, into: {folder["others"]}}}}}");
        var refused = Assert.Throws<InvalidInputException>(() => Read(folder, "alerts", "labels.csv", into));
        Assert.Equal(
            "error study.inject: no background is suitable for sn; 0 were tried; 1 packet could not be read, the first: a.avro:byte 0: "
                + "error avro.magic: the file is not an Avro object container: it does not begin with \"Obj\" and 1; give an "
                + "Avro packet, a Parquet table or a tar archive of them (at dataset.train-also.inject); give alerts that can be read with the key into",
            Assert.Single(refused.Diagnostics).ToString()
        );
        foreach (var packet in Directory.GetFiles(folder["alerts"]))
        {
            WriteAgain(packet, folder["others", Path.GetFileName(packet)], renames: true);
        }

        var (_, data) = Read(folder, "alerts", "labels.csv", into);
        Assert.Equal(
            new SkippedRow(
                "training",
                "a.avro",
                "unreadable",
                "a.avro:byte 0: error avro.magic: the file is not an Avro object container: it does not begin with \"Obj\" and 1; give "
                    + "an Avro packet, a Parquet table or a tar archive of them"
            ),
            Assert.Single(data.Skipped)
        );
    }

    [Theory]
    [InlineData("alerts/")]
    [InlineData("alerts//")]
    public void A_folder_is_the_same_with_a_separator_at_its_end(string folderOfFiles)
    {
        using var folder = Synthesized(24);
        File.WriteAllText(folder["alerts", "broken.avro"], "no packet");
        var (direct, same) = (Read(folder, "alerts", "labels.csv"), Read(folder, folderOfFiles, "labels.csv"));
        Assert.Equal(direct.Data.Objects, same.Data.Objects);
        Assert.Equal(direct.Data.Skipped, same.Data.Skipped);
        // The labels name the files of a folder that has none itself.
        if (Directory.Exists(folder["made", "alerts"]))
        {
            Directory.Delete(folder["made", "alerts"], recursive: true);
        }

        Directory.Move(folder["alerts"], folder["made", "alerts"]);
        File.Move(folder["labels.csv"], folder["made", "labels.csv"]);
        var named = Read(folder, "made/", "made/labels.csv");
        Assert.Equal(direct.Data.Objects.Select(o => o.Candid).Order(), named.Data.Objects.Select(o => o.Candid).Order());
    }

    [Theory]
    [InlineData("nowhere", "labels.csv", "study.no-data")]
    [InlineData("alerts", "nowhere.csv", "labels.no-such-file")]
    [InlineData("empty", "labels.csv", "study.no-alerts")]
    [InlineData("alerts", "others.csv", "study.no-alerts")]
    public void Data_that_cannot_be_used_are_refused_with_a_named_finding(string data, string labels, string code)
    {
        using var folder = Synthesized(12);
        Directory.CreateDirectory(folder["empty"]);
        File.WriteAllText(folder["others.csv"], "candid,class,group\n1,agn,a\n");
        var refused = Assert.Throws<InvalidInputException>(() => Read(folder, data, labels));
        Assert.Equal(code, refused.Diagnostics[0].Code);
    }

    [Fact]
    public void A_class_with_too_few_groups_stops_the_study_or_is_dropped_as_the_spec_says()
    {
        using var folder = Synthesized(24);
        var lines = File.ReadAllLines(folder["labels.csv"]);
        var header = lines[0].Split(',');
        var (group, name) = (Array.IndexOf(header, "group"), Array.IndexOf(header, "class"));
        File.WriteAllLines(
            folder["labels.csv"],
            lines
                .Select(l => l.Split(','))
                .Select(f =>
                {
                    f[group] = f[name] == "satellite" ? "one-readout" : f[group];
                    return string.Join(',', f);
                })
        );
        var refused = Assert.Throws<InvalidInputException>(() => Read(folder, "alerts", "labels.csv")).Diagnostics;
        Assert.Equal("study.small-class", Assert.Single(refused).Code);
        Assert.Contains("satellite has 1 group", refused[0].Message, StringComparison.Ordinal);
        var (study, data) = Read(folder, "alerts", "labels.csv", [new("dataset.small-classes", "drop")]);
        Assert.DoesNotContain("satellite", study.DataSet.Classes);
        Assert.Equal(24, data.Objects.Count + data.Skipped.Count(s => s.Reason == "small-class"));
        Assert.Equal(data.Objects.Count, data.Stamps["ztf-cropped"].Count);
    }

    [Fact]
    public void Alerts_at_a_chips_edge_on_a_side_that_is_not_known_are_counted_by_study_and_plan()
    {
        using var folder = Synthesized(24);
        CutOff(Directory.GetFiles(folder["alerts"]).Order(StringComparer.Ordinal).First());
        Assert.Equal(1, Read(folder, "alerts", "labels.csv").Data.Unplaced);
        var plan = CommandLine.Run("plan", folder["study.yaml"], "--data", folder["alerts"], "--labels", folder["labels.csv"]);
        Assert.Contains(
            "\n1 alert has cutouts at a chip's edge whose xpos and ypos do not show which side is missing",
            plan.Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(0, "23 alerts read, 1 left out\n")]
    [InlineData(
        2,
        "23 alerts read, 1 left out; 2 alerts have cutouts at a chip's edge whose xpos and ypos do not show which side is missing"
    )]
    public void The_progress_of_a_study_counts_them_too(int unplaced, string expected)
    {
        using var error = new StringWriter { NewLine = "\n" };
        StudyProgressDisplay.Watch(error, isQuiet: false, progress =>
        {
            progress!.Report(new StudyEvent.DataRead(23, 1, unplaced, []));
            return new StudyOutcome("out", Results: null, Ran: 0, Reused: 0, []);
        });
        Assert.StartsWith(expected, error.ToString(), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(".")]
    [InlineData("ztf")]
    public void The_real_alerts_are_read_whole_and_what_is_left_out_is_counted(string below)
    {
        var shared = Repository.SharedPath("data");
        using var folder = new TemporaryFolder();
        var (study, data) = Read(folder, Path.Combine(shared, below), Path.Combine(shared, "ztf-labels.csv"), [new("split", "{folds: 5}")]);
        string[] classes = [.. SharedIndex.Ztf().Select(row => row["class"])];
        Assert.Equal(["agn", "asteroid", "bogus", "satellite", "sn", "vs"], study.DataSet.Classes);
        var counts = study.DataSet.Classes.Select((_, k) => data.Labels.Count(label => label == k));
        Assert.Equal(study.DataSet.Classes.Select(name => classes.Count(name.Equals)), counts);
        Assert.Equal(classes.Count(string.IsNullOrEmpty), data.Skipped.Count(s => s.Reason == "unlabelled"));
        Assert.Equal(classes.Count("tde".Equals), data.Skipped.Count(s => s.Reason == "other-class"));
        Assert.Equal(classes.Length, data.Objects.Count + data.Skipped.Count);
    }

    /// <summary>Gives a packet a science cutout of 48 columns; packets of the synthetic survey have no xpos.</summary>
    private static void CutOff(string path)
    {
        using var container = new AvroContainerReader(new MemoryStream(File.ReadAllBytes(path)));
        var packet = (AvroRecord)Assert.Single(container.ReadAll())!;
        ((AvroRecord)packet["cutoutScience"]!)["stampData"] = ZtfPacketFile.StampData(ZtfPacketFile.Ramp(48, 63));
        using var stream = File.Create(path);
        using var writer = new AvroContainerWriter(stream, Encoding.UTF8.GetString(container.Header.SchemaJson.Span), AvroCodec.Null);
        writer.Append(packet);
    }

    /// <summary>Writes a packet as another alert of its object, or of another object.</summary>
    private static void WriteAgain(string from, string to, bool renames = false)
    {
        using var container = new AvroContainerReader(new MemoryStream(File.ReadAllBytes(from)));
        var packet = (AvroRecord)Assert.Single(container.ReadAll())!;
        packet["candid"] = (long)packet["candid"]! + 500_000;
        packet["objectId"] = (renames ? "other " : "") + packet["objectId"];
        using var stream = File.Create(to);
        using var writer = new AvroContainerWriter(stream, Encoding.UTF8.GetString(container.Header.SchemaJson.Span), AvroCodec.Null);
        writer.Append(packet);
    }

    private static TemporaryFolder Synthesized(int alerts)
    {
        var folder = new TemporaryFolder();
        var made = CommandLine.Run(
            "synthesize",
            "--out",
            folder["made"],
            "--alerts",
            alerts.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "--seed",
            "1",
            "--mix",
            "balanced"
        );
        Assert.True(made.ExitCode == 0, made.Error);
        Directory.CreateDirectory(folder["alerts"]);
        foreach (var packet in Directory.GetFiles(folder["made"], "*.avro", SearchOption.AllDirectories))
        {
            File.Move(packet, folder["alerts", Path.GetFileName(packet)]);
        }

        File.Move(folder["made", "labels.csv"], folder["labels.csv"]);
        return folder;
    }

    private static (Study Study, StudyData Data) Read(TemporaryFolder folder, string data, string labels, params SpecOverride[] overrides)
    {
        File.WriteAllText(folder["study.yaml"], Spec);
        var study = StudySpecFile.Load(
            folder["study.yaml"],
            [new("dataset.data", Path.Combine(folder.Path, data)), new("dataset.labels", Path.Combine(folder.Path, labels)), .. overrides]
        );
        return StudyDataReader.Read(study, CancellationToken.None);
    }
}
