namespace StampSpec.Common;

/// <summary>The unit of Rubin's fluxes.</summary>
internal static class Nanojansky
{
    /// <summary>AB magnitude of 1 nJy: that of 1 Jy, 8.90 (Oke and Gunn 1983, ApJ 266, 713), plus 2.5 times 9.</summary>
    public const double ZeroPointMag = 31.4;
}
