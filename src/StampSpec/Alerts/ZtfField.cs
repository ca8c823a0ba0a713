namespace StampSpec.Alerts;

/// <summary>The fields of a ZTF packet that are read; the members of <see cref="Paths"/> stand at the constants' indices.</summary>
internal static class ZtfField
{
    public const int ObjectId = 0;
    public const int Candid = 1;
    public const int CandidateCandid = 2;
    public const int Jd = 3;
    public const int Fid = 4;
    public const int Pid = 5;
    public const int Ra = 6;
    public const int Dec = 7;
    public const int MagPsf = 8;
    public const int SigmaPsf = 9;
    public const int MagZpSci = 10;
    public const int DiffMagLim = 11;
    public const int IsDiffPos = 12;
    public const int Rb = 13;
    public const int Drb = 14;
    public const int DistPsNr1 = 15;
    public const int SgScore1 = 16;
    public const int ForcedPhotometry = 17;
    public const int ScienceStamp = 18;
    public const int TemplateStamp = 19;
    public const int DifferenceStamp = 20;
    public const int XPos = 21;
    public const int YPos = 22;

    /// <summary>Paths inside the packet.</summary>
    public static readonly string[] Paths =
    [
        "objectId", "candid", "candidate.candid", "candidate.jd", "candidate.fid", "candidate.pid", "candidate.ra", "candidate.dec",
        "candidate.magpsf", "candidate.sigmapsf", "candidate.magzpsci", "candidate.diffmaglim", "candidate.isdiffpos", "candidate.rb",
        "candidate.drb", "candidate.distpsnr1", "candidate.sgscore1", "fp_hists",
        "cutoutScience.stampData", "cutoutTemplate.stampData", "cutoutDifference.stampData",
        "candidate.xpos", "candidate.ypos",
    ];
}
