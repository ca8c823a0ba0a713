namespace StampSpec.Alerts.Fits;

/// <summary>One header and data unit to be written: <see cref="FitsImageHdu"/> or <see cref="FitsTableHdu"/>.</summary>
/// <param name="Cards">Cards beside those that describe the data, in order.</param>
/// <param name="Name">EXTNAME; null for none.</param>
public abstract record FitsUnit(IReadOnlyList<FitsCard> Cards, string? Name)
{
    internal abstract ReadOnlyMemory<byte> Data { get; }

    /// <summary>The cards that describe the data, from SIMPLE or XTENSION on.</summary>
    internal abstract IEnumerable<FitsCard> Structure(bool isPrimary);
}
