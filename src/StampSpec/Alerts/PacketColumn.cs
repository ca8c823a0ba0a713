using StampSpec.Common;

namespace StampSpec.Alerts;

/// <summary>
/// One number that a packet contains beside its pixels, or that follows from its fields: a column of a table of alerts.
/// </summary>
/// <param name="Name">Name in layouts, such as <c>magpsf</c> or <c>diaSource.snr</c>.</param>
/// <param name="Type">Type in the packet's schema.</param>
internal sealed record PacketColumn(string Name, ColumnType Type)
{
    /// <summary>The survey whose packets have it; null if it follows from the position of any packet.</summary>
    public SurveyKind? Survey { get; init; }

    /// <summary>Path of its field inside the packet, if it differs from the name; otherwise null.</summary>
    public string? OtherField { get; init; }

    /// <summary>Path of its field inside the packet.</summary>
    public string Field => OtherField ?? Name;

    /// <summary>
    /// Bytes that the catalogue states: of the zig-zag code of the largest usual value for <see cref="ColumnType.Int"/> and
    /// <see cref="ColumnType.Long"/>, of the fields from which it follows for <see cref="ColumnType.Derived"/>; null for the type's own.
    /// </summary>
    public int? StatedBytes { get; init; }

    /// <summary>Whether the schema lets the field be null; Avro then writes one more byte, the index of the union's branch.</summary>
    public bool IsNullable { get; init; }

    /// <summary>Why labels rest on the column wherever they come from; null if they do not.</summary>
    public string? BehindLabels { get; init; }

    /// <summary>Labels whose evidence contains one of these texts rest on the column.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Bytes of the column in an alert's Avro record, if it has a value.</summary>
    public int Bytes => (StatedBytes ?? Type.SizeBytes()) + (IsNullable ? 1 : 0);

    /// <summary>The value of an alert; not a number if it is missing.</summary>
    public double ValueIn(Alert alert) =>
        Survey is not null
            ? alert.Columns?.ValueOf(this) ?? double.NaN
            : Name switch
            {
                PacketColumns.GalacticLatitude => SkyLatitude.GalacticDeg(alert.RightAscensionDeg, alert.DeclinationDeg),
                PacketColumns.EclipticLatitude => SkyLatitude.EclipticDeg(alert.RightAscensionDeg, alert.DeclinationDeg),
                _ => throw new InvalidOperationException($"{Name} does not follow from a position"),
            };

    /// <summary>Why an alert's packet cannot have the column; null if it can, even if its value is missing.</summary>
    public Diagnostic? ProblemIn(Alert alert)
    {
        if (Survey is null)
        {
            return null;
        }

        if (alert.Columns is not { } packet)
        {
            return Problem("the alert was not read from a packet, so its columns are unknown", "read the alert from its packet");
        }

        return packet.Survey != Survey ? OfAnotherSurvey(NameOf(Survey.Value), NameOf(packet.Survey))
            : packet.Has(this) ? null
            : Problem(
                $"the packet's schema has no field {Field}",
                $"use packets whose schema has it, or a layout without the column {Name}"
            );
    }

    /// <summary>The name of a survey in sentences.</summary>
    public static string NameOf(SurveyKind survey) => survey == SurveyKind.Ztf ? "ZTF" : "Rubin";

    private Diagnostic OfAnotherSurvey(string own, string other) =>
        Problem(
            $"{Name} is a column of {own} packets, but this is a packet of {other}",
            $"use a layout with columns of {other}, or alerts of {own}"
        );

    private Diagnostic Problem(string message, string fix) => Diagnostic.Error("alert.columns", message, path: Field, fix: fix);
}

/// <summary>Type of a column in the packet's schema.</summary>
internal enum ColumnType
{
    /// <summary>Avro float, 4 bytes.</summary>
    Float,

    /// <summary>Avro double, 8 bytes.</summary>
    Double,

    /// <summary>Avro int, a zig-zag code of 1 to 5 bytes; the catalogue states how many.</summary>
    Int,

    /// <summary>Avro long, a zig-zag code of 1 to 10 bytes; the catalogue states how many.</summary>
    Long,

    /// <summary>Avro boolean, 1 byte; the value is 0 or 1.</summary>
    Boolean,

    /// <summary>A text of one letter, t or 1 for true, f or 0 for false, 2 bytes with its length; the value is 0 or 1.</summary>
    Flag,

    /// <summary>A text that names something; the value is 1 if there is a name, and 0 if there is none.</summary>
    Name,

    /// <summary>Not a field: it follows from several fields.</summary>
    Derived,
}

/// <summary>Sizes of column types.</summary>
internal static class ColumnTypes
{
    /// <summary>Bytes of a value of a type.</summary>
    /// <exception cref="InvalidOperationException">The bytes depend on the value, so the catalogue must state them.</exception>
    public static int SizeBytes(this ColumnType type) =>
        type switch
        {
            ColumnType.Float => sizeof(float),
            ColumnType.Double => sizeof(double),
            ColumnType.Boolean => 1,
            ColumnType.Flag => 2,
            _ => throw new InvalidOperationException($"the bytes of a column of type {type} depend on its value"),
        };
}
