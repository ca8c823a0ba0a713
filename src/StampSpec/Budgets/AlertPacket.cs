namespace StampSpec.Budgets;

/// <summary>What an alert's packet holds around its stamps: catalogue records and container.</summary>
/// <param name="Name">Name in tables.</param>
/// <param name="RecordBytes">Records: the source, its history, its object, and single fields.</param>
/// <param name="ContainerBytes">Wire header, or a file's schema and markers.</param>
/// <param name="TotalBytes">The packet with its own stamps, as published or measured.</param>
/// <param name="Source">Where the numbers come from.</param>
public sealed record AlertPacket(string Name, long RecordBytes, long ContainerBytes, long TotalBytes, string Source)
{
    /// <summary>
    /// Bytes of the packet with other stamps: records, container, and for each image an Avro <c>bytes</c> field's union index and length.
    /// </summary>
    /// <param name="stampBytes">Bytes of all stamps.</param>
    /// <param name="images">Images of the alert; 0 if features are all that is sent.</param>
    public double WithStamps(double stampBytes, int images)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(images);
        var framing = images == 0 ? 0 : images * (1 + AvroVarint.Bytes((long)(stampBytes / images)));
        return RecordBytes + ContainerBytes + stampBytes + framing;
    }
}
