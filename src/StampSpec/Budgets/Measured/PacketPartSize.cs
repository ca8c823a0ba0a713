namespace StampSpec.Budgets.Measured;

/// <summary>Mean bytes of one part of a packet.</summary>
/// <param name="Packet">Which packet: as shipped, or a variant of it.</param>
/// <param name="Part">Part.</param>
/// <param name="Bytes">Mean over the alerts.</param>
public sealed record PacketPartSize(string Packet, string Part, double Bytes);
