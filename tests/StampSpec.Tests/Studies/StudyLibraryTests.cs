using StampSpec.Common;
using StampSpec.Studies.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class StudyLibraryTests
{
    public static TheoryData<string> Names => [.. StudyLibrary.Names];

    [Fact]
    public void Every_study_of_the_specs_folder_is_known_by_name()
    {
        var files = Directory.GetFiles(Repository.PathOf("specs", "studies"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f));
        Assert.Equal(files.Order(StringComparer.Ordinal), StudyLibrary.Names);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_means_the_study_that_its_file_holds(string name) => Assert.Equal(name, StudySpecFile.Load(name, []).Name);

    [Theory]
    [InlineData("quikstart", "did you mean quickstart?")]
    [InlineData("no/such/file.yaml", "write the path of a file, or one of ")]
    public void A_name_that_is_neither_known_nor_a_file_says_what_to_write(string name, string fix)
    {
        var problem = Assert.Single(Assert.Throws<InvalidInputException>(() => StudySpecFile.Load(name, [])).Diagnostics);
        Assert.Equal("study.unknown", problem.Code);
        Assert.StartsWith(fix, problem.Fix, StringComparison.Ordinal);
    }
}
