namespace StampSpec.Reports;

/// <summary>Files made of each figure.</summary>
[Flags]
public enum RenderFormats
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Vector graphics for pages.</summary>
    Svg = 1,

    /// <summary>300 dots an inch.</summary>
    Png = 2,

    /// <summary>Vector graphics for print, fonts embedded.</summary>
    Pdf = 4,

    /// <summary>All three.</summary>
    All = Svg | Png | Pdf,
}
