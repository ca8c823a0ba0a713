namespace StampSpec.Sky;

/// <summary>The label names of the classes, as label tables and predictions write them.</summary>
public static class SkyClassLabels
{
    private static readonly string[] Names = ["agn", "asteroid", "bogus", "satellite", "sn", "vs"];

    /// <summary>All six labels, in the order of <see cref="SkyClass"/>.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The label of a class.</summary>
    public static string Label(this SkyClass skyClass) => Names[(int)skyClass];

    /// <summary>The class of a label; null if no class has that label.</summary>
    public static SkyClass? Find(string label)
    {
        var index = Array.IndexOf(Names, label);
        return index < 0 ? null : (SkyClass)index;
    }
}
