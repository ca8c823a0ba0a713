using StampSpec.Diagnostics;
using StampSpec.Specs;

namespace StampSpec.Layouts;

/// <summary>The layouts of <c>specs/layouts</c>, which are embedded in the assembly so that their names work from any folder.</summary>
public static class LayoutLibrary
{
    private const string ResourcePrefix = "layouts/";
    private const string Extension = ".yaml";

    /// <summary>The names, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(LayoutLibrary).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(n => n[ResourcePrefix.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A layout by its name here, or by the path of its file; a name wins over a file of the same name.</summary>
    /// <exception cref="InvalidInputException">There is neither, or the file is wrong; carries every finding.</exception>
    public static StampLayout Load(string nameOrPath)
    {
        var reading = Read(nameOrPath, nameOrPath);
        return reading.IsValid ? reading.Value! : throw new InvalidInputException(reading.Diagnostics);
    }

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
        if (Names.Contains(nameOrPath))
        {
            using var stream = typeof(LayoutLibrary).Assembly.GetManifestResourceStream(ResourcePrefix + nameOrPath + Extension)!;
            using var text = new StreamReader(stream);
            return LayoutSpec.Document.Parse(text.ReadToEnd(), nameOrPath + Extension);
        }

        return File.Exists(path) ? LayoutSpec.Document.Read(path) : new SpecReading<StampLayout>(null, [Unknown(nameOrPath)]);
    }

    private static Diagnostic Unknown(string nameOrPath)
    {
        var nearest = NearestName.Of(nameOrPath, Names);
        return Diagnostic.Error("layout.unknown", $"there is no layout called {nameOrPath}, and no such file") with
        {
            Fix = nearest is null ? $"write a path, or one of {string.Join(", ", Names)}" : $"did you mean {nearest}?",
        };
    }
}
