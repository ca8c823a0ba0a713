using StampSpec.Learning.Tuning;

namespace StampSpec.Tests.Learning.Tuning;

public sealed class SuccessiveHalvingTests
{
    [Fact]
    public void Eight_candidates_halve_while_their_steps_double()
    {
        var settings = new TuningSettings
        {
            Candidates = 8,
            HalvingFactor = 2,
            SmallestSteps = 50,
            LargestSteps = 1000,
        };
        Assert.Equal([new TuningRung(8, 50, 4), new TuningRung(4, 100, 2), new TuningRung(2, 200, 1)], SuccessiveHalving.Rungs(settings));
        Assert.Equal(1200, SuccessiveHalving.TotalSteps(settings));
    }

    [Fact]
    public void The_largest_steps_cap_a_rung_and_end_the_schedule()
    {
        var settings = new TuningSettings
        {
            Candidates = 30,
            HalvingFactor = 3,
            SmallestSteps = 100,
            LargestSteps = 250,
        };
        Assert.Equal([new TuningRung(30, 100, 10), new TuningRung(10, 250, 1)], SuccessiveHalving.Rungs(settings));
        Assert.Equal(5500, SuccessiveHalving.TotalSteps(settings));
    }

    [Fact]
    public void Numbers_that_do_not_divide_are_rounded_down_and_a_sole_survivor_is_not_trained_again()
    {
        var settings = new TuningSettings
        {
            Candidates = 11,
            HalvingFactor = 3,
            SmallestSteps = 10,
            LargestSteps = 1000,
        };
        Assert.Equal([new TuningRung(11, 10, 3), new TuningRung(3, 30, 1)], SuccessiveHalving.Rungs(settings));
        Assert.Equal(
            [new TuningRung(2, 7, 1)],
            SuccessiveHalving.Rungs(settings with { Candidates = 2, HalvingFactor = 5, SmallestSteps = 7 })
        );
        var constant = settings with { SmallestSteps = 1000 };
        Assert.Equal([new TuningRung(11, 1000, 1)], SuccessiveHalving.Rungs(constant));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        var sound = new TuningSettings();
        TuningSettings[] wrong =
        [
            sound with
            {
                Candidates = 1,
            },
            sound with
            {
                HalvingFactor = 1,
            },
            sound with
            {
                SmallestSteps = 0,
            },
            sound with
            {
                LargestSteps = sound.SmallestSteps - 1,
            },
            sound with
            {
                LearningRate = new TuningRange(0, 0.1),
            },
            sound with
            {
                Dropout = new TuningRange(0.2, 1),
            },
            sound with
            {
                WidthMultipliers = [],
            },
        ];
        Assert.All(wrong, settings => Assert.Throws<ArgumentException>(() => SuccessiveHalving.Rungs(settings)));
    }
}
