using StampSpec.Diagnostics;

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
        var reading = StudySpec.Document.Parse(text, file, (root, findings) => OverriddenSpec.Apply(root, overrides, findings));
        return reading.IsValid ? reading.Value! : throw new InvalidInputException(reading.Diagnostics);
    }
}
