using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Specs;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Layouts;

/// <summary>A document that names layouts, as studies do.</summary>
internal static class LayoutListDocument
{
    private static readonly SpecKey<IReadOnlyList<StampLayout>> LayoutsKey = Spec.Required(
        "layouts",
        Spec.List(LayoutSpec.Reference),
        "Layouts."
    );

    public static SpecDocument<IReadOnlyList<StampLayout>> Instance { get; } =
        new("list", "Layouts.", new SpecMapping<IReadOnlyList<StampLayout>>("a list", [LayoutsKey], r => r.Get(LayoutsKey)));

    public static string Write(TemporaryFolder folder, string layouts)
    {
        var path = folder["list.yaml"];
        File.WriteAllText(path, $"layouts: {layouts}\n");
        return path;
    }
}
