using StampSpec.Diagnostics;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>Reads a study's spec with values from the command line laid over it.</summary>
public static class StudySpecFile
{
    /// <summary>Reads a study that must be right.</summary>
    /// <param name="nameOrPath">A name in <see cref="StudyLibrary"/>, or the path of a file.</param>
    /// <param name="overrides">Values from the command line.</param>
    /// <exception cref="InvalidInputException">It is wrong, or an override is; carries every finding.</exception>
    public static Study Load(string nameOrPath, IReadOnlyList<SpecOverride> overrides)
    {
        var (text, file) = StudyLibrary.Read(nameOrPath);
        var findings = new SpecFindings();
        var study = (Study?)null;
        if (SpecParser.Parse(text, file, findings) is { } root
            && OverriddenSpec.Apply(root, overrides, findings) is var changed
            && findings.ErrorCount == 0)
        {
            StudySpec.Declaration.TryBind(changed, findings, out study);
        }

        return study is not null && findings.ErrorCount == 0 ? study
            : throw new InvalidInputException([.. findings.Diagnostics.OrderBy(d => d.Line).ThenBy(d => d.Column)]);
    }
}
