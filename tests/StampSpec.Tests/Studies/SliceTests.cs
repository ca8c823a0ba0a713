using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Reports;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class SliceTests
{
    private const int Side = 63;

    [Fact]
    public void Neighbours_are_the_template_peaks_away_from_the_centre()
    {
        var template = Noise();
        Add(template, 31, 31, 400);
        Add(template, 33, 29, 400);
        Add(template, 10, 12, 60);
        Add(template, 50, 20, 60);
        Add(template, 0, 62, 200);
        Assert.Equal(3, TemplateNeighbours.Count(new Cutout(CutoutKind.Template, template, 1)));
    }

    [Fact]
    public void An_empty_field_has_no_neighbour_and_a_template_without_pixels_no_answer()
    {
        var missing = Noise();
        missing.Pixels.Fill(float.NaN);
        Assert.Equal(0, TemplateNeighbours.Count(new Cutout(CutoutKind.Template, Noise(), 1)));
        Assert.Null(TemplateNeighbours.Count(new Cutout(CutoutKind.Template, missing, 1)));
    }

    [SeededProperty]
    public Property Every_object_is_in_exactly_one_part_of_each_property() => Prop.ForAll(Objects(), objects =>
        {
            var slices = ObjectSlices.All(objects);
            return slices
                .GroupBy(s => s.Slice)
                .All(slice =>
                    slice.SelectMany(s => s.Objects).Order().SequenceEqual(Enumerable.Range(0, objects.Length))
                    && slice.Select(s => s.Value).Distinct().Count() == slice.Count()
                );
        });

    [Fact]
    public void What_an_alert_does_not_tell_is_a_part_of_its_own()
    {
        ObjectRow[] objects =
        [
            Object(0),
            Object(1) with
            {
                SignalToNoise = 7,
                NearestSourceArcsec = 1,
                NearestSourceStarScore = 0.1,
                TemplateNeighbours = 9,
                Detections = 12,
            },
        ];
        var slices = ObjectSlices.All(objects).Select(s => (s.Slice, s.Value, Count: s.Objects.Count)).ToArray();
        Assert.Equal(
            [
                ("signal-to-noise", "7.0 to 7.0", 1),
                ("signal-to-noise", "unknown", 1),
                ("host", "galaxy", 1),
                ("host", "unknown", 1),
                ("host-distance", "galaxy within 1.5 arcsec", 1),
                ("host-distance", "unknown", 1),
                ("first-detection", "detected before", 1),
                ("first-detection", "unknown", 1),
                ("edge", "whole", 2),
                ("crowding", "8 or more neighbours", 1),
                ("crowding", "unknown", 1),
            ],
            slices
        );
    }

    [Theory]
    [InlineData(5.1, 0.1, "no source near")]
    [InlineData(4.9, 0.1, "galaxy")]
    [InlineData(4.9, 0.9, "star")]
    [InlineData(4.9, null, "unknown")]
    public void The_nearest_catalogued_source_tells_the_host(double arcsec, double? score, string host) =>
        Assert.Equal(
            host,
            ObjectSlices
                .All([Object(0) with { NearestSourceArcsec = arcsec, NearestSourceStarScore = score }])
                .Single(s => s.Slice == "host")
                .Value
        );

    [Theory]
    [InlineData(1.4, 0.1, "galaxy within 1.5 arcsec")]
    [InlineData(1.5, 0.1, "galaxy, 1.5 to 5 arcsec")]
    [InlineData(5, 0.49, "galaxy, 5 to 15 arcsec")]
    [InlineData(15, 0.1, "galaxy, above 15 arcsec")]
    [InlineData(1, 0.5, "no galaxy nearest")]
    [InlineData(1, null, "unknown")]
    public void The_nearest_galaxy_tells_the_distance_of_the_host(double arcsec, double? score, string distance) =>
        Assert.Equal(
            distance,
            ObjectSlices
                .All([Object(0) with { NearestSourceArcsec = arcsec, NearestSourceStarScore = score }])
                .Single(s => s.Slice == "host-distance")
                .Value
        );

    [Theory]
    [InlineData(1L, "first detection")]
    [InlineData(2L, "detected before")]
    [InlineData(null, "unknown")]
    public void The_number_of_detections_tells_the_first(long? detections, string part) =>
        Assert.Equal(part, ObjectSlices.All([Object(0) with { Detections = detections }]).Single(s => s.Slice == "first-detection").Value);

    // 10 whole objects: 5 of a, of which the rival calls one b, and 5 of b, all found. F1(a) = 8/9, F1(b) = 10/11. On the 5 with missing
    // pixels, all a, it finds all.
    [Fact]
    public void Scores_of_a_part_are_those_of_its_objects_and_its_differences_are_paired()
    {
        var rows = SliceScores.Of(
            Summary(),
            [.. Enumerable.Range(0, 15).Select(EdgeObject)],
            [.. Predictions("base", -1), .. Predictions("rival", 0)]
        );
        var whole = rows.Single(r => r is { Id.Layout: "rival", Slice: "edge", Value: "whole", Metric: "macro-f1" });
        Assert.Equal((10, 2), (whole.Objects, whole.Classes!.Value));
        Assert.Equal(((8.0 / 9) + (10.0 / 11)) / 2, whole.Score!.Value, 1e-12);
        Assert.Equal(whole.Score.Value - 1, whole.Difference!.Value, 1e-12);
        Assert.True(whole.DifferenceLow < whole.Difference && whole.DifferenceHigh >= whole.Difference && whole.Low < whole.Score);
        var recall = rows.Single(r => r is { Id.Layout: "rival", Slice: "edge", Value: "whole", Metric: "recall", Class: "a" });
        Assert.Equal((5, 0.8), (recall.Objects, recall.Score!.Value));
        var missing = rows.Where(r => r is { Id.Layout: "rival", Slice: "edge", Value: "missing pixels" }).ToArray();
        Assert.Equal(["macro-f1", "f1", "recall"], missing.Select(r => r.Metric));
        Assert.Equal((5, 1, 1.0), (missing[0].Objects, missing[0].Classes!.Value, missing[0].Score!.Value));
        Assert.Null(rows.First(r => r.Id.Layout == "base").Difference);
    }

    [Fact]
    public void A_part_without_enough_objects_of_any_class_is_listed_without_a_score()
    {
        var objects = Enumerable.Range(0, 15).Select(i => EdgeObject(i) with { SignalToNoise = i == 14 ? null : 5 + i }).ToArray();
        var unknown = SliceScores
            .Of(Summary(), objects, [.. Predictions("base", -1), .. Predictions("rival", 0)])
            .Where(r => r is { Slice: "signal-to-noise", Value: "unknown" })
            .ToArray();
        Assert.Equal(2, unknown.Length);
        Assert.All(unknown, r => Assert.Equal((1, 0, null), (r.Objects, r.Classes!.Value, r.Score)));
    }

    [Fact]
    public void A_study_written_before_there_were_slices_is_completed_when_it_is_read_for_a_report()
    {
        using var folder = new TemporaryFolder();
        foreach (
            var file in Directory
                .GetFiles(Repository.PathOf("results", "real-ztf"))
                .Where(f => !f.EndsWith("slices.csv", StringComparison.Ordinal))
        )
        {
            File.Copy(file, folder[Path.GetFileName(file)]);
        }

        using (var objects = new GZipStream(File.OpenRead(folder["objects.csv.gz"]), CompressionMode.Decompress))
        using (var plain = File.Create(folder["objects.csv"]))
        {
            objects.CopyTo(plain);
        }

        WithoutColumns(folder["objects.csv"], "template_neighbours", "magnitude", "detections");
        var results = StudyReport.Load(folder.Path);
        Assert.All(results.Slices.Where(r => r.Slice == "crowding"), r => Assert.Equal("unknown", r.Value));
        Assert.Equal(4, results.Slices.Count(r => r is { Slice: "host", Value: "galaxy", Metric: "macro-f1" }));
        var within = results
            .Summary.Layouts.SelectMany(l => l.BestProbabilities)
            .GroupBy(b => b.Budget)
            .ToDictionary(g => g.Key, g => g.Sum(b => b.Probability));
        Assert.Equal(["DMTN-102", "any budget", "as shipped"], within.Keys.Order(StringComparer.Ordinal));
        Assert.All(within.Values, sum => Assert.Equal(1, sum, 1e-9));
    }

    private static void WithoutColumns(string csv, params string[] names)
    {
        var rows = File.ReadAllLines(csv).Select(line => line.Split(',')).ToArray();
        int[] kept = [.. rows[0].Index().Where(c => !names.Contains(c.Item)).Select(c => c.Index)];
        Assert.Equal(rows[0].Length - names.Length, kept.Length);
        File.WriteAllLines(csv, rows.Select(row => string.Join(',', kept.Select(i => row[i]))));
    }

    private static StudySummary Summary() =>
        new("s", null, ["a", "b"], "hold-out", 1, 1, 7, "base", 0.01, 200, 0.95)
        {
            ComparedRuns = [1],
            Layouts = [new LayoutSummary(new("base", "float32"), 10, 1, 1, [1]), new LayoutSummary(new("rival", "float32"), 5, 1, 1, [1])],
        };

    private static ObjectRow EdgeObject(int i) =>
        Object(i) with
        {
            Class = i is >= 5 and < 10 ? "b" : "a",
            MissingFraction = i < 10 ? 0 : 0.5,
        };

    private static IEnumerable<PredictionRow> Predictions(string layout, int wrong) =>
        Enumerable
            .Range(0, 15)
            .Select(i => new PredictionRow(
                new(layout, "float32", 1, 1),
                i,
                EdgeObject(i).Class,
                i == wrong ? "b" : EdgeObject(i).Class,
                [0.5f, 0.5f]
            ));

    private static ObjectRow Object(long candid) => new(candid, "o", "g" + candid, "a", "real", "test", null, 0, null, null);

    private static Arbitrary<ObjectRow[]> Objects() =>
        Gen.NonEmptyListOf(
                from ratio in Gen.OneOf(Gen.Constant((double?)null), Gen.Choose(-1, 40).Select(v => (double?)v / 2))
                from missing in Gen.Choose(0, 2)
                from arcsec in Gen.OneOf(Gen.Constant((double?)null), Gen.Choose(0, 20).Select(v => (double?)v))
                from score in Gen.OneOf(Gen.Constant((double?)null), Gen.Choose(0, 10).Select(v => (double?)v / 10))
                from neighbours in Gen.OneOf(Gen.Constant((int?)null), Gen.Choose(0, 20).Select(v => (int?)v))
                select new ObjectRow(
                    1,
                    "o",
                    "g",
                    "a",
                    missing == 1 ? "real" : "synthetic",
                    "test",
                    ratio,
                    missing / 2.0,
                    arcsec,
                    score,
                    neighbours
                )
            )
            .Select(l => l.ToArray())
            .ToArbitrary();

    // A fixed pattern of plus and minus one whose 3 x 3 means have a spread, but no peak far above the median.
    private static Image<float> Noise()
    {
        var image = new Image<float>(Side, Side, new float[Side * Side]);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = 100 + (((i * 7919L) % 13) - 6);
        }

        return image;
    }

    private static void Add(Image<float> image, int row, int column, float peak)
    {
        for (var r = 0; r < Side; r++)
        {
            for (var c = 0; c < Side; c++)
            {
                image[r, c] += peak * MathF.Exp(-(((r - row) * (r - row)) + ((c - column) * (c - column))) / 2f);
            }
        }
    }
}
