using StampSpec.Common;

namespace StampSpec.Alerts.Inspection;

/// <summary>What a packet file holds.</summary>
/// <param name="File">The file, or the archive and its entry, as the user would name it.</param>
/// <param name="Kind">ztf, lsst or avro (another container); null if the file could not be read so far.</param>
/// <param name="Bytes">The file's bytes; 0 if it could not be opened.</param>
/// <param name="Parts">
/// The file's parts, in its order; their bytes add up to the file's where there is no error. Fields have the bytes of the decoded data;
/// where a codec compresses them, the part compression is what it saved, a negative number.
/// </param>
/// <param name="Cutouts">All cutouts of all alerts, in the file's order.</param>
/// <param name="Error">What is wrong with the file, or a warning where it could be measured only in part; null if nothing is.</param>
public sealed record PacketInspection(
    string File,
    string? Kind,
    long Bytes,
    IReadOnlyList<PacketPart> Parts,
    IReadOnlyList<PacketCutout> Cutouts,
    Diagnostic? Error
);

/// <summary>One cutout as the packet ships it, before anything is padded.</summary>
/// <param name="Name">The packet's field.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Finite">Pixels with a finite value.</param>
public sealed record PacketCutout(string Name, int Width, int Height, int Finite);

/// <summary>One part of a packet file.</summary>
/// <param name="Name">A field, or header, schema, framing, compression.</param>
/// <param name="Bytes">Its bytes; below 0 only for compression, which states what a codec saved.</param>
public sealed record PacketPart(string Name, long Bytes);
