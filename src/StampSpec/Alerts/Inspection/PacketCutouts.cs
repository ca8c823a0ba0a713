using System.Runtime.CompilerServices;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Compression;
using StampSpec.Formats.Fits;

namespace StampSpec.Alerts.Inspection;

/// <summary>
/// Finds and measures the cutouts of one packet schema: the fields cutoutScience, cutoutTemplate and cutoutDifference, or stampData inside
/// them.
/// </summary>
internal sealed class PacketCutouts
{
    private const string Prefix = "cutout";

    private static readonly ConditionalWeakTable<AvroSchema, PacketCutouts> Compiled = [];

    private readonly string[] _names;
    private readonly AvroProjection _projection;

    private PacketCutouts(string[] names, AvroProjection projection)
    {
        (_names, _projection) = (names, projection);
    }

    /// <summary>The compiled search for a schema; it is compiled only once.</summary>
    public static PacketCutouts For(AvroSchema schema) => Compiled.GetValue(schema, Compile);

    private static PacketCutouts Compile(AvroSchema schema)
    {
        var fields = schema is AvroRecordSchema record
            ? record.Fields.Where(f => f.Name.StartsWith(Prefix, StringComparison.Ordinal)).ToArray()
            : [];
        return new PacketCutouts([.. fields.Select(f => f.Name)], new AvroProjection(schema, [.. fields.Select(PathOf)]));
    }

    /// <summary>Measures the cutouts of one datum.</summary>
    /// <exception cref="InvalidInputException">A cutout is not an image, or is damaged.</exception>
    public IReadOnlyList<PacketCutout> Read(ReadOnlyMemory<byte> datum, AvroOrigin origin, AlertReadingOptions options)
    {
        return
        [
            .. Find(datum, origin, options, out _)
                .Select(found => Measure(found.Name, datum.Slice(found.Offset, found.Length), origin.After(found.Offset), options)),
        ];
    }

    /// <summary>The places of the cutouts that one datum has, in the order of its fields.</summary>
    /// <param name="datum">The datum, and any bytes after it.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="options">Limits.</param>
    /// <param name="length">Bytes of the datum.</param>
    /// <exception cref="InvalidInputException">The bytes are not a datum of the schema, or exceed a limit.</exception>
    public IReadOnlyList<(string Name, int Offset, int Length)> Find(
        ReadOnlyMemory<byte> datum,
        AvroOrigin origin,
        AlertReadingOptions options,
        out int length
    )
    {
        var slots = new AvroSlot[_names.Length];
        var cursor = new AvroCursor(datum.Span, options.Avro, origin);
        _projection.Read(ref cursor, slots);
        length = cursor.Position;
        return [.. _names.Zip(slots, (name, slot) => (name, slot.Offset, slot.Length)).Where(found => found.Length > 0)];
    }

    private static string PathOf(AvroField field)
    {
        var types = field.Schema is AvroUnionSchema union ? union.Branches : [field.Schema];
        return types.OfType<AvroRecordSchema>().Any(r => r.TryGetField("stampData", out _)) ? field.Name + ".stampData" : field.Name;
    }

    private static PacketCutout Measure(string name, ReadOnlyMemory<byte> stamp, AvroOrigin origin, AlertReadingOptions options)
    {
        try
        {
            var fits = BoundedInflate.IsGzip(stamp.Span) ? BoundedInflate.Gzip(stamp.Span, options.MaxCutoutBytes) : stamp;
            var image = FitsImageReader.ReadSingle(FitsImageReader.MainUnit(FitsFile.Read(fits, options.CutoutFits)), options.CutoutFits);
            var finite = 0;
            foreach (var pixel in image.Pixels)
            {
                finite += float.IsFinite(pixel) ? 1 : 0;
            }

            return new PacketCutout(name, image.Width, image.Height, finite);
        }
        catch (InvalidInputException damaged)
        {
            throw CutoutFault.In(name, origin, damaged);
        }
    }
}
