using StampSpec.Specs;

namespace StampSpec.Alerts;

/// <summary>The declaration of a catalogue of packet columns: <c>specs/columns/*.yaml</c>.</summary>
internal static class PacketColumnSpec
{
    private const string NameExpectation = "the name of a column";

    private static readonly SpecKey<PacketColumn, ColumnType> TypeKey = new(
        "type",
        Spec.Choice<ColumnType>(),
        "Type in the packet's schema.",
        c => c.Type,
        (c, type) => c with { Type = type },
        isRequired: true
    );

    private static readonly SpecKey<PacketColumn, int?> BytesKey = new(
        "bytes",
        Spec.Maybe(Spec.Integer(0, 1 << 10, "a column has 0 to 1024 bytes", SpecUnit.Bytes)),
        "Bytes in the packet. For int and long, those of the zig-zag code of the largest usual value. Needed for int, long, name and "
            + "derived.",
        c => c.StatedBytes,
        (c, bytes) => c with { StatedBytes = bytes }
    );

    private static readonly SpecRecord<PacketColumn> Column = new SpecRecord<PacketColumn>(
        "a column",
        new PacketColumn("", ColumnType.Float)
    )
        .Required("name", Spec.Text(NameExpectation), "Name in layouts.", c => c.Name, (c, name) => c with { Name = name })
        .Key(
            "field",
            Spec.Text("a path"),
            "Path of its field in the packet; the default is its name.",
            c => c.OtherField,
            (c, field) => c with { OtherField = field }
        )
        .Key(TypeKey)
        .Key(BytesKey)
        .Key(
            "nullable",
            Spec.Boolean(),
            "Whether the field may be null, which costs one more byte.",
            c => c.IsNullable,
            (c, isNullable) => c with { IsNullable = isNullable }
        )
        .Key(
            "behind-labels",
            Spec.Text("a reason"),
            "Why labels rest on the column. Studies refuse it unless they insist.",
            c => c.BehindLabels,
            (c, reason) => c with { BehindLabels = reason }
        )
        .Key(
            "evidence",
            Spec.List(Spec.Text("a part of the evidence of a label")),
            "A study refuses the column if the label table's column evidence contains one of these texts, unless the study insists.",
            c => c.Evidence,
            (c, texts) => c with { Evidence = texts }
        );

    private static readonly SpecKey<ColumnFile, IReadOnlyList<PacketColumn>> ColumnsKey = new(
        "columns",
        Spec.List(Column.ToMapping(CheckColumn), 1),
        "The columns.",
        f => f.Columns,
        (f, columns) => f with { Columns = columns },
        isRequired: true
    );

    private static readonly SpecKey<ColumnFile, IReadOnlyDictionary<string, IReadOnlyList<string>>> SetsKey = new(
        "sets",
        Spec.Map("name", Spec.List(Spec.Text(NameExpectation), 1)),
        "Sets of columns, which layouts name like a column.",
        f => f.Sets,
        (f, sets) => f with { Sets = sets }
    );

    /// <summary>A file with the columns of one survey.</summary>
    public static SpecDocument<ColumnFile> Document { get; } =
        new(
            "columns",
            "The columns of a survey's packets that layouts may name, and sets of them.",
            new SpecRecord<ColumnFile>("a catalogue of columns", new ColumnFile(null, []))
                .Required(
                    "survey",
                    Spec.Choice<SurveyKind?>(("ztf", SurveyKind.Ztf), ("lsst", SurveyKind.Lsst), ("any", null)),
                    "The survey whose packets have the columns; any if they follow from the position of every packet.",
                    f => f.Survey,
                    (f, survey) => f with { Survey = survey }
                )
                .Key(ColumnsKey)
                .Key(SetsKey)
                .ToMapping(null, (file, _) => file with { Columns = [.. file.Columns.Select(c => c with { Survey = file.Survey })] })
        );

    private static void CheckColumn(SpecReader reader)
    {
        var isKnown =
            reader.TryGet(TypeKey, out var type)
            && type is not (ColumnType.Int or ColumnType.Long or ColumnType.Name or ColumnType.Derived);
        if (!isKnown && !reader.Has(BytesKey))
        {
            reader.Error(TypeKey, "columns.bytes", "the bytes of a column of this type depend on its value", "add bytes");
        }
    }
}

/// <summary>The columns of one file of the catalogue.</summary>
/// <param name="Survey">The survey; null if they follow from the position of every packet.</param>
/// <param name="Columns">The columns.</param>
internal sealed record ColumnFile(SurveyKind? Survey, IReadOnlyList<PacketColumn> Columns)
{
    /// <summary>Names of columns by the name of their set.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Sets { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
