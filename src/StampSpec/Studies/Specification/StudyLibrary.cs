using StampSpec.Diagnostics;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The studies of <c>specs/studies</c>, which are embedded in the assembly so that their names work from any folder.</summary>
public static class StudyLibrary
{
    private static readonly EmbeddedSpecs Embedded = new("studies");

    /// <summary>The names, in ordinal order.</summary>
    public static IReadOnlyList<string> Names => Embedded.Names;

    /// <summary>The YAML of a study of this library, comments included; null where it has none of that name.</summary>
    public static string? TextOf(string name) => Embedded.TextOf(name);

    /// <summary>The text of a study by its name here, or by the path of its file; a name wins over a file of the same name.</summary>
    /// <returns>The text, and the file that diagnostics name and that relative paths start from.</returns>
    /// <exception cref="InvalidInputException">There is neither, or the file is larger than a spec may be.</exception>
    internal static (string Text, string File) Read(string nameOrPath)
    {
        var found = Find(nameOrPath, nameOrPath);
        return found.Problem is null ? (found.Text!, found.File) : throw new InvalidInputException(found.Problem);
    }

    /// <summary>The text of a study by its name here, or by a path; or why there is none.</summary>
    /// <param name="nameOrPath">What was written.</param>
    /// <param name="path">The path that it stands for, where it is no name.</param>
    internal static (string? Text, string File, Diagnostic? Problem) Find(string nameOrPath, string path)
    {
        if (TextOf(nameOrPath) is { } text)
        {
            return (text, nameOrPath + EmbeddedSpecs.Extension, null);
        }

        var problem = File.Exists(path) ? SpecFile.Problem(path) : Unknown(nameOrPath);
        return problem is null ? (File.ReadAllText(path), path, null) : (null, path, problem);
    }

    private static Diagnostic Unknown(string nameOrPath)
    {
        var nearest = NearestName.Of(nameOrPath, Names);
        return Diagnostic.Error("study.unknown", $"there is no study called {nameOrPath}, and no such file") with
        {
            Fix = nearest is null ? $"write a path, or one of {string.Join(", ", Names)}" : $"did you mean {nearest}?",
        };
    }
}
