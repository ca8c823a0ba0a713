namespace StampSpec.Layouts;

/// <summary>Whether pixel values are normalised before the layout is cut, after it, or not at all.</summary>
public enum NormalisationOrder
{
    /// <summary>Raw flux.</summary>
    None,

    /// <summary>
    /// The full native cutout is normalised, then cut: as published, so that small stamps carry statistics of the large one.
    /// </summary>
    Before,

    /// <summary>The cut stamp is normalised by its own statistics: what the receiver of the stamp alone can do.</summary>
    After,
}
