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
    public static string Write(Study study, string folder) => Serializer.Serialize(StudySpec.Write(study, folder));

    /// <summary>A member of an enumeration as specs write it.</summary>
    public static string Word(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
