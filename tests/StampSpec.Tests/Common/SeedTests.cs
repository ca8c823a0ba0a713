using StampSpec.Common;

namespace StampSpec.Tests.Common;

public sealed class SeedTests
{
    [Fact]
    public void Names_with_the_same_letters_but_other_boundaries_give_other_seeds()
    {
        var seed = new Seed(7);
        Assert.NotEqual(seed.Derive("ab", "c"), seed.Derive("a", "bc"));
        Assert.NotEqual(seed.Derive("ab"), seed.Derive("ab", ""));
        Assert.NotEqual(seed.Derive("ab"), new Seed(8).Derive("ab"));
    }

    [Fact]
    public void The_stream_of_a_seed_is_the_published_sequence()
    {
        // First output of xoshiro256** from state (s0, s1, s2, s3) is rotl(5 s1, 7) * 9; SplitMix64(0) yields E220A8397B1DCDAF,
        // 6E789E6AA1B965F4, ...
        var expected = unchecked(System.Numerics.BitOperations.RotateLeft(0x6E789E6AA1B965F4UL * 5, 7) * 9);
        Assert.Equal(expected, new Seed(0).CreateSource().NextBits());
    }

    [Fact]
    public void Normal_numbers_have_zero_mean_and_unit_variance()
    {
        var stream = new Seed(1).CreateSource();
        var values = Enumerable.Range(0, 200_000).Select(_ => stream.NextNormal()).ToArray();
        var mean = values.Average();
        Assert.InRange(mean, -0.01, 0.01);
        Assert.InRange(values.Average(v => (v - mean) * (v - mean)), 0.985, 1.015);
    }

    [Fact]
    public void Bounded_integers_fill_their_range_evenly()
    {
        var stream = new Seed(2).CreateSource();
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[stream.NextInt(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }
}
