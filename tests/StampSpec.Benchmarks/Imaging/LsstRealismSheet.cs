using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Benchmarks.Sky;
using StampSpec.Common;
using StampSpec.Imaging.Pictures;
using StampSpec.Imaging.Simulation;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Gallery;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;
using StampSpec.Tests.Support;

namespace StampSpec.Benchmarks.Imaging;

/// <summary>
/// Cutouts of Rubin beside those of both ways to its resolution: ZTF's alerts brought to it by resampling, and the synthetic sky. The first
/// alerts of three classes in the order of their identifiers; none is chosen.
/// </summary>
internal static class LsstRealismSheet
{
    private const int Pixels = 30;
    private const int PerClass = 2;
    private const double Side = 21;
    private const double Gap = 1;
    private const double GroupGap = 5;
    private const double LabelRoom = 58;
    private const double HeadRoom = 10;

    private static readonly SkyClass[] Classes = [SkyClass.Asteroid, SkyClass.Bogus, SkyClass.VariableStar];

    /// <summary>Draws the sheet.</summary>
    /// <param name="shared">The folder with the data and the tables of real packets.</param>
    public static Figure Draw(string shared)
    {
        (string Label, IReadOnlyList<Alert> Alerts)[] rows =
        [
            ("Rubin", Rubin(shared)),
            ("simulate", Simulated(shared)),
            ("synthetic sky", Synthetic()),
        ];
        var sheet = new Sheet(Figure.PointsOf(FigureWidth.DoubleColumn));
        foreach (var (row, (label, alerts)) in rows.Index())
        {
            var top = ChartStyle.Margin + HeadRoom + (row * (Side + GroupGap));
            sheet.Add(Marks.Label(label, ChartStyle.Margin, top + (Side / 2), ScottPlot.Alignment.MiddleLeft, new LabelLook()));
            foreach (var (column, alert) in alerts.Index())
            {
                AddAlert(sheet, alert, LeftOf(column), top);
            }
        }

        foreach (var (i, skyClass) in Classes.Index())
        {
            sheet.Add(
                Marks.Label(
                    skyClass.Label(),
                    LeftOf(i * PerClass),
                    ChartStyle.Margin + (HeadRoom / 2),
                    ScottPlot.Alignment.MiddleLeft,
                    new LabelLook()
                )
            );
        }

        const string caption =
            "Science, template and difference, 30 pixels (6 arcsec) a side, of the first two alerts of three classes: real "
            + "packets of LSSTCam in focus, ZTF's alerts brought to LSST's resolution (seeing-scaled), and the synthetic sky of Rubin.";
        sheet.EndWith(
            "the first two alerts of each class; 6 arcsec a side",
            ChartStyle.Margin + HeadRoom + (rows.Length * (Side + GroupGap)) + 2
        );
        return new Figure("cutouts", "Two ways to Rubin's resolution", sheet, FigureWidth.DoubleColumn, caption);
    }

    private static double LeftOf(int column) => LabelRoom + (column * ((3 * (Side + Gap)) + GroupGap));

    private static void AddAlert(Sheet sheet, Alert alert, double left, double top)
    {
        foreach (var (i, kind) in Enum.GetValues<CutoutKind>().Index())
        {
            var picture = StampPicture.Small(Middle(alert[kind].Flux), Stretch.Of(alert, kind));
            sheet.Add(Marks.Picture(picture, left + (i * (Side + Gap)), top, Side));
        }
    }

    private static Image<float> Middle(Image<float> image)
    {
        var (firstRow, firstColumn) = ((image.Height - Pixels) / 2, (image.Width - Pixels) / 2);
        var middle = new Image<float>(Pixels, Pixels);
        for (var row = 0; row < Pixels; row++)
        {
            image.Row(firstRow + row).Slice(firstColumn, Pixels).CopyTo(middle.Row(row));
        }

        return middle;
    }

    private static IReadOnlyList<Alert> Rubin(string shared)
    {
        var kinds = RubinKind.Load(shared).Where(k => k.Night != RubinKind.DefocusedNight).OrderBy(k => k.Candid).ToLookup(k => k.Class);
        return
        [
            .. Classes
                .SelectMany(c => kinds[c.Label()].Take(PerClass))
                .Select(k => AlertFiles.Read([Path.Combine(shared, "data", "lsst", k.File)]).Single().Alert!),
        ];
    }

    private static IReadOnlyList<Alert> Simulated(string shared)
    {
        var settings = new SimulationSettings { Band = LsstBand.Find("i")!, Mapping = ResamplingMapping.SeeingScaled };
        var alerts = RealAlerts.Load(Path.Combine(shared, "data")).OrderBy(a => a.Alert.Candid).ToLookup(a => a.Class);
        return
        [
            .. Classes
                .SelectMany(c => alerts[c.Label()].Take(PerClass))
                .Select(a => LsstSimulator.Simulate(a.Alert, settings, new Seed(1))),
        ];
    }

    private static IReadOnlyList<Alert> Synthetic()
    {
        var settings = new SurveySettings
        {
            Mix = ClassMix.Balanced.Only(Classes),
            Survey = SurveyKind.Lsst,
            Band = "i",
            CutoutPixels = Pixels,
        };
        var alerts = SyntheticSurvey.Generate(settings, 30, new Seed(7)).ToLookup(a => a.Class);
        return [.. Classes.SelectMany(c => alerts[c.Label()].Take(PerClass)).Select(a => a.Alert)];
    }
}
