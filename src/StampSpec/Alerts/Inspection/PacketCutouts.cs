using StampSpec.Alerts.Avro;
using StampSpec.Alerts.Fits;
using StampSpec.Diagnostics;

namespace StampSpec.Alerts.Inspection;

/// <summary>Finds and measures the cutouts of one packet schema: the fields cutoutScience, cutoutTemplate and cutoutDifference, or stampData inside them.</summary>
internal sealed class PacketCutouts
{
    private const string Prefix = "cutout";

    private readonly string[] _names;
    private readonly AvroProjection _projection;

    private PacketCutouts(string[] names, AvroProjection projection)
    {
        (_names, _projection) = (names, projection);
    }

    /// <summary>Compiles the search.</summary>
    public static PacketCutouts Of(AvroSchema schema)
    {
        var fields = schema is AvroRecordSchema record ? record.Fields.Where(f => f.Name.StartsWith(Prefix, StringComparison.Ordinal)).ToArray() : [];
        return new PacketCutouts([.. fields.Select(f => f.Name)], new AvroProjection(schema, [.. fields.Select(PathOf)]));
    }

    /// <summary>Measures the cutouts of one datum.</summary>
    /// <exception cref="InvalidInputException">A cutout is no image, or is damaged.</exception>
    public IReadOnlyList<PacketCutout> Read(ReadOnlyMemory<byte> datum, AvroOrigin origin, AlertReadingOptions options)
    {
        var slots = new AvroSlot[_names.Length];
        var cursor = new AvroCursor(datum.Span, options.Avro, origin);
        _projection.Read(ref cursor, slots);
        var cutouts = new List<PacketCutout>();
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i].Length > 0)
            {
                cutouts.Add(Measure(_names[i], datum.Slice(slots[i].Offset, slots[i].Length), origin.After(slots[i].Offset), options));
            }
        }

        return cutouts;
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
            var image = FitsFile.Read(fits, options.CutoutFits).Hdus[0].ReadSingle();
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
