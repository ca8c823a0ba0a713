using StampSpec.Common;

namespace StampSpec.Sky.Scenes;

/// <summary>
/// A piece of sky without a telescope: offsets in arcsec from the event, x along the detector's columns and y along its rows, and fluxes in
/// nJy. What a telescope adds belongs to its exposure: pixels, PSFs, noise, template, artefacts.
/// </summary>
/// <param name="position">Position of the event on the sky.</param>
internal sealed class SkyScene(SkyPosition position)
{
    /// <summary>Position of the event.</summary>
    public SkyPosition Position { get; } = position;

    /// <summary>Point sources.</summary>
    public List<SkyPoint> Points { get; } = [];

    /// <summary>Galaxies.</summary>
    public List<SkyGalaxy> Galaxies { get; } = [];

    /// <summary>Trails and smeared or defocused flashes.</summary>
    public List<SkyTrail> Trails { get; } = [];

    /// <summary>
    /// Detections on one line within 100 arcsec of the event, which counts as one: the distance at which Rubin's pipeline looks for trains
    /// of glints.
    /// </summary>
    public int TrainPoints { get; set; } = 1;

    /// <summary>Artefacts of the detector and its optics, in its pixels and in nJy.</summary>
    public List<IArtefact> Artefacts { get; } = [];

    /// <summary>How well the template was matched here, if not as in the rest of the visit.</summary>
    public TemplateMatching? Matching { get; set; }

    /// <summary>Flux of a magnitude, nJy.</summary>
    public static double Flux(double magnitude) => Math.Pow(10, 0.4 * (Nanojansky.ZeroPointMag - magnitude));

    /// <summary>Magnitude of a flux above 0 nJy.</summary>
    public static double Magnitude(double fluxNanojansky) => Nanojansky.ZeroPointMag - (2.5 * Math.Log10(fluxNanojansky));
}

/// <summary>A point source.</summary>
/// <param name="XArcsec">Offset from the event along columns.</param>
/// <param name="YArcsec">Offset from the event along rows.</param>
/// <param name="FluxNanojansky">Flux during the exposure.</param>
/// <param name="TemplateFluxNanojansky">Flux in the template.</param>
internal readonly record struct SkyPoint(double XArcsec, double YArcsec, double FluxNanojansky, double TemplateFluxNanojansky);

/// <summary>A galaxy with a Sersic profile, equally bright in exposure and template.</summary>
/// <param name="XArcsec">Offset from the event along columns.</param>
/// <param name="YArcsec">Offset from the event along rows.</param>
/// <param name="FluxNanojansky">Total flux.</param>
/// <param name="HalfLightRadiusArcsec">Half-light radius along the major axis.</param>
/// <param name="SersicIndex">1 for a disc, 4 for an elliptical.</param>
/// <param name="AxisRatio">Minor over major axis, in (0, 1].</param>
/// <param name="AngleRad">Angle between the major axis and the columns' direction.</param>
internal readonly record struct SkyGalaxy(
    double XArcsec,
    double YArcsec,
    double FluxNanojansky,
    double HalfLightRadiusArcsec,
    double SersicIndex,
    double AxisRatio,
    double AngleRad
)
{
    /// <summary>The galaxy in pixels of a survey whose unit of flux is the nanojansky.</summary>
    public GalaxySource InPixels(double scaleArcsec) =>
        new(
            XArcsec / scaleArcsec,
            YArcsec / scaleArcsec,
            FluxNanojansky,
            HalfLightRadiusArcsec / scaleArcsec,
            SersicIndex,
            AxisRatio,
            AngleRad,
            0
        );
}

/// <summary>A line of uniform brightness, in focus or out of focus: a moving source, a satellite, or one of its flashes.</summary>
/// <param name="XArcsec">Offset of its middle from the event along columns.</param>
/// <param name="YArcsec">Offset of its middle from the event along rows.</param>
/// <param name="LengthArcsec">Length; 0 for a point.</param>
/// <param name="AngleRad">Angle between its direction and the columns' direction.</param>
/// <param name="FluxNanojansky">Flux of the whole line.</param>
/// <param name="DefocusArcsec">Outer diameter of the out-of-focus image of the pupil; 0 for a source at infinity.</param>
/// <param name="Exposure">The image in which it is.</param>
internal readonly record struct SkyTrail(
    double XArcsec,
    double YArcsec,
    double LengthArcsec,
    double AngleRad,
    double FluxNanojansky,
    double DefocusArcsec = 0,
    SkyExposure Exposure = SkyExposure.Science
);

/// <summary>The image in which a source of a scene is.</summary>
internal enum SkyExposure
{
    /// <summary>The exposure.</summary>
    Science,

    /// <summary>The template.</summary>
    Template,
}
