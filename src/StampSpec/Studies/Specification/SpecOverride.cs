using StampSpec.Diagnostics;

namespace StampSpec.Studies.Specification;

/// <summary>A value from the command line that takes the place of a spec's.</summary>
/// <param name="Path">Keys from the root, joined by dots, with items of lists in brackets, from 0: <c>training.steps</c>, <c>layouts[1].training.steps</c>.</param>
/// <param name="Value">The value as YAML; paths in it are relative to the working folder.</param>
public sealed record SpecOverride(string Path, string Value)
{
    /// <summary>The option that gave it, as messages name it.</summary>
    public string Source { get; init; } = $"--set {Path}";

    /// <summary>Reads <c>key=value</c>.</summary>
    /// <exception cref="InvalidInputException">There is no equals sign, or no key before it.</exception>
    public static SpecOverride Parse(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1
            ? new SpecOverride(text[..at].Trim(), text[(at + 1)..].Trim())
            : throw new InvalidInputException(Diagnostic.Error("study.override", $"--set {text} is not key=value") with
            {
                Fix = "write for example --set training.steps=200",
            });
    }
}
