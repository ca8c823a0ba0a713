using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of one item of <c>left-out</c>.</summary>
internal static class LeftOutSpec
{
    private static readonly SpecKey<string> NameKey = Spec.Required("name", Spec.Name(), "Name of the layout.");

    private static readonly SpecKey<string> ReasonKey = Spec.Required("reason", Spec.Text(), "Why it was left out.");

    /// <summary>The keys.</summary>
    public static SpecMapping<ExcludedLayout> Declaration { get; } = new(
        "a layout left out", [NameKey, ReasonKey], reader => new ExcludedLayout(reader.Get(NameKey), reader.Get(ReasonKey)));

    /// <summary>A layout left out as the values of these keys.</summary>
    public static OrderedDictionary<string, object> Write(ExcludedLayout layout) => new() { [NameKey.Name] = layout.Name, [ReasonKey.Name] = layout.Reason };
}
