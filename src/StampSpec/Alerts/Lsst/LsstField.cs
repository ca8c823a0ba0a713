namespace StampSpec.Alerts.Lsst;

/// <summary>The fields of an LSST packet that are read; the members of <see cref="Paths"/> stand at the constants' indices.</summary>
internal static class LsstField
{
    public const int DiaSourceId = 0;
    public const int SourceObjectId = 1;
    public const int SolarSystemObjectId = 2;
    public const int MidpointMjdTai = 3;
    public const int Ra = 4;
    public const int Dec = 5;
    public const int PsfFlux = 6;
    public const int PsfFluxError = 7;
    public const int SignalToNoise = 8;
    public const int IsNegative = 9;
    public const int Reliability = 10;
    public const int Band = 11;
    public const int PsfIxx = 12;
    public const int PsfIyy = 13;
    public const int ScienceCutout = 14;
    public const int TemplateCutout = 15;
    public const int DifferenceCutout = 16;

    /// <summary>Paths inside the packet.</summary>
    public static readonly string[] Paths =
    [
        "diaSource.diaSourceId", "diaSource.diaObjectId", "diaSource.ssObjectId", "diaSource.midpointMjdTai", "diaSource.ra", "diaSource.dec",
        "diaSource.psfFlux", "diaSource.psfFluxErr", "diaSource.snr", "diaSource.isNegative", "diaSource.reliability", "diaSource.band",
        "diaSource.ixxPSF", "diaSource.iyyPSF", "cutoutScience", "cutoutTemplate", "cutoutDifference",
    ];
}
