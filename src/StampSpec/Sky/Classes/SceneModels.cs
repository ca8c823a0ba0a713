using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Classes;

/// <summary>The models of the six classes.</summary>
internal static class SceneModels
{
    // In the order of SkyClass.
    private static readonly ISceneModel[] All =
    [
        new AgnModel(),
        new AsteroidModel(),
        new BogusModel(),
        new SatelliteModel(),
        new SupernovaModel(),
        new VariableStarModel(),
    ];

    /// <summary>The model of a class.</summary>
    public static ISceneModel Of(SkyClass skyClass) => All[(int)skyClass];
}

/// <summary>The model of one class: where on the sky it occurs, and what it adds to a scene.</summary>
internal interface ISceneModel
{
    /// <summary>Fraction of exposures that are taken through cloud.</summary>
    public double CloudShare => 0.03;

    /// <summary>Relative density of the class in a direction, in [0, 1].</summary>
    public double DensityAt(SkyPosition position);

    /// <summary>Adds the event, with everything that belongs to it, at the event position of the scene.</summary>
    public void AddEvent(Scene scene, RandomSource random);
}
