namespace StampSpec.Layouts.Export;

/// <summary>File formats of exported stamps.</summary>
public enum StampFormat
{
    /// <summary>One numpy array for each scale of each image.</summary>
    Npy,

    /// <summary>One FITS file for each alert.</summary>
    Fits,
}
