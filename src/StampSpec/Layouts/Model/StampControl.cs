namespace StampSpec.Layouts.Model;

/// <summary>
/// A control experiment: a change to an alert's images before a layout is cut from them, which shows what a score rests on. Its scores say
/// nothing of a layout that could be shipped.
/// </summary>
internal sealed record StampControl
{
    /// <summary>
    /// The stamp that is sent and whose bytes count. The receiver cuts the layout from it, so representation and information come apart.
    /// It has one scale of square pixels. Null if the layout itself is sent.
    /// </summary>
    public StampLayout? CutFrom { get; init; }

    /// <summary>True if every pixel that has a value becomes 0, so that only masks of missing pixels are left.</summary>
    public bool IsMaskOnly { get; init; }

    /// <summary>
    /// Half-side of a square about the alert, arcsec. Pixels whose centres are outside it come from another alert, shifted to the same
    /// median. Null if the alert keeps its own.
    /// </summary>
    public double? OtherFieldBeyondArcsec { get; init; }

    /// <summary>The control in words.</summary>
    public string InWords =>
        string.Join(
            "; ",
            new[]
            {
                CutFrom is null ? null : $"the receiver cuts it from the stamp {CutFrom.Name}, whose bytes count",
                IsMaskOnly ? "only the masks of missing pixels are shown" : null,
                OtherFieldBeyondArcsec is { } beyond
                    ? FormattableString.Invariant($"pixels more than {beyond} arcsec from the alert come from another alert")
                    : null,
            }.OfType<string>()
        );
}
