using StampSpec.Studies.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Specs;

/// <summary>
/// The committed schemas and tables agree with the declarations: <c>stampspec validate --schema KIND > specs/schema/KIND.json</c> and
/// <c>stampspec validate --keys KIND > specs/schema/KIND.md</c> regenerate them.
/// </summary>
public sealed class SchemaFilesTests
{
    [Fact]
    public void Every_kind_of_spec_has_its_schema_committed_as_declared()
    {
        var files = Directory.GetFiles(Repository.PathOf("specs", "schema"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f));
        Assert.Equal(SpecKinds.All.All.Select(d => d.Name).Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
        Assert.All(SpecKinds.All.All, kind =>
            Assert.Equal(kind.ToJsonSchema(), File.ReadAllText(Repository.PathOf("specs", "schema", kind.Name + ".json")))
        );
    }

    [Fact]
    public void Every_kind_of_spec_has_its_table_of_keys_committed_as_declared()
    {
        Assert.All(SpecKinds.All.All, kind =>
            Assert.Equal(kind.ToMarkdownTable(), File.ReadAllText(Repository.PathOf("specs", "schema", kind.Name + ".md")))
        );
    }
}
