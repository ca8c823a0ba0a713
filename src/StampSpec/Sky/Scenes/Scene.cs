using StampSpec.Common;

namespace StampSpec.Sky.Scenes;

/// <summary>Everything that one alert's images show: sources before the atmosphere, artefacts after the detector.</summary>
internal sealed class Scene
{
    /// <summary>Creates an empty scene; its event stands somewhere in the central pixel.</summary>
    /// <param name="position">Where on the sky.</param>
    /// <param name="conditions">Exposure and template.</param>
    /// <param name="matching">How well the template was matched.</param>
    /// <param name="random">Where the event's place comes from.</param>
    public Scene(SkyPosition position, ObservingConditions conditions, TemplateMatching matching, RandomSource random)
    {
        (Position, Conditions, Matching) = (position, conditions, matching);
        (EventX, EventY) = (random.NextDouble(-0.5, 0.5), random.NextDouble(-0.5, 0.5));
    }

    /// <summary>Where on the sky.</summary>
    public SkyPosition Position { get; }

    /// <summary>Exposure and template.</summary>
    public ObservingConditions Conditions { get; }

    /// <summary>How well the template was matched.</summary>
    public TemplateMatching Matching { get; set; }

    /// <summary>Columns from the central pixel to the event: cutouts are cut at whole pixels.</summary>
    public double EventX { get; }

    /// <summary>Rows from the central pixel to the event.</summary>
    public double EventY { get; }

    /// <summary>Point sources, and the dots of which trails consist.</summary>
    public List<StarSource> Stars { get; } = [];

    /// <summary>Galaxies.</summary>
    public List<GalaxySource> Galaxies { get; } = [];

    /// <summary>What detector, optics and pipeline add.</summary>
    public List<IArtefact> Artefacts { get; } = [];
}

/// <summary>Something that detector, optics or pipeline add to the images of a scene.</summary>
internal interface IArtefact
{
    /// <summary>Changes the exposure and its template, before they are subtracted.</summary>
    public void Apply(ExposurePair images, RandomSource random);
}

/// <summary>A galaxy of Sersic profile, equally bright in exposure and template.</summary>
/// <param name="X">Columns from the grid's central pixel.</param>
/// <param name="Y">Rows from the grid's central pixel.</param>
/// <param name="FluxDn">Total flux, DN.</param>
/// <param name="EffectiveRadiusPixels">Half-light radius along the major axis, pixels.</param>
/// <param name="SersicIndex">1 for a disc, 4 for an elliptical.</param>
/// <param name="AxisRatio">Minor over major axis, in (0, 1].</param>
/// <param name="AngleRad">Direction of the major axis from the columns' direction.</param>
/// <param name="ArmContrast">Amplitude of a two-armed logarithmic spiral on the profile, 0 for none.</param>
internal readonly record struct GalaxySource(
    double X,
    double Y,
    double FluxDn,
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
