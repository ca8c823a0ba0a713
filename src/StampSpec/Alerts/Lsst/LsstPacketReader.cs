using System.Globalization;
using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Alerts.Lsst;

/// <summary>Reads LSST alert packets of schemas 7 to 11 (github.com/lsst/alert_packet) and brokers' re-encodings of them.</summary>
internal sealed class LsstPacketReader : PacketReader
{
    /// <summary>Error of a magnitude over the relative error of its flux, 2.5 / ln 10.</summary>
    internal const double MagnitudeOfRelativeError = 1.0857;

    /// <summary>Julian date at which the modified Julian date is 0.</summary>
    internal const double JulianDateOfMjd0 = 2_400_000.5;

    /// <summary>Terrestrial time minus international atomic time, days.</summary>
    internal const double TaiToTtDays = 32.184 / 86_400;

    /// <summary>FWHM of a Gaussian divided by its standard deviation, used by the reader and by the writer.</summary>
    internal const double FwhmOfSigma = 2.354820045;

    private readonly PacketColumnSchema _columns;

    private const int DiaSourceId = 0;

    private const int SourceObjectId = 1;

    private const int SolarSystemObjectId = 2;

    private const int MidpointMjdTai = 3;

    private const int Ra = 4;

    private const int Dec = 5;

    private const int PsfFlux = 6;

    private const int PsfFluxError = 7;

    private const int SignalToNoise = 8;

    private const int IsNegative = 9;

    private const int Reliability = 10;

    private const int Band = 11;

    private const int PsfIxx = 12;

    private const int PsfIyy = 13;

    private const int ScienceCutout = 14;

    private const int TemplateCutout = 15;

    private const int DifferenceCutout = 16;

    private const int BoundingBox = 17;

    /// <summary>The fields, in the order of the constants.</summary>
    internal static readonly PacketField[] Columns =
    [
        new("diaSource.diaSourceId", PacketFieldKind.WholeNumber, IsRequired: true),
        new("diaSource.diaObjectId", PacketFieldKind.WholeNumber),
        new("diaSource.ssObjectId", PacketFieldKind.WholeNumber),
        new("diaSource.midpointMjdTai", PacketFieldKind.Number),
        new("diaSource.ra", PacketFieldKind.Number, IsRequired: true),
        new("diaSource.dec", PacketFieldKind.Number, IsRequired: true),
        new("diaSource.psfFlux", PacketFieldKind.Number),
        new("diaSource.psfFluxErr", PacketFieldKind.Number),
        new("diaSource.snr", PacketFieldKind.Number),
        new("diaSource.isNegative", PacketFieldKind.Truth),
        new("diaSource.reliability", PacketFieldKind.Number),
        new("diaSource.band", PacketFieldKind.Text),
        new("diaSource.ixxPSF", PacketFieldKind.Number),
        new("diaSource.iyyPSF", PacketFieldKind.Number),
        new("cutoutScience", PacketFieldKind.Image, IsRequired: true),
        new("cutoutTemplate", PacketFieldKind.Image, IsRequired: true),
        new("cutoutDifference", PacketFieldKind.Image, IsRequired: true),
        new("diaSource.bboxSize", PacketFieldKind.WholeNumber),
    ];

    private static readonly string[] Paths = [.. Columns.Select(column => column.Path)];

    /// <summary>Compiles the reader for one version of the schema.</summary>
    public LsstPacketReader(AvroRecordSchema schema)
    {
        _columns = new PacketColumnSchema(SurveyKind.Lsst, Paths, schema);
    }

    /// <summary>True for a schema with LSST's fields, whatever its name.</summary>
    public static bool Reads(AvroRecordSchema schema) =>
        schema.TryGetField("diaSource", out _) && schema.TryGetField("cutoutScience", out _);

    public override Alert Read(ReadOnlyMemory<byte> data, ref int position, AvroOrigin origin, AlertReadingOptions options)
    {
        var datum = data[position..];
        var cursor = new AvroCursor(datum.Span, options.Avro, origin.After(position));
        var slots = new AvroSlot[_columns.Projection.SlotCount];
        _columns.Projection.Read(ref cursor, slots);
        var packet = new Packet(datum, slots, origin.After(position), options);
        position += cursor.Position;
        var alert = ToAlert(packet);
        return alert with
        {
            Columns = _columns.Read(datum.Span, slots),
            SeeingPixels = SeeingPixelsOf(packet.Number(PsfIxx), packet.Number(PsfIyy), alert.Science.PixelScaleArcsec),
        };
    }

    private static Alert ToAlert(Packet packet)
    {
        var (magnitude, error) = MagnitudeOf(packet.Number(PsfFlux), packet.Number(PsfFluxError));
        return new Alert(
            SurveyKind.Lsst,
            packet.WholeNumber(DiaSourceId) ?? throw packet.Missing(DiaSourceId),
            ObjectId(packet),
            packet.Angle(Ra, 0, 360) % 360,
            packet.Angle(Dec, -90, 90),
            packet.Cutout(ScienceCutout, CutoutKind.Science),
            packet.Cutout(TemplateCutout, CutoutKind.Template),
            packet.Cutout(DifferenceCutout, CutoutKind.Difference)
        )
        {
            Band = packet.Text(Band),
            JulianDate = JulianDateOf(packet.Number(MidpointMjdTai)),
            MagnitudePsf = magnitude,
            MagnitudePsfError = error,
            ZeroPointMag = Nanojansky.ZeroPointMag,
            SignalToNoise = packet.Number(SignalToNoise),
            IsPositive = !packet.Truth(IsNegative),
            RealBogus = packet.Number(Reliability),
            FootprintPixels = packet.WholeNumber(BoundingBox) is { } side and > 0 ? (int)Math.Min(side, int.MaxValue) : null,
        };
    }

    // A source belongs to an object of the sky or of the Solar System; the other identifier is 0 or missing.
    private static string ObjectId(Packet packet)
    {
        var known = packet.WholeNumber(SourceObjectId) is { } sky and not 0 ? sky : packet.WholeNumber(SolarSystemObjectId);
        return (known ?? packet.WholeNumber(DiaSourceId) ?? 0).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The Julian date, in terrestrial time, of a modified Julian date in international atomic time; both in days.</summary>
    internal static double? JulianDateOf(double? mjdTai) => mjdTai + JulianDateOfMjd0 + TaiToTtDays;

    /// <summary>AB magnitude of the absolute flux, and its error; null where flux or error is missing, or the flux is 0.</summary>
    /// <param name="fluxNjy">The flux, nJy.</param>
    /// <param name="errorNjy">Its standard error, nJy.</param>
    internal static (double? Magnitude, double? Error) MagnitudeOf(double? fluxNjy, double? errorNjy)
    {
        var relativeError = errorNjy / Math.Abs(fluxNjy ?? 0);
        return (
            fluxNjy is { } flux && flux != 0 ? Nanojansky.ZeroPointMag - (2.5 * Math.Log10(Math.Abs(flux))) : null,
            relativeError is { } e && double.IsFinite(e) ? MagnitudeOfRelativeError * e : null
        );
    }

    /// <summary>FWHM, in pixels, of a Gaussian with the mean of a PSF's second moments; null if they are missing.</summary>
    /// <param name="xx">Second moment along columns, arcsec^2.</param>
    /// <param name="yy">Second moment along rows, arcsec^2.</param>
    /// <param name="pixelScaleArcsec">Side of a pixel, arcsec.</param>
    internal static double? SeeingPixelsOf(double? xx, double? yy, double pixelScaleArcsec)
    {
        var moment = (xx + yy) / 2;
        return moment > 0 ? FwhmOfSigma * Math.Sqrt(moment.Value) / pixelScaleArcsec : null;
    }

    private sealed class Packet(ReadOnlyMemory<byte> datum, AvroSlot[] slots, AvroOrigin origin, AlertReadingOptions options)
    {
        public double? Number(int field) => slots[field].Number is { } number && double.IsFinite(number) ? number : null;

        public long? WholeNumber(int field) => slots[field].WholeNumber;

        public bool? Truth(int field) => slots[field].Type == AvroType.Boolean ? slots[field].Bits != 0 : null;

        public string? Text(int field) => slots[field].TextIn(datum.Span);

        public double Angle(int field, double lowestDeg, double highestDeg)
        {
            var angle = Number(field) ?? throw Missing(field);
            return angle >= lowestDeg && angle <= highestDeg
                ? angle
                : throw Fault("alert.angle", field, FormattableString.Invariant($"{angle} degrees is outside {lowestDeg} to {highestDeg}"));
        }

        public Cutout Cutout(int field, CutoutKind kind)
        {
            var slot = slots[field];
            if (slot.Length == 0)
            {
                throw Missing(field);
            }

            try
            {
                return LsstCutout.Read(kind, datum.Slice(slot.Offset, slot.Length), options.CutoutFits);
            }
            catch (InvalidInputException damaged)
            {
                throw CutoutFault.In(Paths[field], origin.After(slot.Offset), damaged);
            }
        }

        public InvalidInputException Missing(int field) => Fault("alert.missing-field", field, $"the packet has no {Paths[field]}");

        private InvalidInputException Fault(string code, int field, string message) =>
            new(Diagnostic.Error(code, message, path: Paths[field], byteOffset: origin.After(slots[field].Offset).Offset));
    }
}
