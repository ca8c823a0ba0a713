using StampSpec.Alerts;
using StampSpec.Specs;

namespace StampSpec.Layouts.Specification;

/// <summary>The declaration of a layout's packet columns: names of columns and of sets of columns.</summary>
internal static class PacketColumnList
{
    private const string Code = "layout.columns";

    /// <summary>A list of names.</summary>
    public static SpecValue<IReadOnlyList<PacketColumn>> Declaration { get; } =
        Spec.List(Spec.Text("the name of a packet column or of a set of columns"), 0, 256)
            .Then(Resolve, (columns, _) => [.. columns.Select(c => c.Name)]);

    private static IReadOnlyList<PacketColumn> Resolve(IReadOnlyList<string> names, SpecNode node, SpecFindings findings)
    {
        var columns = new List<PacketColumn>();
        foreach (var (name, item) in names.Zip(((ListNode)node).Items))
        {
            if (ColumnsOf(name) is { } named)
            {
                Add(columns, named, item.Place, findings);
            }
            else
            {
                findings.Error(item.Place, Code, $"{name} is not a packet column, nor a set of columns", Fix(name));
            }
        }

        return columns;
    }

    private static IReadOnlyList<PacketColumn>? ColumnsOf(string name) =>
        PacketColumns.Sets.TryGetValue(name, out var set) ? set
        : PacketColumns.ByName.TryGetValue(name, out var column) ? [column]
        : null;

    private static string Fix(string name)
    {
        var nearest = NearestName.Of(name, [.. PacketColumns.Sets.Keys, .. PacketColumns.ByName.Keys]);
        return nearest is null
            ? $"write the name of a column in specs/columns, or of a set: {string.Join(", ", PacketColumns.Sets.Keys)}"
            : $"did you mean {nearest}?";
    }

    private static void Add(List<PacketColumn> columns, IReadOnlyList<PacketColumn> named, SpecPlace place, SpecFindings findings)
    {
        foreach (var column in named)
        {
            if (columns.Contains(column))
            {
                findings.Error(place, Code, $"the column {column.Name} is named twice", "name it once, by itself or in a set");
            }
            else if (columns.Find(c => c.Survey is not null && column.Survey is not null && c.Survey != column.Survey) is { } other)
            {
                findings.Error(place, Code, OfTwoSurveys(column, other), "name columns of one survey");
            }
            else
            {
                columns.Add(column);
            }
        }
    }

    private static string OfTwoSurveys(PacketColumn column, PacketColumn other)
    {
        var (own, others) = (PacketColumn.NameOf(column.Survey!.Value), PacketColumn.NameOf(other.Survey!.Value));
        return $"{column.Name} is a column of {own} packets, which {others} packets lack, but {other.Name} is one of {others} packets";
    }
}
