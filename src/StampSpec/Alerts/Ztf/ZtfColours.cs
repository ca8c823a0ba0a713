using StampSpec.Formats.Avro;

namespace StampSpec.Alerts.Ztf;

/// <summary>
/// Colours from the packet's history (prv_candidates): the differences of the last PSF magnitudes (magpsf) of two bands among the alert
/// and its earlier detections. A band without a detection gives no colour.
/// </summary>
internal sealed class ZtfColours
{
    private const int Jd = 0;
    private const int Fid = 1;
    private const int MagPsf = 2;
    private const int Bands = 3;
    private static readonly string[] Paths = ["jd", "fid", "magpsf"];

    private readonly AvroProjection _entry;

    private ZtfColours(AvroProjection entry)
    {
        _entry = entry;
    }

    /// <summary>Compiles the search; null if the schema has no history.</summary>
    public static ZtfColours? For(AvroRecordSchema packet) =>
        packet.TryGetField("prv_candidates", out var field) && ItemsOf(field.Schema) is { } items
            ? new ZtfColours(new AvroProjection(items, Paths))
            : null;

    /// <summary>The colours by the names of their columns.</summary>
    public IReadOnlyDictionary<string, double> Of(ZtfPacket packet)
    {
        var last = new LastMagnitudes();
        last.Add(packet.Number(ZtfField.Jd), packet.WholeNumber(ZtfField.Fid), packet.Number(ZtfField.MagPsf));
        var cursor = packet.Array(ZtfField.History);
        Span<AvroSlot> slots = stackalloc AvroSlot[Paths.Length];
        for (var count = cursor.Remaining == 0 ? 0 : cursor.ReadBlockCount(out _); count > 0; count = cursor.ReadBlockCount(out _))
        {
            for (; count > 0; count--)
            {
                var before = cursor.Position;
                _entry.Read(ref cursor, slots);
                if (cursor.Position == before)
                {
                    return last.Colours(); // The entries have no bytes, so their count may be arbitrarily large.
                }

                last.Add(slots[Jd].Number, slots[Fid].WholeNumber, ZtfPacket.Present(slots[MagPsf].Number));
            }
        }

        return last.Colours();
    }

    private static AvroSchema? ItemsOf(AvroSchema schema) =>
        (schema is AvroUnionSchema union ? union.Branches : [schema]).OfType<AvroArraySchema>().FirstOrDefault()?.Items;

    /// <summary>The last magnitude of each band.</summary>
    private sealed class LastMagnitudes
    {
        private readonly (double Jd, double Magnitude)[] _last = [.. Enumerable.Repeat((double.NegativeInfinity, double.NaN), Bands)];

        public void Add(double? jd, long? fid, double? magnitude)
        {
            if (magnitude is { } value && fid is >= 1 and <= Bands && jd > _last[(int)fid - 1].Jd)
            {
                _last[(int)fid - 1] = (jd.Value, value);
            }
        }

        public Dictionary<string, double> Colours() =>
            new Dictionary<string, double>
            {
                ["colour-g-r"] = _last[0].Magnitude - _last[1].Magnitude,
                ["colour-r-i"] = _last[1].Magnitude - _last[2].Magnitude,
            };
    }
}
