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

/// <summary>One class: where on the sky it is met, and what it adds to a scene.</summary>
internal interface ISceneModel
{
    /// <summary>Share of exposures through cloud.</summary>
    public double CloudShare => 0.03;

    /// <summary>Relative density of the class in a direction, in [0, 1].</summary>
    public double DensityAt(SkyPosition position);

    /// <summary>Adds the event at the scene's event position, and what belongs to it.</summary>
    public void AddEvent(Scene scene, RandomSource random);

    /// <summary>How much wider the seeing is than elsewhere at the same airmass.</summary>
    public double SeeingFactor => 1;
}
