namespace StampSpec.Alerts.Fits;

/// <summary>One binary table unit to be written.</summary>
/// <param name="Bytes">Rows, then heap, big-endian.</param>
/// <param name="RowBytes">NAXIS1.</param>
/// <param name="Rows">NAXIS2.</param>
/// <param name="Columns">TFIELDS.</param>
/// <param name="Cards">Column cards and further ones, in order.</param>
/// <param name="Name">EXTNAME; null for none.</param>
public sealed record FitsTableHdu(
    ReadOnlyMemory<byte> Bytes, int RowBytes, int Rows, int Columns, IReadOnlyList<FitsCard> Cards, string? Name = null) : FitsUnit(Cards, Name)
{
    internal override ReadOnlyMemory<byte> Data => Bytes;

    internal override IEnumerable<FitsCard> Structure(bool isPrimary)
    {
        if (isPrimary)
        {
            throw new ArgumentException("a table cannot be a file's first unit; put an image or FitsImage.None before it");
        }

        return
        [
            FitsCard.Text("XTENSION", "BINTABLE", "binary table extension"), FitsCard.Integer("BITPIX", 8), FitsCard.Integer("NAXIS", 2),
            FitsCard.Integer("NAXIS1", RowBytes), FitsCard.Integer("NAXIS2", Rows),
            FitsCard.Integer("PCOUNT", Bytes.Length - ((long)RowBytes * Rows)), FitsCard.Integer("GCOUNT", 1), FitsCard.Integer("TFIELDS", Columns),
        ];
    }
}
