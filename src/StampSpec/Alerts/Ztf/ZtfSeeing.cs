using StampSpec.Formats.Avro;

namespace StampSpec.Alerts.Ztf;

/// <summary>
/// Finds the seeing of the alert's own image in the packet's forced photometry (schema 4.x, fp_hists): the entry with the alert's
/// processing id. ZTF lists earlier visits there, whose seeing is unrelated to this image, so most packets give none.
/// </summary>
internal sealed class ZtfSeeing
{
    private const int Pid = 0;
    private const int SeeingPixels = 1;
    private static readonly string[] Paths = ["pid", "sciinpseeing"];

    private readonly AvroProjection _entry;

    private ZtfSeeing(AvroProjection entry)
    {
        _entry = entry;
    }

    /// <summary>Compiles the search; null if the schema has no forced photometry.</summary>
    public static ZtfSeeing? For(AvroRecordSchema packet)
    {
        if (!packet.TryGetField("fp_hists", out var field))
        {
            return null;
        }

        var lists = field.Schema is AvroUnionSchema union ? union.Branches : [field.Schema];
        return lists.OfType<AvroArraySchema>().FirstOrDefault() is { } list ? new ZtfSeeing(new AvroProjection(list.Items, Paths)) : null;
    }

    /// <summary>FWHM of the image's PSF, pixels; null if the packet does not give it.</summary>
    public double? Of(ZtfPacket packet)
    {
        var cursor = packet.Array(ZtfField.ForcedPhotometry);
        if (cursor.Remaining == 0 || packet.WholeNumber(ZtfField.Pid) is not { } pid)
        {
            return null;
        }

        Span<AvroSlot> slots = stackalloc AvroSlot[Paths.Length];
        for (var count = cursor.ReadBlockCount(out _); count > 0; count = cursor.ReadBlockCount(out _))
        {
            for (; count > 0; count--)
            {
                var before = cursor.Position;
                _entry.Read(ref cursor, slots);
                if (cursor.Position == before)
                {
                    return null; // The entries have no bytes, so their count may be arbitrarily large.
                }

                if (slots[Pid].WholeNumber == pid)
                {
                    return ZtfPacket.Present(slots[SeeingPixels].Number);
                }
            }
        }

        return null;
    }
}
