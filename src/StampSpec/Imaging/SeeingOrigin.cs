namespace StampSpec.Imaging;

/// <summary>Where the width of an image's PSF comes from.</summary>
public enum SeeingOrigin
{
    /// <summary>The alert packet's own value.</summary>
    Packet,

    /// <summary>Measured from stars in the science cutout.</summary>
    Measured,

    /// <summary>The survey's median: the packet says nothing and no star is bright enough.</summary>
    Median,
}
