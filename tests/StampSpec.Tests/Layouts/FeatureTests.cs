using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Features;
using StampSpec.Layouts.Model;
using StampSpec.Learning.Networks;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Layouts;

public sealed class FeatureTests
{
    private const int Side = 63;

    public static TheoryData<StampFeature> Features =>
        new() { new FourierFeature(CutoutKind.Difference, 7, PixelNumberType.Float32), new GlintTrailFeature(5, 5, 2, HasCounts: true) };

    [Theory]
    [InlineData(3, 2)]
    [InlineData(-4, 1)]
    [InlineData(5, 0)]
    public void A_wave_has_half_its_amplitude_times_the_pixels_at_its_own_frequency_and_nothing_elsewhere(int u, int v)
    {
        var image = TestImages.Of(Side, Side, (row, column) =>
            10 + (3 * Math.Cos((2 * Math.PI * ((u * column) + (v * row)) / Side) + 0.4))
        );
        var spectrum = new LowFrequencies(image, 10, 7);
        var plane = new HalfPlane(7).Frequencies;
        Assert.All(plane, f => Assert.Equal(f == (u, v) ? 1.5 * Side * Side : 0, spectrum.Amplitude(f.U, f.V), 1e-2));
        Assert.Contains((u, v), plane);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(7, 113)]
    public void Half_of_the_frequencies_are_sent_in_orbits_that_turns_and_flips_keep(int most, int count)
    {
        var plane = new HalfPlane(most);
        Assert.Equal(count, plane.Count);
        Assert.Equal(Enumerable.Range(0, count), plane.Orbits.SelectMany(o => o).Order());
        Assert.Equal(((most + 1) * (most + 2)) / 2, plane.Orbits.Count);
    }

    [Theory]
    [MemberData(nameof(Features))]
    public void What_a_classifier_sees_is_the_same_for_all_eight_views(StampFeature feature)
    {
        var image = Trail(6, 30);
        image[5, 9] = float.NaN;
        var seen = Seen(feature, image);
        Assert.True(seen.Max() > 0.5);
        for (var view = 1; view < DihedralSymmetry.Count; view++)
        {
            Assert.All(seen.Zip(Seen(feature, Turned(image, view))), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
    }

    [Fact]
    public void The_amplitudes_that_are_sent_do_depend_on_the_view()
    {
        var feature = new FourierFeature(CutoutKind.Difference, 7, PixelNumberType.Float32);
        var image = Trail(6, 30);
        Assert.Contains(feature.Measure(AlertOf(image)).Zip(feature.Measure(AlertOf(Turned(image, 1)))), pair =>
            Math.Abs(pair.First - pair.Second) > 0.1
        );
    }

    [Theory]
    [InlineData(5, 30, 1, 5, 5)]
    [InlineData(4, 30, 0, 4, 4)]
    [InlineData(7, 75, 1, 7, 7)]
    public void A_trail_through_the_centre_is_flagged_from_five_glints_on(
        int glints,
        double angleDeg,
        double flag,
        double onLine,
        double all
    ) => Assert.Equal([flag, onLine, all], new GlintTrailFeature(5, 5, 2, HasCounts: true).Measure(AlertOf(Trail(glints, angleDeg))));

    [Fact]
    public void Detections_that_lie_on_no_line_through_the_centre_are_counted_but_not_flagged()
    {
        (double X, double Y)[] places = [(0, 0), (20, 3), (-11, 20), (5, -17), (-25, -9), (12, 14), (-20, 12)];
        var feature = new GlintTrailFeature(5, 5, 2, HasCounts: true);
        Assert.Equal([0, 2, 7], feature.Measure(AlertOf(Sources(places))));
        Assert.Equal([0], (feature with { HasCounts = false }).Measure(AlertOf(Sources(places))));
    }

    [Fact]
    public void An_image_of_nothing_has_no_features()
    {
        var missing = AlertOf(TestImages.Of(Side, Side, (_, _) => double.NaN));
        Assert.All(new FourierFeature(CutoutKind.Difference, 3, PixelNumberType.Float16).Measure(missing), value => Assert.Equal(0, value));
        Assert.Equal([0, 1, 0], new GlintTrailFeature(5, 5, 2, HasCounts: true).Measure(missing));
    }

    [SkippableFact]
    public void Fourier_amplitudes_of_a_rough_image_equal_numpys()
    {
        using var folder = new TemporaryFolder();
        var image = TestImages.Rough(Side, 5);
        File.WriteAllLines(
            folder["image.csv"],
            Enumerable
                .Range(0, Side)
                .Select(row =>
                    string.Join(
                        ',',
                        image.Row(row).ToArray().Select(p => p.ToString("R", System.Globalization.CultureInfo.InvariantCulture))
                    )
                )
        );
        var theirs = PeerScript
            .Run("fourier_feature.py", ["numpy"], folder["image.csv"], "7")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => double.Parse(line, System.Globalization.CultureInfo.InvariantCulture))
            .ToArray();
        var ours = new FourierFeature(CutoutKind.Difference, 7, PixelNumberType.Float32).Measure(AlertOf(image));
        Assert.Equal(113, theirs.Length);
        Assert.All(theirs.Zip(ours), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    private static float[] Seen(StampFeature feature, Image<float> image)
    {
        var values = new float[feature.Length];
        feature.Write(AlertOf(image), values);
        return values;
    }

    /// <summary>Glints 6 pixels apart on a line through the centre.</summary>
    private static Image<float> Trail(int glints, double angleDeg)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(angleDeg));
        return Sources([.. Enumerable.Range(0, glints).Select(i => 6.0 * (i - (glints / 2))).Select(r => (r * cos, r * sin))]);
    }

    /// <summary>Sources with a peak of 100 at positions relative to the centre, in noise of about 1.</summary>
    private static Image<float> Sources(IReadOnlyList<(double X, double Y)> places) =>
        TestImages.Of(Side, Side, (row, column) =>
            Math.Sin((row * 12.9898) + (column * 78.233))
            + places.Sum(p => 100 * Math.Exp(-(Square(column - 31 - p.X) + Square(row - 31 - p.Y)) / 2))
        );

    private static double Square(double x) => x * x;

    private static Image<float> Turned(Image<float> image, int view)
    {
        var turned = new Image<float>(Side, Side);
        DihedralSymmetry.Write(image.Pixels, Side, isPolar: false, view, turned.Pixels);
        return turned;
    }

    private static Alert AlertOf(Image<float> difference)
    {
        var cutout = new Cutout(CutoutKind.Difference, difference, 1);
        return new Alert(SurveyKind.Ztf, 1, "ZTF1", 0, 0, cutout, cutout, cutout);
    }
}
