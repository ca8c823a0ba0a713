using StampSpec.Common;

namespace StampSpec.Sky.Scenes;

/// <summary>Everything in the images of one alert: sources before convolution with the PSF, and artefacts.</summary>
internal sealed class Scene
{
    /// <summary>Creates an empty scene, with its event at a random position in the central pixel.</summary>
    /// <param name="position">Position on the sky.</param>
    /// <param name="conditions">Exposure and template.</param>
    /// <param name="matching">How well the template was matched.</param>
    /// <param name="random">Source of the event's random position.</param>
    public Scene(SkyPosition position, ObservingConditions conditions, TemplateMatching matching, RandomSource random)
    {
        (Position, Conditions, Matching) = (position, conditions, matching);
        (EventX, EventY) = (random.NextDouble(-0.5, 0.5), random.NextDouble(-0.5, 0.5));
    }

    /// <summary>Position on the sky.</summary>
    public SkyPosition Position { get; }

    /// <summary>Exposure and template.</summary>
    public ObservingConditions Conditions { get; }

    /// <summary>How well the template was matched.</summary>
    public TemplateMatching Matching { get; set; }

    /// <summary>Columns from the central pixel to the event. Cutouts are centred on whole pixels.</summary>
    public double EventX { get; }

    /// <summary>Rows from the central pixel to the event.</summary>
    public double EventY { get; }

    /// <summary>
    /// Detections on one line within 100 arcsec of the event, which counts as one: the distance at which Rubin's pipeline looks for trains
    /// of glints. Fainter glints than the event count too.
    /// </summary>
    public int TrainPoints { get; set; } = 1;

    /// <summary>Point sources, including those that make up trails.</summary>
    public List<StarSource> Stars { get; } = [];

    /// <summary>Galaxies.</summary>
    public List<GalaxySource> Galaxies { get; } = [];

    /// <summary>Artefacts of detector, optics and pipeline.</summary>
    public List<IArtefact> Artefacts { get; } = [];
}

/// <summary>An artefact of detector, optics or pipeline in the images of a scene.</summary>
internal interface IArtefact
{
    /// <summary>Changes the exposure and its template, before they are subtracted.</summary>
    public void Apply(ExposurePair images, RandomSource random);
}

/// <summary>A galaxy with a Sersic profile, equally bright in exposure and template.</summary>
/// <param name="X">Columns from the grid's central pixel.</param>
/// <param name="Y">Rows from the grid's central pixel.</param>
/// <param name="Flux">Total flux: DN for ZTF, nJy for Rubin.</param>
/// <param name="EffectiveRadiusPixels">Half-light radius along the major axis, pixels.</param>
/// <param name="SersicIndex">1 for a disc, 4 for an elliptical.</param>
/// <param name="AxisRatio">Minor over major axis, in (0, 1].</param>
/// <param name="AngleRad">Angle between the major axis and the x axis (increasing column).</param>
/// <param name="ArmContrast">Amplitude of a two-armed logarithmic spiral on the profile; 0 for no spiral.</param>
internal readonly record struct GalaxySource(
    double X,
    double Y,
    double Flux,
    double EffectiveRadiusPixels,
    double SersicIndex,
    double AxisRatio,
    double AngleRad,
    double ArmContrast
);

/// <summary>A point source of a scene.</summary>
/// <param name="X">Columns from the grid's central pixel.</param>
/// <param name="Y">Rows from the grid's central pixel.</param>
/// <param name="ScienceFluxDn">Flux during the exposure, DN.</param>
/// <param name="TemplateFluxDn">Flux in the template, DN.</param>
internal readonly record struct StarSource(double X, double Y, double ScienceFluxDn, double TemplateFluxDn);
