using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Specs;

namespace StampSpec.Layouts.Specification;

/// <summary>The layouts of <c>specs/layouts</c>, which are embedded in the assembly so that their names work from any folder.</summary>
public static class LayoutLibrary
{
    private static readonly EmbeddedSpecs Embedded = new("layouts");

    /// <summary>The names, in ordinal order.</summary>
    public static IReadOnlyList<string> Names => Embedded.Names;

    /// <summary>
    /// A layout by its name in this library, or by the path of its file. A name takes precedence over a file of the same name.
    /// </summary>
    /// <exception cref="InvalidInputException">There is neither, or the file is invalid; the exception contains every finding.</exception>
    public static StampLayout Load(string nameOrPath)
    {
        var reading = Read(nameOrPath, nameOrPath);
        return reading.IsValid ? reading.Value! : throw new InvalidInputException(reading.Diagnostics);
    }

    /// <summary>The YAML of a layout of this library, including comments; null if there is no layout of that name.</summary>
    public static string? TextOf(string name) => Embedded.TextOf(name);

    internal static StampLayout Resolve(string nameOrPath, SpecNode node, SpecFindings findings)
    {
        var reading = Read(nameOrPath, Path.Combine(node.Place.Folder, nameOrPath));
        if (reading.Diagnostics is [{ Code: "layout.unknown" } unknown])
        {
            findings.Error(node.Place, unknown.Code, unknown.Message, unknown.Fix);
        }
        else
        {
            findings.AddRange(reading.Diagnostics);
        }

        return reading.Value!;
    }

    private static SpecReading<StampLayout> Read(string nameOrPath, string path)
    {
        if (TextOf(nameOrPath) is { } text)
        {
            return LayoutSpec.Document.Parse(text, nameOrPath + EmbeddedSpecs.Extension);
        }

        return File.Exists(path) ? LayoutSpec.Document.Read(path) : new SpecReading<StampLayout>(null, [Unknown(nameOrPath)]);
    }

    private static Diagnostic Unknown(string nameOrPath)
    {
        if (nameOrPath.Contains('/', StringComparison.Ordinal) || nameOrPath.EndsWith(EmbeddedSpecs.Extension, StringComparison.Ordinal))
        {
            return Diagnostic.Error("layout.unknown", $"there is no file {nameOrPath}", fix: "write the path of a layout's YAML file");
        }

        var nearest = NearestName.Of(nameOrPath, Names);
        return Diagnostic.Error(
            "layout.unknown",
            $"there is no layout called {nameOrPath}, and no file of this name",
            fix: nearest is null ? $"write a path, or one of {string.Join(", ", Names)}" : $"did you mean {nearest}?"
        );
    }
}
