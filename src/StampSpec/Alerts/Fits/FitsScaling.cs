namespace StampSpec.Alerts.Fits;

/// <summary>Stored to physical values: physical = Zero + Scale x stored; an integer equal to Blank is missing.</summary>
internal readonly record struct FitsScaling(double Zero, double Scale, long? Blank)
{
    public bool IsIdentity => Zero == 0 && Scale == 1;

    public static FitsScaling Of(FitsHeader header) => new(header.Real("BZERO") ?? 0, header.Real("BSCALE") ?? 1, header.Integer("BLANK"));
}
