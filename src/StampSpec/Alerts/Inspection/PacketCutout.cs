namespace StampSpec.Alerts.Inspection;

/// <summary>One cutout as the packet ships it, before anything is padded.</summary>
/// <param name="Name">The packet's field.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Finite">Pixels with a finite value.</param>
public sealed record PacketCutout(string Name, int Width, int Height, int Finite);
