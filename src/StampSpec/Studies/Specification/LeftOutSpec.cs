using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of one item of <c>left-out</c>.</summary>
internal static class LeftOutSpec
{
    /// <summary>The keys.</summary>
    public static SpecMapping<ExcludedLayout> Declaration { get; } = new SpecRecord<ExcludedLayout>(
            "a layout left out", new ExcludedLayout("", ""))
        .Required("name", Spec.Name(), "Name of the layout.", l => l.Name, (l, name) => l with { Name = name })
        .Required("reason", Spec.Text(), "Why it was left out.", l => l.Reason, (l, reason) => l with { Reason = reason })
        .ToMapping();
}
