using StampSpec.Common;

namespace StampSpec.Tests.Common;

public sealed class ThinnedSampleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public void It_keeps_evenly_spaced_items_and_at_least_half_of_its_limit(int most)
    {
        var sample = new ThinnedSample<int>(most);
        for (var i = 0; i < 200; i++)
        {
            if (sample.IsNext())
            {
                sample.Add(i);
            }

            var stride = sample.Items.Count > 1 ? sample.Items[1] : 1;
            Assert.Equal(i + 1, sample.Seen);
            Assert.InRange(sample.Items.Count, Math.Min(i + 1, (most + 1) / 2), most);
            Assert.Equal(Enumerable.Range(0, sample.Items.Count).Select(k => k * stride), sample.Items);
            Assert.True(int.IsPow2(stride));
        }
    }

    [Fact]
    public void An_item_that_is_dropped_before_it_is_added_is_counted_all_the_same()
    {
        var sample = new ThinnedSample<int>(2);
        Assert.True(sample.IsNext());
        Assert.True(sample.IsNext());
        sample.Add(1);
        Assert.Equal((2, 1), (sample.Seen, Assert.Single(sample.Items)));
    }
}
