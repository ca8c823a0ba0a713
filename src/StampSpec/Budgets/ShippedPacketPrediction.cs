using System.Text;
using StampSpec.Alerts.Avro;
using StampSpec.Alerts.Lsst;
using StampSpec.Pixels;

namespace StampSpec.Budgets;

/// <summary>
/// The size of a packet that Rubin ships, from what it holds and not from its bytes: the sides of the images and PSFs, which fields are filled, how many history
/// records there are and of which detectors. Integers that stand for nothing, 0, take 1 B; others the sizes that identifiers (9 B), visits (6 B), box sides (1 B) and counts (2 B) usually take.
/// </summary>
public static class ShippedPacketPrediction
{
    private const int UsualLongBytes = 9;
    private const int UsualVisitBytes = 6;
    private const int BoxSideBytes = 1;
    private const int UsualIntBytes = 2;
    private const int ArrayEndBytes = 1;

    /// <summary>Bytes of one cutout's file.</summary>
    public static long CutoutBytes(ReadOnlyMemory<byte> fits)
    {
        var cutout = LsstCutout.Read(CutoutKind.Science, fits);
        return FitsSerialisation.ShippedCutoutBytes(cutout.Flux.Width, cutout.Psf?.Width ?? 0);
    }

    /// <summary>Bytes of an object container with one packet.</summary>
    /// <param name="header">The container's header.</param>
    /// <param name="packet">The packet.</param>
    public static long ContainerBytes(AvroHeader header, AvroRecord packet)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(packet);
        var datum = Bytes(packet.Schema, packet);
        return header.Length + AvroVarint.Bytes(1) + AvroVarint.Bytes(datum) + datum + AvroContainerReader.SyncMarkerBytes;
    }

    private static long Bytes(AvroSchema schema, object? value) => (schema, value) switch
    {
        (AvroUnionSchema, null) => 1,
        (AvroUnionSchema union, _) => 1 + Bytes(union.Branches.First(b => b.Type != AvroType.Null), value),
        (AvroRecordSchema record, AvroRecord fields) => record.Fields.Sum(f => FieldBytes(f, fields[f.Position])),
        (AvroArraySchema array, object?[] items) => ArrayBytes(array, items),
        (_, byte[] fits) => Framed(CutoutBytes(fits)),
        (_, string text) => Framed(Encoding.UTF8.GetByteCount(text)),
        (_, 0 or 0L) => 1,
        _ => Bytes(schema.Type),
    };

    private static long FieldBytes(AvroField field, object? value) => (field.Name, value) switch
    {
        ("visit", long) => UsualVisitBytes + (field.Schema is AvroUnionSchema ? 1 : 0),
        ("bboxSize", int) => BoxSideBytes + (field.Schema is AvroUnionSchema ? 1 : 0),
        ("detector", int number) => AvroVarint.Bytes(number) + (field.Schema is AvroUnionSchema ? 1 : 0),
        _ => Bytes(field.Schema, value),
    };

    private static long ArrayBytes(AvroArraySchema array, object?[] items) =>
        (items.Length == 0 ? 0 : AvroVarint.Bytes(items.Length)) + items.Sum(item => Bytes(array.Items, item)) + ArrayEndBytes;

    private static long Framed(long bytes) => AvroVarint.Bytes(bytes) + bytes;

    private static int Bytes(AvroType type) => type switch
    {
        AvroType.Boolean => 1,
        AvroType.Int => UsualIntBytes,
        AvroType.Long => UsualLongBytes,
        AvroType.Float => 4,
        AvroType.Double => 8,
        _ => 0,
    };
}
