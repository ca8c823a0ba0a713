using StampSpec.Alerts;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>Checks the packet columns of a study's layouts as far as the spec alone tells.</summary>
internal static class ColumnRules
{
    private const string Code = "study.columns";

    /// <summary>The key of the columns that are used although labels rest on them.</summary>
    public static readonly SpecKey<Study, IReadOnlyList<string>> AllowedKey = new(
        "columns-behind-labels",
        Spec.OneOrMore(Spec.Text("the name of a packet column")),
        "Packet columns that layouts may use although labels rest on them. Without this key such columns are refused; with it, every "
            + "output names those that are used.",
        s => s.ColumnsBehindLabels,
        (s, names) => s with { ColumnsBehindLabels = names },
        isWritten: s => s.ColumnsBehindLabels.Count > 0
    );

    /// <summary>Reports columns that the study's alerts cannot have, and columns on which labels rest.</summary>
    /// <param name="reader">The study.</param>
    /// <param name="layoutsKey">The key of the layouts, where problems are reported.</param>
    /// <param name="entries">The layouts.</param>
    /// <param name="dataSet">The alerts; null if they are invalid.</param>
    public static void Check(SpecReader reader, SpecKey layoutsKey, IReadOnlyList<StudyLayoutEntry> entries, StudyDataSet? dataSet)
    {
        IReadOnlyList<string> allowed = reader.TryGet(AllowedKey, out var names) ? names : [];
        CheckNames(reader, allowed);
        foreach (var entry in entries)
        {
            CheckData(reader, layoutsKey, entry, dataSet);
            foreach (var column in entry.Layout.Columns.Where(c => c.BehindLabels is not null && !allowed.Contains(c.Name)))
            {
                reader.Error(
                    layoutsKey,
                    Code,
                    $"{entry.NameInTables} uses the column {column.Name}, but {column.BehindLabels}",
                    $"remove the column, or write columns-behind-labels: [{column.Name}], and every output will say so"
                );
            }
        }
    }

    private static void CheckNames(SpecReader reader, IReadOnlyList<string> allowed)
    {
        foreach (var unknown in allowed.Where(name => !PacketColumns.ByName.ContainsKey(name)))
        {
            var nearest = NearestName.Of(unknown, PacketColumns.ByName.Keys);
            reader.Error(
                AllowedKey,
                Code,
                $"{unknown} is not a packet column",
                nearest is null ? "write names of columns in specs/columns" : $"did you mean {nearest}?"
            );
        }
    }

    private static void CheckData(SpecReader reader, SpecKey layoutsKey, StudyLayoutEntry entry, StudyDataSet? dataSet)
    {
        if (dataSet is null)
        {
            return;
        }

        PacketColumn[] columns = [.. entry.Layout.Columns.Where(c => c.Survey is not null)];
        string[] undrawn = [.. columns.Except(PacketColumns.Sets[PacketColumns.DrawnOfZtf]).Select(c => c.Name)];
        if (undrawn.Length > 0 && (IsOfZtf(dataSet.Synthetic) || IsOfZtf(dataSet.Extra?.Synthetic)))
        {
            reader.Error(
                layoutsKey,
                Code,
                $"{entry.NameInTables} uses packet columns of which synthetic alerts of ZTF have no realistic values: "
                    + string.Join(", ", undrawn),
                $"use columns of the set {PacketColumns.DrawnOfZtf}, or alerts that are read, and others under dataset.pretrain only"
            );
        }

        if (columns.Length > 0 && (dataSet.Injections.Count > 0 || dataSet.Extra?.Injections.Count > 0))
        {
            reader.Error(
                layoutsKey,
                Code,
                $"{entry.NameInTables} uses packet columns, such as {columns[0].Name}, but injected events would have those of their "
                    + "backgrounds, which tell them apart",
                "use alerts that are read, and others under dataset.pretrain only, which never sees columns"
            );
        }
    }

    private static bool IsOfZtf(SyntheticAlerts? alerts) => alerts is { Survey.Survey: SurveyKind.Ztf };
}
