namespace StampSpec.Alerts.Inspection;

/// <summary>One part of a packet file.</summary>
/// <param name="Name">A field, or header, schema, framing, compression.</param>
/// <param name="Bytes">Its bytes; below 0 only for compression, which states what a codec saved.</param>
public sealed record PacketPart(string Name, long Bytes);
