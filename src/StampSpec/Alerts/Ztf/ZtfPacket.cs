using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Alerts.Ztf;

/// <summary>
/// One ZTF packet in memory, with the places of the required fields. Values are checked and converted when they are read.
/// </summary>
internal readonly ref struct ZtfPacket(
    ReadOnlySpan<byte> datum,
    ReadOnlySpan<AvroSlot> slots,
    AvroOrigin origin,
    AlertReadingOptions options
)
{
    private const int LongestName = 68; // The longest text in one card of a FITS header.

    private readonly ReadOnlySpan<byte> _datum = datum;
    private readonly ReadOnlySpan<AvroSlot> _slots = slots;

    /// <summary>A number; null if the packet has none, or has one of ZTF's values for a missing number.</summary>
    public double? Number(int field) => Present(_slots[field].Number);

    /// <summary>A whole number; null if the packet has none.</summary>
    public long? WholeNumber(int field) => _slots[field].WholeNumber;

    /// <summary>A string; null if the packet has none.</summary>
    public string? Text(int field) => _slots[field].TextIn(_datum);

    /// <summary>A required name. Names are written to tables, cards and pages, so they must be short and printable.</summary>
    public string Name(int field)
    {
        var name = Text(field) ?? throw Missing(field);
        return name.Length is > 0 and <= LongestName && !name.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? name
            : throw Fault(
                "alert.name",
                field,
                FormattableString.Invariant($"a name must have 1 to {LongestName} printable ASCII characters, but this one is {name}")
            );
    }

    /// <summary>A required angle, degrees in a closed range.</summary>
    public double Angle(int field, double lowestDeg, double highestDeg)
    {
        var angle = Number(field) ?? throw Missing(field);
        return angle >= lowestDeg && angle <= highestDeg
            ? angle
            : throw Fault("alert.position", field, FormattableString.Invariant($"{angle} is outside {lowestDeg} to {highestDeg} degrees"));
    }

    /// <summary>One of the three cutouts, with a note if a chip's edge cuts it off and xpos and ypos do not show on which side.</summary>
    public (Cutout Cutout, Diagnostic? Note) Cutout(CutoutKind kind)
    {
        var field = ZtfField.ScienceStamp + (int)kind;
        if (_slots[field].Length == 0)
        {
            throw Missing(field);
        }

        try
        {
            var position = new QuadrantPosition(Number(ZtfField.XPos), Number(ZtfField.YPos));
            var (cutout, note) = ZtfCutout.Read(kind, _slots[field].BytesIn(_datum), position, options);
            return (cutout, note is null ? null : note with { Path = ZtfField.Paths[field] });
        }
        catch (InvalidInputException damaged)
        {
            throw CutoutFault.In(ZtfField.Paths[field], origin.After(_slots[field].Offset), damaged);
        }
    }

    /// <summary>The bytes of an array, such as the forced photometry; empty if the packet has none.</summary>
    public AvroCursor Array(int field)
    {
        var slot = _slots[field];
        return new AvroCursor(slot.BytesIn(_datum), options.Avro, origin.After(slot.Offset));
    }

    /// <summary>The fault of a field that the packet lacks.</summary>
    public InvalidInputException Missing(int field) => Fault("alert.missing-field", field, $"the packet has no {ZtfField.Paths[field]}");

    /// <summary>A number; null if it means that the number is missing (-999 and -99999 in ZTF's packets) or is not finite.</summary>
    public static double? Present(double? value) =>
        value is { } number && double.IsFinite(number) && number is not (-999 or -99999) ? number : null;

    private InvalidInputException Fault(string code, int field, string message) =>
        new(Diagnostic.Error(code, message, path: ZtfField.Paths[field], byteOffset: origin.After(_slots[field].Offset).Offset));
}

/// <summary>The fields of a ZTF packet that are read. The constants are indices into <see cref="Paths"/>.</summary>
internal static class ZtfField
{
    public const int ObjectId = 0;
    public const int Candid = 1;
    public const int CandidateCandid = 2;
    public const int Jd = 3;
    public const int Fid = 4;
    public const int Pid = 5;
    public const int Ra = 6;
    public const int Dec = 7;
    public const int MagPsf = 8;
    public const int SigmaPsf = 9;
    public const int MagZpSci = 10;
    public const int DiffMagLim = 11;
    public const int IsDiffPos = 12;
    public const int Rb = 13;
    public const int Drb = 14;
    public const int DistPsNr1 = 15;
    public const int SgScore1 = 16;
    public const int ForcedPhotometry = 17;
    public const int ScienceStamp = 18;
    public const int TemplateStamp = 19;
    public const int DifferenceStamp = 20;
    public const int XPos = 21;
    public const int YPos = 22;
    public const int History = 23;
    public const int Detections = 24;

    /// <summary>The fields, in the order of the constants.</summary>
    public static readonly PacketField[] Columns =
    [
        new("objectId", PacketFieldKind.Text, IsRequired: true),
        new("candid", PacketFieldKind.WholeNumber),
        new("candidate.candid", PacketFieldKind.WholeNumber),
        new("candidate.jd", PacketFieldKind.Number),
        new("candidate.fid", PacketFieldKind.WholeNumber),
        new("candidate.pid", PacketFieldKind.WholeNumber),
        new("candidate.ra", PacketFieldKind.Number, IsRequired: true),
        new("candidate.dec", PacketFieldKind.Number, IsRequired: true),
        new("candidate.magpsf", PacketFieldKind.Number),
        new("candidate.sigmapsf", PacketFieldKind.Number),
        new("candidate.magzpsci", PacketFieldKind.Number),
        new("candidate.diffmaglim", PacketFieldKind.Number),
        new("candidate.isdiffpos", PacketFieldKind.Text),
        new("candidate.rb", PacketFieldKind.Number),
        new("candidate.drb", PacketFieldKind.Number),
        new("candidate.distpsnr1", PacketFieldKind.Number),
        new("candidate.sgscore1", PacketFieldKind.Number),
        new("fp_hists", PacketFieldKind.Items),
        new("cutoutScience.stampData", PacketFieldKind.Image, IsRequired: true),
        new("cutoutTemplate.stampData", PacketFieldKind.Image, IsRequired: true),
        new("cutoutDifference.stampData", PacketFieldKind.Image, IsRequired: true),
        new("candidate.xpos", PacketFieldKind.Number),
        new("candidate.ypos", PacketFieldKind.Number),
        new("prv_candidates", PacketFieldKind.Items),
        new("candidate.ndethist", PacketFieldKind.WholeNumber),
    ];

    /// <summary>Paths inside the packet.</summary>
    public static readonly string[] Paths = [.. Columns.Select(column => column.Path)];
}
