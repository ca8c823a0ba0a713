using FsCheck;
using FsCheck.Fluent;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Formats.Fits;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Budgets;

public sealed class PixelEncodingTests
{
    private static readonly float[] Specials = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    public static TheoryData<string> All => [.. PixelEncoding.All.Select(e => e.Name)];

    [SeededProperty]
    public void Encodings_without_loss_keep_every_bit(NonEmptyArray<int> values)
    {
        var image = new Image<float>(values.Get.Length, 1, [.. values.Get.Select(BitConverter.Int32BitsToSingle)]);
        Assert.All(PixelEncoding.All.Where(e => e.IsLossless), encoding =>
            Assert.Equal(values.Get, encoding.RoundTrip(image).Pixels.ToArray().Select(BitConverter.SingleToInt32Bits))
        );
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Missing_and_infinite_pixels_are_kept(string name)
    {
        var image = Noise(30, 30);
        for (var i = 0; i < Specials.Length; i++)
        {
            image.Pixels[100 + (7 * i)] = Specials[i];
        }

        var kept = PixelEncoding.Parse(name).RoundTrip(image);
        Assert.Equal(Specials, Enumerable.Range(0, Specials.Length).Select(i => kept.Pixels[100 + (7 * i)]));
        Assert.Equal(900 - Specials.Length, kept.Pixels.ToArray().Count(float.IsFinite));
    }

    [Theory]
    [InlineData("rice-q1", 1)]
    [InlineData("rice-q4", 4)]
    [InlineData("rice-q16", 16)]
    public void Rice_stays_within_half_a_step_of_sigma_over_q_and_adds_the_noise_that_theory_says(string name, double q)
    {
        var image = Noise(100, 100);
        image[3, 3] = float.NaN;
        var decoded = PixelEncoding.Parse(name).RoundTrip(image);
        var step = FitsTileWriter.Sigma(image.Pixels, 100)!.Value / q;
        var errors = image.Pixels.ToArray().Zip(decoded.Pixels.ToArray(), (a, b) => (double)(b - a)).Where(double.IsFinite).ToArray();
        Assert.Equal(9_999, errors.Length);
        Assert.True(errors.Max(Math.Abs) <= (step / 2) + 1e-4);
        Assert.InRange(errors.Sum(e => e * e) / errors.Length / (step * step / 12), 0.95, 1.05);
        Assert.InRange(errors.Average(), -5 * step / Math.Sqrt(12 * 1e4), 5 * step / Math.Sqrt(12 * 1e4));
    }

    [SeededProperty]
    public Property Scaled_integers_stay_within_half_a_step_of_the_range() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<float>().Where(float.IsFinite).ArrayOf().Where(p => p.Length > 0).ToArbitrary(), values =>
        {
            AssertWithinHalfAStep("int8", 252, values);
            AssertWithinHalfAStep("int16", 65_532, values);
        });

    [Fact]
    public void Halves_have_their_relative_error_and_overflow_above_65519()
    {
        var image = Noise(50, 50);
        image[0, 0] = 65_519;
        image[0, 1] = 65_520;
        var decoded = PixelEncoding.Parse("float16").RoundTrip(image);
        Assert.Equal(65_504, decoded[0, 0]);
        Assert.Equal(float.PositiveInfinity, decoded[0, 1]);
        Assert.All(image.Pixels.ToArray().Zip(decoded.Pixels.ToArray()).Skip(2), p =>
            Assert.True(Math.Abs(p.First - p.Second) <= Math.Abs(p.First) / 2048)
        );
    }

    [SeededProperty]
    public Property Damaged_bytes_give_a_named_error_or_an_image()
    {
        var good = PixelEncoding
            .All.Where(e => !e.IsLossless)
            .Cast<QuantisedEncoding>()
            .Select(e => (Encoding: e, Bytes: e.Encode(Noise(12, 9))))
            .ToArray();
        var most = good.Max(g => g.Bytes.Length);
        var damage = Gen.Zip(Gen.Choose(0, most - 1), Gen.Choose(0, 255)).ArrayOf();
        return Prop.ForAll(Gen.Choose(0, most).ToArbitrary(), damage.ToArbitrary(), (length, changes) =>
            Assert.All(good, g => DecodesOrRefuses(g.Encoding, g.Bytes, length, changes))
        );
    }

    [Fact]
    public void Shuffling_sorts_bytes_by_significance()
    {
        var codec = ByteCodec.Shuffled(new ByteCodec(bytes => bytes, (compressed, _) => compressed));
        Assert.Equal([1, 5, 2, 6, 3, 7, 4, 8, 9], codec.Compress([1, 2, 3, 4, 5, 6, 7, 8, 9]));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], codec.Expand([1, 5, 2, 6, 3, 7, 4, 8, 9], 9));
    }

    [Fact]
    public void An_unknown_name_is_refused() => Assert.Throws<InvalidInputException>(() => PixelEncoding.Parse("zip"));

    private static void AssertWithinHalfAStep(string name, int steps, float[] values)
    {
        var decoded = PixelEncoding.Parse(name).RoundTrip(new Image<float>(values.Length, 1, values)).Pixels.ToArray();
        var step = ((double)values.Max() - values.Min()) / steps;
        var rounding = 2e-7 * values.Max(v => Math.Abs((double)v));
        var most = (step / 2 * 1.001) + rounding + 1e-44;
        Assert.All(values.Zip(decoded), p => Assert.InRange(Math.Abs((double)p.First - p.Second), 0, most));
    }

    private static void DecodesOrRefuses(QuantisedEncoding encoding, byte[] good, int length, (int At, int Value)[] changes)
    {
        var damaged = (byte[])good.Clone();
        foreach (var (at, value) in changes)
        {
            damaged[at % good.Length] = (byte)value;
        }

        try
        {
            Assert.Equal(12, encoding.Decode(damaged.AsSpan(0, length % (good.Length + 1)), 12, 9).Width);
        }
        catch (InvalidInputException refused)
        {
            string[] codes = ["budget.encoded-length", "fits.rice-damaged", "gzip.damaged", "gzip.too-large"];
            Assert.All(refused.Diagnostics, d => Assert.Contains(d.Code, codes));
        }
    }

    private static Image<float> Noise(int width, int height)
    {
        var source = new Seed(5).CreateSource();
        var image = new Image<float>(width, height);
        foreach (ref var pixel in image.Pixels)
        {
            pixel = (float)(150 + (18 * source.NextNormal()));
        }

        return image;
    }
}
