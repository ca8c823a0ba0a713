using StampSpec.Seeds;

namespace StampSpec.Sky.Classes;

/// <summary>Draws the scenes of one class: where, in what company, how bright.</summary>
internal interface ISceneModel
{
    /// <summary>Draws one scene with its event at the scene's event position.</summary>
    public Scene Draw(RandomSource random);
}
