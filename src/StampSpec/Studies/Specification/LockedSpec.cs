using System.Text.Json;
using StampSpec.Specs;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;
using YamlDotNet.Serialization;

namespace StampSpec.Studies.Specification;

/// <summary>Writes study.lock.yaml: the spec with every default, override and layout written out. Running this file repeats the
/// study.</summary>
internal static class LockedSpec
{
    private static readonly ISerializer Serializer = new SerializerBuilder()
        .WithQuotingNecessaryStrings()
        .WithNewLine("\n")
        .DisableAliases()
        .Build();

    /// <summary>The text of the file.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">The folder of the file; paths in it are relative to this folder.</param>
    public static string Write(Study study, string folder) => Serializer.Serialize(StudySpec.Write(study, folder));

    /// <summary>Replaces former key names in a study.lock.yaml by the present ones; other files are not changed.</summary>
    public static SpecNode WithPresentNames(SpecNode root) =>
        Path.GetFileName(root.Place.File) == ResultFile.LockedSpec ? StudySpec.Declaration.WithPresentNames(root) : root;

    /// <summary>The word that specs use for a member of an enumeration.</summary>
    public static string Word(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
