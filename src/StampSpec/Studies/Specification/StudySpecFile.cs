using StampSpec.Diagnostics;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>Reads a study's spec with values from the command line laid over it.</summary>
public static class StudySpecFile
{
    /// <summary>Reads a file that must be right.</summary>
    /// <param name="path">The spec.</param>
    /// <param name="overrides">Values from the command line.</param>
    /// <exception cref="InvalidInputException">It is wrong, or an override is; carries every finding.</exception>
    public static Study Load(string path, IReadOnlyList<SpecOverride> overrides)
    {
        if (overrides.Count == 0 || !File.Exists(path))
        {
            return StudySpec.Document.Load(path);
        }

        var findings = new SpecFindings();
        var root = SpecParser.Parse(File.ReadAllText(path), path, findings);
        var study = (Study?)null;
        if (root is not null && OverriddenSpec.Apply(root, overrides, findings) is var changed && findings.ErrorCount == 0)
        {
            StudySpec.Declaration.TryBind(changed, findings, out study);
        }

        return study is not null && findings.ErrorCount == 0 ? study : throw new InvalidInputException(findings.Diagnostics);
    }
}
