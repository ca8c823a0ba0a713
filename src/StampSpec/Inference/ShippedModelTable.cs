using System.Globalization;

namespace StampSpec.Inference;

/// <summary>The shipped models as a table.</summary>
internal static class ShippedModelTable
{
    private static readonly string[] Headings =
    [
        "name",
        "survey",
        "layout",
        "field, arcsec",
        "bytes",
        "networks",
        "macro-F1",
        "95 % interval",
        "classes",
        "data",
        "licence",
    ];

    /// <summary>Headings, then a row for each model.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows() => [Headings, .. ShippedModels.Names.Select(Row)];

    private static string[] Row(string name)
    {
        var description = ShippedModels.DescriptionOf(name);
        var facts = description?.Facts;
        var score = facts?.MacroF1;
        return
        [
            name,
            facts?.Survey ?? "",
            description?.Layout.Name ?? "",
            Text(description?.Layout.Scales.Select(s => (double?)s.FieldOfViewArcsec).Max(), "0.#"),
            Text(facts?.Bytes, "0"),
            Text(facts?.Networks, "0"),
            Text(score?.Value, "0.000"),
            score is null ? "" : $"[{Text(score.Low, "0.000")}, {Text(score.High, "0.000")}]",
            string.Join(" ", description?.Classes ?? []),
            facts?.Data ?? "",
            facts?.Licence ?? "",
        ];
    }

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
