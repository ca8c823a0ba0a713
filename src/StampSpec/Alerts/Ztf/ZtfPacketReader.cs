using StampSpec.Formats.Avro;

namespace StampSpec.Alerts.Ztf;

/// <summary>
/// Reads ZTF alert packets of schemas 1 to 4.02 and brokers' re-encodings of them (github.com/ZwickyTransientFacility/ztf-avro-alert).
/// </summary>
internal sealed class ZtfPacketReader : PacketReader
{
    /// <summary>Signal-to-noise ratio times magnitude error, 2.5 / ln 10.</summary>
    private const double MagnitudeErrorOfUnitNoise = 1.0857;

    private readonly PacketColumnSchema _columns;
    private readonly ZtfSeeing? _seeing;
    private readonly ZtfColours? _colours;

    /// <summary>Compiles the reader for one version of the schema.</summary>
    public ZtfPacketReader(AvroRecordSchema schema)
    {
        _columns = new PacketColumnSchema(SurveyKind.Ztf, ZtfField.Paths, schema);
        _seeing = ZtfSeeing.For(schema);
        _colours = ZtfColours.For(schema);
    }

    /// <summary>True for a schema with ZTF's fields, whatever its name.</summary>
    public static bool Reads(AvroRecordSchema schema) =>
        schema.TryGetField("candidate", out _) && schema.TryGetField("cutoutScience", out _) && schema.TryGetField("objectId", out _);

    public override Alert Read(ReadOnlyMemory<byte> data, ref int position, AvroOrigin origin, AlertReadingOptions options)
    {
        var datum = data.Span[position..];
        var cursor = new AvroCursor(datum, options.Avro, origin.After(position));
        Span<AvroSlot> slots = stackalloc AvroSlot[_columns.Projection.SlotCount];
        _columns.Projection.Read(ref cursor, slots);
        var packet = new ZtfPacket(datum, slots, origin.After(position), options);
        position += cursor.Position;
        return ToAlert(packet) with { Columns = _columns.Read(datum, slots, _colours?.Of(packet)) };
    }

    private Alert ToAlert(ZtfPacket packet)
    {
        var magnitudeError = packet.Number(ZtfField.SigmaPsf);
        var candid = packet.WholeNumber(ZtfField.Candid)
            ?? packet.WholeNumber(ZtfField.CandidateCandid)
            ?? throw packet.Missing(ZtfField.Candid);
        var objectId = packet.Name(ZtfField.ObjectId);
        var (rightAscensionDeg, declinationDeg) = (packet.Angle(ZtfField.Ra, 0, 360) % 360, packet.Angle(ZtfField.Dec, -90, 90));
        var (science, scienceNote) = packet.Cutout(CutoutKind.Science);
        var (template, templateNote) = packet.Cutout(CutoutKind.Template);
        var (difference, differenceNote) = packet.Cutout(CutoutKind.Difference);
        return new Alert(SurveyKind.Ztf, candid, objectId, rightAscensionDeg, declinationDeg, science, template, difference)
        {
            Band = packet.WholeNumber(ZtfField.Fid) switch
            {
                1 => "g",
                2 => "r",
                3 => "i",
                _ => null,
            },
            JulianDate = packet.Number(ZtfField.Jd),
            MagnitudePsf = packet.Number(ZtfField.MagPsf),
            MagnitudePsfError = magnitudeError,
            ZeroPointMag = packet.Number(ZtfField.MagZpSci),
            LimitingMagnitude = packet.Number(ZtfField.DiffMagLim),
            SignalToNoise = magnitudeError > 0 ? MagnitudeErrorOfUnitNoise / magnitudeError : null,
            IsPositive = packet.Text(ZtfField.IsDiffPos) switch
            {
                "t" or "1" => true,
                "f" or "0" => false,
                _ => null,
            },
            SeeingPixels = _seeing?.Of(packet),
            RealBogus = packet.Number(ZtfField.Drb) ?? packet.Number(ZtfField.Rb),
            NearestSourceArcsec = packet.Number(ZtfField.DistPsNr1),
            NearestSourceStarScore = packet.Number(ZtfField.SgScore1),
            Detections = packet.WholeNumber(ZtfField.Detections) is > 0 and var detections ? detections : null,
            Note = scienceNote ?? templateNote ?? differenceNote,
        };
    }
}
