using StampSpec.Seeds;

namespace StampSpec.Sky.Artefacts;

/// <summary>Something that detector, optics or pipeline add to the images of a scene.</summary>
internal interface IArtefact
{
    /// <summary>Changes the exposure and its template, before they are subtracted.</summary>
    public void Apply(ExposurePair images, RandomSource random);
}
