using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Dmtn102;
using StampSpec.Layouts.Specification;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>Every kind of spec: layouts, studies, packets, tables of key numbers and packet columns.</summary>
public static class SpecKinds
{
    /// <summary>The kinds.</summary>
    public static SpecDocuments All { get; } =
        new(LayoutSpec.Document, StudySpec.Document, PacketSpec.Document, KeyNumbersSpec.Document, PacketColumnSpec.Document);
}
