using StampSpec.Studies.Running;

namespace StampSpec.Tests.Studies;

public sealed class ProcessorMeterTests
{
    private TimeSpan _total = TimeSpan.FromSeconds(100);

    [Fact]
    public void Cells_that_run_side_by_side_share_the_time_and_their_sum_is_what_the_process_took()
    {
        var meter = new ProcessorMeter(() => _total);
        using var first = meter.Begin();
        Take(10);
        using var second = meter.Begin();
        Take(20);
        Assert.Equal(20, first.Seconds(), 1e-6);
        first.Dispose();
        Take(5);
        second.Dispose();
        Take(7);
        using var third = meter.Begin();
        Take(1);
        Assert.Equal([20.0, 15.0, 1.0], new[] { first, second, third }.Select(share => share.Seconds()));
    }

    [Fact]
    public void A_cell_that_runs_alone_has_the_whole_time_and_an_ended_one_takes_no_more()
    {
        var meter = new ProcessorMeter(() => _total);
        using var cell = meter.Begin();
        Take(3);
        cell.Dispose();
        cell.Dispose();
        Take(4);
        Assert.Equal(3, cell.Seconds());
    }

    private void Take(double seconds) => _total += TimeSpan.FromSeconds(seconds);
}
