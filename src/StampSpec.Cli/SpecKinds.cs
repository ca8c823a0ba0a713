using StampSpec.Budgets;
using StampSpec.Budgets.Dmtn102;
using StampSpec.Layouts;
using StampSpec.Specs;
using StampSpec.Studies.Specification;

namespace StampSpec.Cli;

/// <summary>Every kind of spec that <c>validate</c> knows.</summary>
internal static class SpecKinds
{
    /// <summary>The kinds.</summary>
    public static SpecDocuments All { get; } = new(LayoutSpec.Document, StudySpec.Document, PacketSpec.Document, KeyNumbersSpec.Document);
}
