using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Alerts;

/// <summary>
/// One detection with its three cutouts and the fields of its packet that a study uses. A field that the packet does not have is null.
/// </summary>
/// <param name="Survey">The survey that the packet comes from.</param>
/// <param name="Candid">The detection's identifier: ZTF candid, LSST diaSourceId.</param>
/// <param name="ObjectId">The object's identifier: ZTF objectId, LSST diaObjectId as text.</param>
/// <param name="RightAscensionDeg">Right ascension, degrees in [0, 360).</param>
/// <param name="DeclinationDeg">Declination, degrees in [-90, 90].</param>
/// <param name="Science">Science cutout.</param>
/// <param name="Template">Template cutout.</param>
/// <param name="Difference">Difference cutout.</param>
public sealed record Alert(
    SurveyKind Survey,
    long Candid,
    string ObjectId,
    double RightAscensionDeg,
    double DeclinationDeg,
    Cutout Science,
    Cutout Template,
    Cutout Difference
)
{
    /// <summary>Band name: g, r, i for ZTF; u, g, r, i, z, y for LSST.</summary>
    public string? Band { get; init; }

    /// <summary>Mid-exposure time, Julian date (TT for LSST, UTC as shipped by ZTF).</summary>
    public double? JulianDate { get; init; }

    /// <summary>PSF-fit magnitude of the difference (ZTF magpsf), AB mag.</summary>
    public double? MagnitudePsf { get; init; }

    /// <summary>One-sigma error of <see cref="MagnitudePsf"/>, mag.</summary>
    public double? MagnitudePsfError { get; init; }

    /// <summary>Zero point of the science image (ZTF magzpsci): the AB mag of 1 DN in the 30-s image.</summary>
    public double? ZeroPointMag { get; init; }

    /// <summary>Five-sigma limiting magnitude (ZTF diffmaglim), AB mag.</summary>
    public double? LimitingMagnitude { get; init; }

    /// <summary>Signal-to-noise ratio of the detection: LSST snr, or 1.0857 / <see cref="MagnitudePsfError"/> for ZTF.</summary>
    public double? SignalToNoise { get; init; }

    /// <summary>True if the difference is positive (science brighter than template).</summary>
    public bool? IsPositive { get; init; }

    /// <summary>FWHM of the image PSF, pixels (ZTF fp_hists.sciinpseeing, schema 4.x); never the candidate's own FWHM.</summary>
    public double? SeeingPixels { get; init; }

    /// <summary>Real-bogus score in [0, 1]: ZTF drb, or rb if drb is missing; LSST reliability.</summary>
    public double? RealBogus { get; init; }

    /// <summary>Distance to the nearest PS1 catalogue source, arcsec (ZTF distpsnr1).</summary>
    public double? NearestSourceArcsec { get; init; }

    /// <summary>Star-galaxy score of the nearest PS1 source, 0 galaxy to 1 star (ZTF sgscore1).</summary>
    public double? NearestSourceStarScore { get; init; }

    /// <summary>
    /// Number of detections at this position since the survey began, this one included (ZTF ndethist); null if unknown.
    /// </summary>
    internal long? Detections { get; init; }

    /// <summary>Longer side of the bounding box of the detection's footprint, pixels (LSST bboxSize).</summary>
    internal int? FootprintPixels { get; init; }

    /// <summary>The columns of its packet; null if it was neither read from a packet nor drawn with one.</summary>
    internal PacketValues? Columns { get; init; }

    /// <summary>
    /// A warning about an alert that was read nevertheless: a cutout at a chip's edge is centred, because its packet does not show which
    /// side of it is missing. Null for all other alerts. An alert simulated from this one has the same note.
    /// </summary>
    public Diagnostic? Note { get; init; }

    /// <summary>The cutout of one kind.</summary>
    public Cutout this[CutoutKind kind] =>
        kind switch
        {
            CutoutKind.Science => Science,
            CutoutKind.Template => Template,
            _ => Difference,
        };
}

/// <summary>An alert whose class is known.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Class">Label, such as agn, asteroid, bogus, satellite, sn or vs.</param>
/// <param name="Group">The group that must stay on one side of a split: the object, or the readout of a train of glints.</param>
public sealed record LabelledAlert(Alert Alert, string Class, string Group)
{
    /// <summary>
    /// Detections on one line within 100 arcsec of the alert, its own included, as the alert was made; null if only its cutouts can tell,
    /// as for alerts that were read.
    /// </summary>
    public int? TrainPoints { get; init; }

    /// <summary>The record diaSource of a synthetic alert of Rubin, with all that was measured; null for all others.</summary>
    internal AvroRecord? Source { get; init; }
}

/// <summary>The survey that an alert's packet comes from.</summary>
public enum SurveyKind
{
    /// <summary>Zwicky Transient Facility.</summary>
    Ztf,

    /// <summary>Rubin Observatory's Legacy Survey of Space and Time.</summary>
    Lsst,
}
