using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;
using StampSpec.Tests.Support;
using Xunit.Abstractions;

namespace StampSpec.Tests.Sky;

/// <summary>
/// Synthetic alerts beside labelled real ones: how many peaks their difference images have away from the event. The table is printed.
/// Every group has the same weight, because the alerts of one object share its field and those of one readout its train.
/// </summary>
public sealed class RealZtfTests(ITestOutputHelper output)
{
    // Twice the standard error of a share of 0.17 in 250 synthetic alerts is 0.05.
    private const double ClutterTolerance = 0.05;
    private const double TrainTolerance = 0.15;
    private const int PerClass = 500;

    [SkippableTheory]
    [InlineData(SkyClass.Agn)]
    [InlineData(SkyClass.Asteroid)]
    [InlineData(SkyClass.Supernova)]
    public void As_many_alerts_as_in_reality_have_two_peaks_or_more_away_from_the_event(SkyClass skyClass)
    {
        var (real, synthetic) = (Share(SharedIndex.ZtfAlerts(skyClass), 2), Share(Synthetic(skyClass), 2));
        output.WriteLine(FormattableString.Invariant($"{skyClass.Label()}: real {real:0.000}, synthetic {synthetic:0.000}"));
        Assert.InRange(synthetic, real - ClutterTolerance, real + ClutterTolerance);
    }

    [SkippableFact]
    public void Trains_show_as_many_glints_as_real_ones_and_isolated_glints_are_common()
    {
        var real = SharedIndex.ZtfAlerts(SkyClass.Satellite);
        var synthetic = Synthetic(SkyClass.Satellite);
        // Real glints were labelled if they were in a train of five or more, or showed a train in the cutout.
        var trains = synthetic.Where(s => s.TrainPoints >= 5).ToArray();
        foreach (var least in new[] { 1, 2, 4 })
        {
            var (seen, drawn, of) = (Share(real, least), Share(trains, least), Share(synthetic, least));
            output.WriteLine(FormattableString.Invariant($"{least} or more: real {seen:0.00}, trains {drawn:0.00}, all {of:0.00}"));
            Assert.InRange(drawn, seen - TrainTolerance, seen + TrainTolerance);
        }

        var byAlert = real.Average(a => OffCentrePeaks.Count(a.Alert) >= 4 ? 1.0 : 0);
        Assert.InRange(Share(synthetic, 4), byAlert - TrainTolerance, byAlert + TrainTolerance);
        Assert.InRange(synthetic.Average(s => s.TrainPoints == 1 ? 1.0 : 0), 0.3, 0.45);
    }

    private static double Share(IEnumerable<LabelledAlert> alerts, int least) =>
        OffCentrePeaks.ShareByGroup(alerts.Select(a => (a.Group, OffCentrePeaks.Count(a.Alert))), least);

    private static LabelledAlert[] Synthetic(SkyClass skyClass) =>
        [.. SyntheticSurvey.Generate(new SurveySettings { Mix = ClassMix.Balanced.Only([skyClass]) }, PerClass, new Seed(2027))];
}
