namespace StampSpec.Sky.Classes;

/// <summary>The models of the six classes.</summary>
internal static class SceneModels
{
    // In the order of SkyClass.
    private static readonly ISceneModel[] All =
        [new AgnModel(), new AsteroidModel(), new BogusModel(), new SatelliteModel(), new SupernovaModel(), new VariableStarModel()];

    /// <summary>The model of a class.</summary>
    public static ISceneModel Of(SkyClass skyClass) => All[(int)skyClass];
}
