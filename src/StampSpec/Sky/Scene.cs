using StampSpec.Seeds;
using StampSpec.Sky.Artefacts;

namespace StampSpec.Sky;

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
