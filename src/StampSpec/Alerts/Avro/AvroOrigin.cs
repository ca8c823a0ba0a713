namespace StampSpec.Alerts.Avro;

/// <summary>Where in the user's file a datum's bytes come from, so that diagnostics can say so.</summary>
/// <param name="Offset">Offset in the file: of the first byte, or of the compressed block that held it.</param>
/// <param name="IsExpanded">
/// True if the bytes were expanded from a compressed block, so that offsets inside them are not the file's.
/// </param>
internal readonly record struct AvroOrigin(long Offset, bool IsExpanded)
{
    /// <summary>Bytes of the expanded block before the datum.</summary>
    public int ExpandedBefore { get; private init; }

    /// <summary>The origin of the bytes that begin so many further on.</summary>
    public AvroOrigin After(int bytes) => IsExpanded
        ? this with { ExpandedBefore = ExpandedBefore + bytes }
        : this with { Offset = Offset + bytes };
}
