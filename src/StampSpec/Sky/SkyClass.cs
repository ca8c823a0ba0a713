namespace StampSpec.Sky;

/// <summary>The six classes of the published study (Reyes-Jainaga et al. 2023), in the alphabetical order of their label names.</summary>
public enum SkyClass
{
    /// <summary>Active galactic nucleus: nuclear, either sign; label <c>agn</c>.</summary>
    Agn,

    /// <summary>Solar-System object: absent from the template; label <c>asteroid</c>.</summary>
    Asteroid,

    /// <summary>Artefact of detector or subtraction; label <c>bogus</c>.</summary>
    Bogus,

    /// <summary>Artificial satellite: a train of glints; label <c>satellite</c>.</summary>
    Satellite,

    /// <summary>Supernova in or near its host; label <c>sn</c>.</summary>
    Supernova,

    /// <summary>Variable star: a star in the template, either sign; label <c>vs</c>.</summary>
    VariableStar,
}
