using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;
using StampSpec.Tests.Support;
using Xunit.Abstractions;

namespace StampSpec.Tests.Sky;

/// <summary>
/// Packet columns of synthetic alerts beside those of labelled real ones. A column that tells a class from the others much better among
/// synthetic alerts would make scores with columns too good. The table is printed.
/// </summary>
/// <remarks>
/// Left out of the set ztf-drawn, because they exceed the bound; area of a class against the others, real and synthetic (500 alerts of each
/// class): chipsf 0.72 and 0.93, sky 0.48 and 0.37, fwhm 0.33 and 0.18, seeratio 0.67 and 0.84, aimagerat 0.54 and 0.82, elong 0.74 and
/// 0.84, distnr 0.60 and 0.74, distpsnr1 0.59 and 0.74 (bogus); nneg 0.49 and 0.32, sumrat 0.54 and 0.66 (sn); sharpnr 0.46 and 0.32 (vs).
/// bimagerat follows from fwhm, which no measurement of the cutouts of real packets reproduces (rank correlation 0.73 at best).
/// </remarks>
public sealed class RealZtfColumnTests(ITestOutputHelper output)
{
    private const double MoreThanReal = 0.1;
    private const int FewestOfClass = 15;
    private const int PerClass = 1000;

    // Some real packets have this distance, and a score, in place of their own.
    private const double NotADistance = 120;

    // Real satellites are 25 alerts of 5 readouts, too few for an area: 15 of them are one train.
    private static readonly SkyClass[] Classes =
    [
        SkyClass.Agn,
        SkyClass.Asteroid,
        SkyClass.Bogus,
        SkyClass.Supernova,
        SkyClass.VariableStar,
    ];

    [SkippableFact]
    public void No_column_tells_a_synthetic_class_from_the_others_much_better_than_a_real_one()
    {
        var real = Classes.ToDictionary(c => c, c => SharedIndex.ZtfAlerts(c).Select(a => a.Alert).ToArray());
        var drawn = Classes.ToDictionary(c => c, Drawn);
        var tooClear = new List<string>();
        foreach (var column in PacketColumns.Sets[PacketColumns.DrawnOfZtf])
        {
            var line = column.Name.PadRight(12);
            foreach (var skyClass in Classes)
            {
                var (own, synthetic) = (AgainstOthers(real, skyClass, column), AgainstOthers(drawn, skyClass, column));
                line += FormattableString.Invariant($" | {skyClass.Label()} {own:0.00} {synthetic:0.00}");
                if (Math.Abs(synthetic - 0.5) - Math.Abs(own - 0.5) > MoreThanReal)
                {
                    tooClear.Add(
                        FormattableString.Invariant($"{column.Name} of {skyClass.Label()}: real {own:0.00}, synthetic {synthetic:0.00}")
                    );
                }
            }

            output.WriteLine(line);
        }

        Assert.Empty(tooClear);
    }

    // Every other class counts alike, because the real sample has twice as many asteroids as AGN.
    private static double AgainstOthers(Dictionary<SkyClass, Alert[]> alerts, SkyClass skyClass, PacketColumn column) =>
        Classes.Where(c => c != skyClass).Average(other => Area(Values(alerts[skyClass], column), Values(alerts[other], column)));

    // The chance that a value of the first sample exceeds one of the second, ties counting half.
    private static double Area(double[] first, double[] second)
    {
        Assert.True(Math.Min(first.Length, second.Length) >= FewestOfClass);
        Array.Sort(second);
        return first.Average(value => 0.5 * (Below(second, value, false) + Below(second, value, true)) / second.Length);
    }

    private static int Below(double[] sorted, double value, bool withEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value || (withEqual && sorted[middle] == value) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static double[] Values(IEnumerable<Alert> alerts, PacketColumn column) =>
        [
            .. alerts
                .Where(a => column.Name != "sgscore1" || PacketColumns.ByName["distpsnr1"].ValueIn(a) != NotADistance)
                .Select(column.ValueIn)
                .Where(double.IsFinite),
        ];

    private static Alert[] Drawn(SkyClass skyClass)
    {
        var settings = new SurveySettings { Mix = ClassMix.Balanced.Only([skyClass]) };
        return [.. SyntheticSurvey.Generate(settings, PerClass, new Seed(2028)).Select(d => d.Alert)];
    }
}
