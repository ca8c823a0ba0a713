using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using StampSpec.Common;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class StudyResultsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(50_001)]
    public void A_study_that_was_written_reads_back_the_same(int predictions)
    {
        using var folder = new TemporaryFolder();
        var written = Example(folder.Path, predictions);
        Write(written);
        Assert.Equal(JsonSerializer.Serialize(written), JsonSerializer.Serialize(StudyResults.Load(folder.Path)));
        Assert.Equal(predictions > 50_000, File.Exists(folder["predictions.csv.gz"]));
    }

    [Fact]
    public void A_table_may_be_gzipped()
    {
        using var folder = new TemporaryFolder();
        var written = Example(folder.Path, 2);
        Write(written);
        using (var gzip = new GZipStream(File.Create(folder["objects.csv.gz"]), CompressionLevel.Optimal))
        {
            gzip.Write(File.ReadAllBytes(folder["objects.csv"]));
        }

        File.Delete(folder["objects.csv"]);
        Assert.Equal(JsonSerializer.Serialize(written), JsonSerializer.Serialize(StudyResults.Load(folder.Path)));
        Write(written);
        Assert.False(File.Exists(folder["objects.csv.gz"]));
    }

    [Fact]
    public void Tables_are_the_same_under_a_culture_that_writes_decimals_with_a_comma()
    {
        using var folder = new TemporaryFolder();
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Write(Example(folder.Path, 2));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Assert.Equal(
            "layout,encoding,run,metric,class,value\nztf-full,float32,1,macro-f1,,0.8125\nztf-full,float32,1,f1,\"a,b\",0.1\n",
            File.ReadAllText(folder["results.csv"])
        );
        Assert.StartsWith(
            "layout,encoding,run,fold,candid,class,predicted,\"p_a,b\",p_c\nztf-full,float32,1,1,1003273655515010011,\"a,b\",c,0.25,0.75\n",
            File.ReadAllText(folder["predictions.csv"]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_folder_without_a_finished_study_and_a_broken_table_are_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("study.not-finished", Assert.Throws<InvalidInputException>(() => StudyResults.Load(folder.Path)).Diagnostics[0].Code);
        Write(Example(folder.Path, 2));
        File.WriteAllText(folder["results.csv"], "layout,encoding,run,metric,class,value\nztf-full,float32,one,macro-f1,,0.8\n");
        var broken = Assert.Throws<InvalidInputException>(() => StudyResults.Load(folder.Path)).Diagnostics[0];
        Assert.Equal(("study.broken-table", folder["results.csv"]), (broken.Code, broken.File));
        Assert.Equal((2, 3, "run"), (broken.Line, broken.Column, broken.Path));
        Write(Example(folder.Path, 2));
        File.WriteAllText(folder["summary.json"], "{\n\"name\": 3}");
        Assert.Equal(
            "study.broken-document",
            Assert.Throws<InvalidInputException>(() => StudyResults.Load(folder.Path)).Diagnostics[0].Code
        );
    }

    [Theory]
    [InlineData("layout,encoding,run,metric,class\nztf-full,float32,1,macro-f1,\n", 1, "the header lacks \"value\"")]
    [InlineData("layout,encoding,run,metric,class,value\nztf-full,float32,1,f1,,0.8\nztf-full,float32,1,f1\n", 3, "has 4 fields")]
    [InlineData("layout,encoding,run,metric,class,value\nztf-full,\"float32,1,f1,,0.8\n", 2, "never closed")]
    public void A_table_that_was_cut_or_changed_is_refused_with_its_line(string text, int line, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["results.csv"], text);
        var broken = Assert.Throws<InvalidInputException>(() => CsvTable.Read<ScoreRow>(folder["results.csv"])).Diagnostics[0];
        Assert.Equal(("study.broken-table", folder["results.csv"], line), (broken.Code, broken.File, broken.Line));
        Assert.Contains(message, broken.Message, StringComparison.Ordinal);
    }

    private static void Write(StudyResults results)
    {
        StudyFolder.WriteInputs(results.Folder, "name: example\n", results.Objects, results.Bytes, results.Skipped);
        StudyFolder.WriteFindings(
            results.Folder,
            results.Summary,
            results.Provenance,
            results.Scores,
            results.Predictions,
            results.History
        );
    }

    private static StudyResults Example(string folder, int predictions) =>
        new(
            folder,
            new StudySummary("example", null, ["a,b", "c"], "hold-out", 1, 1, ulong.MaxValue, "ztf-full", 0.01, 2000, 0.95)
            {
                Layouts =
                [
                    new LayoutSummary(new("ztf-full", "float32"), 47628, 3969, 63.0, [1])
                    {
                        Estimates = [new ScoreEstimate("macro-f1", null, 0.1 + 0.2, 0.2, 0.4, null)],
                        Confusion =
                        [
                            [1, 2],
                            [3, 4],
                        ],
                        Reliability = [new ReliabilityBin(0, 1, 0, null, null)],
                        FrontProbability = 1,
                    },
                ],
                Warnings = ["a class <b> \"quoted\""],
            },
            new StudyProvenance(
                "0.1.0",
                null,
                "stampspec study x",
                "00",
                "11",
                1,
                ".NET",
                "1.29.0 CPU",
                "Linux",
                null,
                2,
                "2026-01-01T00:00:00Z",
                1.5,
                [new CellTime(new("ztf-full", "float32", 1, 1), 2.5, 2.25) { ProcessorSeconds = 4 }]
            ),
            [
                new ScoreRow(new("ztf-full", "float32"), 1, "macro-f1", null, 0.8125),
                new ScoreRow(new("ztf-full", "float32"), 1, "f1", "a,b", 0.1),
            ],
            [
                .. Enumerable
                    .Range(0, predictions)
                    .Select(i => new PredictionRow(new("ztf-full", "float32", 1, 1), 1003273655515010011 + i, "a,b", "c", [0.25f, 0.75f])),
            ],
            [new ObjectRow(1003273655515010011, "ZTF18abc", "g", "a,b", "real", "development", null, 0.125, 3.5, null)],
            [new ByteRow(new("ztf-full", "float32"), ByteRow.Raw, "total", 47628)],
            [new HistoryRow(new("ztf-full", "float32", 1, 1), 100, 0.7, 0.5)],
            [new SkippedRow("development", "x.avro", "unreadable", "the file ends\nearly, \"so\"")]
        );
}
