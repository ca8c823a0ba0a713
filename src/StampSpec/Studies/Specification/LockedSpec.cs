using System.Text.Json;
using YamlDotNet.Serialization;

namespace StampSpec.Studies.Specification;

/// <summary>Writes study.lock.yaml: the spec with every default, override and layout written out; running it again is running the study again.</summary>
internal static class LockedSpec
{
    private static readonly ISerializer Serializer = new SerializerBuilder().WithQuotingNecessaryStrings().WithNewLine("\n").DisableAliases().Build();

    /// <summary>The text of the file.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">The folder that it is written into, which paths are relative to.</param>
    public static string Write(Study study, string folder)
    {
        var written = new OrderedDictionary<string, object> { [StudySpec.NameKey.Name] = study.Name };
        if (study.Question is { } question)
        {
            written[StudySpec.QuestionKey.Name] = question;
        }

        written[StudySpec.DataSetKey.Name] = DataSetSpec.Declaration.ToYaml(study.DataSet, folder)!;
        written[StudySpec.LayoutsKey.Name] = study.Layouts.Select(l => StudyLayoutSpec.Write(l, folder)).ToArray();
        if (study.Tuning is { } tuning)
        {
            written[StudySpec.TuningKey.Name] = TuningSpec.Declaration.ToYaml(tuning, folder)!;
        }

        if (study.Search is { } search)
        {
            written[StudySpec.SearchKey.Name] = SearchSpec.Declaration.ToYaml(search, folder)!;
        }

        written[StudySpec.SplitKey.Name] = SplitSpec.Declaration.ToYaml(study.Split, folder)!;
        written[StudySpec.RunsKey.Name] = study.Runs;
        written[StudySpec.SeedKey.Name] = study.Seed;
        written[StudySpec.BaselineKey.Name] = study.Baseline;
        written[StudySpec.MarginKey.Name] = study.Margin;
        written[StudySpec.ResamplesKey.Name] = study.Resamples;
        if (study.Budgets.Except(StudyBudget.Published).ToArray() is { Length: > 0 } budgets)
        {
            written[StudySpec.BudgetsKey.Name] = new OrderedDictionary<string, object>(budgets.Select(b => KeyValuePair.Create(b.Name, (object)b.Bytes)));
        }

        if (study.LeftOut.Count > 0)
        {
            written[StudySpec.LeftOutKey.Name] = study.LeftOut.Select(l => LeftOutSpec.Declaration.ToYaml(l, folder)!).ToArray();
        }

        return Serializer.Serialize(written);
    }

    /// <summary>A member of an enumeration as specs write it.</summary>
    public static string Word(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
