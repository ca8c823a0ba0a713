using StampSpec.Reports.Charts;

namespace StampSpec.Tests.Reports;

public class HorizontalDodgeTests
{
    [Fact]
    public void Marks_of_one_position_part_by_the_gap_about_it_and_others_stay() =>
        Assert.Equal([93.5, 300, 106.5], HorizontalDodge.Spread([100, 300, 100], 13));

    [Fact]
    public void A_crowd_comes_closer_and_none_of_it_moves_further_than_twelve_pixels() =>
        Assert.Equal([88, 94, 100, 106, 112], HorizontalDodge.Spread([100, 100, 100, 100, 100], 13));

    [Fact]
    public void A_chain_of_close_marks_keeps_its_order_and_its_place()
    {
        double[] chain = [.. Enumerable.Range(0, 20).Select(i => 10.0 * i)];
        var spread = HorizontalDodge.Spread(chain, 13);
        Assert.All(chain.Zip(spread), pair => Assert.InRange(pair.Second - pair.First, -12, 12));
        Assert.Equal(spread.Order(), spread);
    }
}
