using StampSpec.Common;

namespace StampSpec.Alerts.Inspection;

/// <summary>The contents of a packet file.</summary>
/// <param name="File">The file, or the archive and its entry, as the user would name it.</param>
/// <param name="Kind">ztf, lsst, avro (another container) or parquet (another table); null if the file could not be read.</param>
/// <param name="Bytes">The file's bytes, or those of a table's row when it is written as Avro; 0 if it could not be opened.</param>
/// <param name="Parts">
/// The file's parts, in its order. If there is no error, their bytes add up to the file's. The bytes of a field are those of the decoded
/// data; if a codec compresses them, the part compression is the number of bytes saved, as a negative number.
/// </param>
/// <param name="Cutouts">All cutouts of all alerts, in the file's order.</param>
/// <param name="Error">The fault of the file, or a warning if only part of it could be measured; null if there is neither.</param>
public sealed record PacketInspection(
    string File,
    string? Kind,
    long Bytes,
    IReadOnlyList<PacketPart> Parts,
    IReadOnlyList<PacketCutout> Cutouts,
    Diagnostic? Error
);

/// <summary>One cutout as it is in the packet, before padding.</summary>
/// <param name="Name">The packet's field.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Finite">Pixels with a finite value.</param>
public sealed record PacketCutout(string Name, int Width, int Height, int Finite);

/// <summary>One part of a packet file.</summary>
/// <param name="Name">A field, or header, schema, framing, compression.</param>
/// <param name="Bytes">Its bytes; negative only for compression, where it is the number of bytes that a codec saved.</param>
public sealed record PacketPart(string Name, long Bytes);
