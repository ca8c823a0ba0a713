using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Sky.Packets;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Imaging;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class StudyEncodingTests
{
    private const string After = "normalisation: after\n";
    private const string Four = After + "encodings: [none, float16, int16, rice-q1]\n";

    private static readonly StampLayout Nested = LayoutLibrary.Load("ztf-multiscale");

    [Fact]
    public void Every_layout_is_compared_in_every_encoding_and_an_entrys_own_takes_their_place()
    {
        var study = Load("layouts: [ztf-cropped, {layout: ztf-multiscale, encoding: gzip}]\n" + Four);
        Assert.Equal(
            [
                "ztf-cropped float32",
                "ztf-cropped-float16 float16",
                "ztf-cropped-int16 int16",
                "ztf-cropped-rice-q1 rice-q1",
                "ztf-multiscale-gzip gzip",
            ],
            study.Layouts.Select(l => $"{l.Name} {l.Encoding}")
        );
        Assert.Equal("ztf-cropped", study.Baseline);
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.lock.yaml"], LockedSpec.Write(study, folder.Path));
        Assert.Equal(StudyJson.Format(study), StudyJson.Format(StudySpecFile.Load(folder["study.lock.yaml"], [])));
    }

    [Theory]
    [InlineData("encodings: [float16]\n", "study.encodings")]
    [InlineData("normalisation: before\nencodings: gzip\n", "study.encodings")]
    [InlineData(After + "encodings: [float61]\n", "spec.choice")]
    [InlineData(After + "encodings: [float16, float16]\n", "study.layouts")]
    public void Encodings_that_cannot_be_applied_are_refused_with_their_line(string keys, string code)
    {
        var refused = Assert.Throws<InvalidInputException>(() => Load("layouts: [ztf-cropped]\n" + keys)).Diagnostics[0];
        Assert.Equal(code, refused.Code);
        Assert.NotNull(refused.Line);
        Assert.NotNull(refused.Fix);
    }

    [Fact]
    public void An_encoding_changes_tensors_and_bytes_and_its_absence_changes_nothing()
    {
        var (_, data) = StudyDataReader.Read(Load("layouts: [ztf-multiscale]\n" + Four), CancellationToken.None);
        var (_, plain) = StudyDataReader.Read(Load("layouts: [ztf-multiscale]\n" + After), CancellationToken.None);
        Assert.Equal([("raw", "gzip"), ("fits", "gzip")], plain.SentBytes.Select(b => (b.Serialisation, b.Id.Encoding)));
        AssertSame(plain.Stamps["ztf-multiscale"], data.Stamps["ztf-multiscale"]);
        foreach (var name in new[] { "float16", "int16", "rice-q1" })
        {
            var stamps = HeldStamps.Copy(data.Stamps["ztf-multiscale-" + name]);
            Assert.Equal(plain.Stamps["ztf-multiscale"].Count, stamps.Count);
            Assert.All(stamps.Scales.Zip(HeldStamps.Copy(plain.Stamps["ztf-multiscale"]).Scales), s => Assert.NotEqual(s.Second, s.First));
            Assert.All(StampCosts.Exact(Nested).Where(c => c.Encoding == name), cost =>
                Assert.Equal(cost.BytesStamps, Total(data, name, cost.Serialisation), 1e-9)
            );
        }

        Assert.Equal(3 * 4 * 64 * 2, Total(data, "float16", "raw"));
        Assert.InRange(Total(data, "rice-q1", "raw"), 1, (3 * 4 * 64 * 2) - 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_arrives_is_within_half_a_step_of_what_was_sent_and_unsent_centres_are_rebuilt_from_it(bool keepsCentres)
    {
        var layout = Nested with { KeepsRedundantCentres = keepsCentres };
        var int16 = PixelEncoding.Parse("int16");
        var sent = LayoutSampler.Sample(SyntheticCutout().Flux, 1.01, layout);
        var arrived = new StampTransmission(layout, int16).Receive(sent);
        // The widest scale's half step, and the spacing of floats at its greatest value.
        float[] all = [.. sent.SelectMany(s => s.Pixels.ToArray())];
        Assert.All(all, pixel => Assert.True(float.IsFinite(pixel)));
        var bound =
            sent.Max(s => s.Pixels.ToArray().Max() - s.Pixels.ToArray().Min()) / 65_532 / 2 + (MathF.BitIncrement(all.Max()) - all.Max());
        Assert.Equal(all.Length, arrived.Sum(s => s.Pixels.Length));
        Assert.NotEqual(all, arrived.SelectMany(s => s.Pixels.ToArray()));
        Assert.All(all.Zip(arrived.SelectMany(s => s.Pixels.ToArray())), p => Assert.InRange(p.Second - p.First, -bound, bound));
        var rebuilt = PixelBinning.BinBlocks(arrived[0], 2, layout.Bins).Pixels.ToArray();
        var centre = Enumerable.Range(2, 4).SelectMany(row => arrived[1].Row(row)[2..6].ToArray()).ToArray();
        Assert.Equal(!keepsCentres, rebuilt.SequenceEqual(centre));
    }

    [Fact]
    public void A_study_says_in_every_table_which_encoding_a_score_belongs_to()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(
            0,
            TinyStudy.Run(folder, "out", "--set", "encodings=[none, rice-q1]", "--set", "normalisation=after", "--runs", "1").ExitCode
        );
        var results = StudyResults.Load(folder["out"]);
        string[] expected = ["float32", "rice-q1"];
        Assert.All(
            new[]
            {
                results.Scores.Select(r => r.Id.Encoding),
                results.Predictions.Select(r => r.Cell.Encoding),
                results.Summary.Layouts.Select(l => l.Id.Encoding),
            },
            encodings => Assert.Equal(expected, encodings.Distinct().Order(StringComparer.Ordinal))
        );
        var summary = results.Summary.Layouts.Single(l => l.Id.Layout == "ztf-multiscale-rice-q1");
        Assert.Equal(
            results
                .Bytes.Single(b => b is { Id.Layout: "ztf-multiscale-rice-q1", Serialisation: "raw", Part: "total", Planes: "own" })
                .Bytes,
            summary.Bytes
        );
        Assert.InRange(summary.Bytes, 1, Nested.RawBytes / 2);
    }

    [Fact]
    public void Above_1024_alerts_every_second_one_is_measured_in_gzip()
    {
        var layout = Load("layouts: [ztf-cropped]\n").Layouts[0];
        var (even, odd) = (SimulatedSky.Alert(1000, 1), SimulatedSky.Alert(1000, 2));
        Assert.NotEqual(Measured(1, even, even), Measured(1, odd, odd));
        Assert.NotEqual(Measured(1024, even, even), Measured(1024, even, odd));
        Assert.Equal(Measured(1, even, even), Measured(1100, even, odd));

        IReadOnlyList<ByteRow> Measured(int alerts, Alert first, Alert second)
        {
            var sent = new SentBytes(layout);
            for (var i = 0; i < alerts; i++)
            {
                if (sent.IsNextSampled())
                {
                    sent.Add(i % 2 == 0 ? first : second);
                }
            }

            return [.. sent.Rows()];
        }
    }

    private static double Total(StudyData data, string encoding, string serialisation) =>
        data.SentBytes.Single(b => b.Id.Encoding == encoding && b.Serialisation == serialisation && b.Part == "total").Bytes;

    private static void AssertSame(IStamps expected, IStamps actual) =>
        Assert.All(HeldStamps.Copy(expected).Scales.Zip(HeldStamps.Copy(actual).Scales), s => Assert.Equal(s.First, s.Second));

    private static Cutout SyntheticCutout() =>
        SyntheticSurvey
            .Generate(new SurveySettings(), 20, new Seed(5))
            .Select(labelled => labelled.Alert[CutoutKind.Science])
            .First(cutout => cutout.Flux.Pixels.ToArray().All(float.IsFinite));

    private static Study Load(string keys)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder["study.yaml"],
            "name: sent\ndataset: {synthetic: {alerts: 24, mix: balanced}, classes: [asteroid, sn]}\n" + keys
        );
        return StudySpecFile.Load(folder["study.yaml"], []);
    }
}
