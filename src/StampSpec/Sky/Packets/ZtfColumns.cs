using StampSpec.Alerts;
using StampSpec.Alerts.Lsst;
using StampSpec.Common;
using StampSpec.Sky.Detection;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Packets;

/// <summary>
/// The columns of a synthetic alert of ZTF: what a pipeline measures in its images and finds in its catalogues. Their random numbers are
/// errors of the catalogue and the place on the detector.
/// </summary>
/// <param name="Candidate">What was measured in the difference.</param>
/// <param name="Template">The nearest source of the template; null if there is none.</param>
/// <param name="Catalogue">Catalogued stars and galaxies, the nearest first.</param>
/// <param name="EdgePixels">Distance to the nearest edge of the detector's quadrant.</param>
internal sealed record ZtfColumns(
    CandidateMeasurement Candidate,
    TemplateSource? Template,
    IReadOnlyList<CatalogueSource> Catalogue,
    double EdgePixels
)
{
    private const int ListedNeighbours = 3;

    // A quadrant of ZTF's detectors has 3072 x 3080 pixels (Bellm et al. 2019, PASP 131, 018002).
    private const double QuadrantPixels = 3072;

    private static readonly PacketColumnSchema Schema = new(SurveyKind.Ztf, [], ZtfSchema.Alert);

    /// <summary>
    /// The columns in packets: the set of those that studies may use, and the distance of the nearest catalogued source, by which scores
    /// are divided.
    /// </summary>
    public static IReadOnlyList<PacketColumn> Carried { get; } =
    [.. PacketColumns.Sets[PacketColumns.DrawnOfZtf], PacketColumns.ByName["distpsnr1"]];

    /// <summary>Measures a candidate.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="random">Source of random numbers.</param>
    public static ZtfColumns Of(ObservedCandidate candidate, RandomSource random)
    {
        var measured = CandidateMeasurement.Of(candidate);
        return new ZtfColumns(
            measured,
            TemplateSource.Nearest(candidate, measured.Shape),
            FieldCatalogue.Near(candidate.Scene, measured.Shape.X, measured.Shape.Y, random),
            candidate.EdgePixels ?? EdgeBeyondCutout(random)
        );
    }

    /// <summary>The values of an alert's packet.</summary>
    /// <param name="alert">The alert, with its magnitude, error and limit.</param>
    /// <param name="conditions">Its exposure.</param>
    public PacketValues ValuesOf(Alert alert, ObservingConditions conditions) =>
        Schema.Of([.. OfDetection(alert), .. OfApertures(alert, conditions), .. OfTemplate(conditions), .. OfCatalogue()]);

    private static double EdgeBeyondCutout(RandomSource random)
    {
        var least = ObservedCandidate.CutoutReach + 1;
        var (x, y) = (random.NextDouble(least, QuadrantPixels - least), random.NextDouble(least, QuadrantPixels - least));
        return Math.Min(Math.Min(x, QuadrantPixels - x), Math.Min(y, QuadrantPixels - y));
    }

    // The limit is that of the whole frame, as in packets, so the pixels of a cutout add nothing to it.
    private IEnumerable<(string Name, double? Value)> OfDetection(Alert alert) =>
        [
            ("isdiffpos", alert.IsPositive == false ? 0 : 1),
            ("magpsf", alert.MagnitudePsf),
            ("sigmapsf", alert.MagnitudePsfError),
            ("scorr", alert.SignalToNoise),
            ("diffmaglim", alert.LimitingMagnitude),
            ("aimage", Candidate.Shape.Major),
            ("bimage", Candidate.Shape.Minor),
            ("nbad", Candidate.BadPixels),
            ("mindtoedge", EdgePixels),
        ];

    private IEnumerable<(string Name, double? Value)> OfApertures(Alert alert, ObservingConditions conditions)
    {
        var (small, smallError) = Magnitude(Candidate.Aperture, conditions);
        var (large, largeError) = Magnitude(Candidate.LargeAperture, conditions);
        return
        [
            ("magap", small),
            ("sigmagap", smallError),
            ("magapbig", large),
            ("sigmagapbig", largeError),
            ("magdiff", small - alert.MagnitudePsf),
            ("magfromlim", alert.LimitingMagnitude - small),
        ];
    }

    private IEnumerable<(string Name, double? Value)> OfTemplate(ObservingConditions conditions)
    {
        if (Template is not { } source)
        {
            return [];
        }

        var (magnitude, error) = Magnitude(source.Flux, conditions);
        return [("magnr", magnitude), ("sigmagnr", error), ("chinr", source.Chi)];
    }

    private IEnumerable<(string Name, double? Value)> OfCatalogue() =>
        Catalogue.Take(ListedNeighbours).Index().SelectMany(s => OfNeighbour(s.Index + 1, s.Item)).Append(("nmtchps", Catalogue.Count));

    private static IEnumerable<(string Name, double? Value)> OfNeighbour(int number, CatalogueSource source) =>
        [
            (FormattableString.Invariant($"distpsnr{number}"), source.DistanceArcsec),
            (FormattableString.Invariant($"sgscore{number}"), source.StarScore),
            (FormattableString.Invariant($"sgmag{number}"), source.GreenMag),
            (FormattableString.Invariant($"srmag{number}"), source.RedMag),
        ];

    private static (double? Magnitude, double? Error) Magnitude(MeasuredFlux flux, ObservingConditions conditions) =>
        flux.Value > 0
            ? (conditions.Magnitude(flux.Value), LsstPacketReader.MagnitudeOfRelativeError * flux.Error / flux.Value)
            : (null, null);
}
