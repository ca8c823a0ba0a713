using StampSpec.Common;
using StampSpec.Layouts.Specification;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The studies of <c>specs/studies</c>, which are embedded in the assembly so that their names work from any folder.</summary>
public static class StudyLibrary
{
    private static readonly EmbeddedSpecs Embedded = new("studies");

    /// <summary>The names, in ordinal order.</summary>
    public static IReadOnlyList<string> Names => Embedded.Names;

    /// <summary>The YAML of a study of this library, including comments; null if there is no study with this name.</summary>
    public static string? TextOf(string name) => Embedded.TextOf(name);

    /// <summary>The text of a study, by its name in this library or by the path of its file; a name takes precedence over a file of the
    /// same name.</summary>
    /// <returns>The text and the file; diagnostics name this file, and relative paths start from it.</returns>
    /// <exception cref="InvalidInputException">There is no such study or file, or the file is too large for a spec.</exception>
    internal static (string Text, string File) Read(string nameOrPath)
    {
        var found = Find(nameOrPath, nameOrPath);
        return found.Problem is null ? (found.Text!, found.File) : throw new InvalidInputException(found.Problem);
    }

    /// <summary>The text of a study, by its name or by a path, or the reason why it cannot be read.</summary>
    /// <param name="nameOrPath">The text that names the study.</param>
    /// <param name="path">The path that it means if it is not a name.</param>
    internal static (string? Text, string File, Diagnostic? Problem) Find(string nameOrPath, string path)
    {
        if (TextOf(nameOrPath) is { } text)
        {
            return (text, nameOrPath + EmbeddedSpecs.Extension, null);
        }

        return !File.Exists(path) ? (null, path, Unknown(nameOrPath))
            : SpecFile.TryRead(path, out var read, out var problem) ? (read, path, null)
            : (null, path, problem);
    }

    private static Diagnostic Unknown(string nameOrPath)
    {
        var nearest = NearestName.Of(nameOrPath, Names);
        return Diagnostic.Error(
            "study.unknown",
            $"{nameOrPath} is neither the name of a study nor a file",
            fix: LayoutLibrary.Names.Contains(nameOrPath)
                    ? $"{nameOrPath} is a layout; name a study that contains it, or compute its bytes with stampspec budget {nameOrPath}"
                : nearest is null ? $"write the path of a file, or one of {string.Join(", ", Names)}"
                : $"did you mean {nearest}?"
        );
    }
}

/// <summary>Joins a study's file with the files of its key <c>include</c>. Every node keeps its place in its original file.</summary>
internal static class StudyIncludes
{
    /// <summary>Maximum number of files of one study; a greater number is a mistake, because includes multiply with every level.</summary>
    private const int MostFiles = 100;

    /// <summary>Keys that change the included ones key by key, as a layout's keys change the study's.</summary>
    private static readonly string[] Layered = [StudySpec.ClassifierKey.Name, StudySpec.TrainingKey.Name];

    /// <summary>The keys of the file and, for keys that it does not set, those of included files; without the key <c>include</c>.</summary>
    public static SpecNode Join(SpecNode root, SpecFindings findings) =>
        new Joining(findings).Of(root, [root.Place.File is { } file ? Path.GetFullPath(file) : ""]);

    /// <summary>The same for a study of the library: it includes studies of the library, whatever the working folder contains.</summary>
    public static SpecNode JoinInLibrary(SpecNode root, SpecFindings findings) => new Joining(findings).Of(root, [root.Place.File!]);

    private sealed class Joining(SpecFindings findings)
    {
        private int _files = 1;

        /// <summary>Joins a file with the files that it includes.</summary>
        /// <param name="root">The file.</param>
        /// <param name="chain">
        /// The chain of includes that leads to the file, which is the last one: full paths of files, and names of studies of the library.
        /// </param>
        public SpecNode Of(SpecNode root, IReadOnlyList<string> chain)
        {
            root = LockedSpec.WithPresentNames(root);
            var including = (root as MappingNode)?.Entries.Where(e => e.Key.Text == StudySpec.IncludeKey.Name).ToArray() ?? [];
            if (including.Length == 0)
            {
                return root;
            }

            var mapping = (MappingNode)root;
            var joined = new MappingNode(root.Place, [.. mapping.WithoutDuplicates(findings).Where(e => e != including[0])]);
            if (StudySpec.IncludeKey.TryBind(including[0].Value, findings, out _))
            {
                foreach (var name in Items(including[0].Value).Reverse())
                {
                    joined = Read(name, chain) is { } included ? Over(joined, included) : joined;
                }
            }

            return joined;
        }

        private static IEnumerable<ScalarNode> Items(SpecNode value) =>
            value is ListNode list ? list.Items.Cast<ScalarNode>() : [(ScalarNode)value];

        private MappingNode? Read(ScalarNode name, IReadOnlyList<string> chain)
        {
            var beside = Beside(name, chain);
            var (text, file, problem) = beside is null ? StudyLibrary.Find(name.Text, Shown(name)) : StudyLibrary.Find(beside, beside);
            var full = beside is null && StudyLibrary.TextOf(name.Text) is not null ? file : Path.GetFullPath(file);
            if (problem is not null)
            {
                findings.Error(name.Place, "study.include", $"cannot include {name.Text}: {problem.Message}", problem.Fix);
            }
            else if (chain.Contains(full))
            {
                var circle = chain.SkipWhile(c => c != full).Append(full).Select(Path.GetFileName);
                findings.Error(
                    name.Place,
                    "study.include",
                    $"circular include: {string.Join(" -> ", circle)}",
                    "remove one of these include keys"
                );
            }
            else if (++_files > MostFiles)
            {
                findings.Error(
                    name.Place,
                    "study.include",
                    $"the study includes more than {MostFiles} files",
                    "include fewer files, and each only once"
                );
            }
            else if (SpecParser.Parse(text!, file, findings) is { } root)
            {
                return Mapping(Of(root, [.. chain, full]), file);
            }

            return null;
        }

        /// <summary>
        /// The file of the named study beside the including file; null if there is none, or if the including study is one of the library.
        /// In a checkout, this is the file that the user sees and may have changed since the command was built.
        /// </summary>
        private static string? Beside(ScalarNode name, IReadOnlyList<string> chain)
        {
            var path = Shown(name) + EmbeddedSpecs.Extension;
            return Path.IsPathRooted(chain[^1]) && File.Exists(path) && !chain.Contains(Path.GetFullPath(path)) ? path : null;
        }

        /// <summary>The path of the included file for messages: relative to the including file, as the user wrote that.</summary>
        private static string Shown(ScalarNode name) => Path.Combine(Path.GetDirectoryName(name.Place.File) ?? "", name.Text);

        private MappingNode? Mapping(SpecNode root, string file)
        {
            if (root is not MappingNode mapping)
            {
                findings.Error(
                    root.Place,
                    "study.include",
                    $"{file} contains {root.Describe()} instead of the keys of a study",
                    "write key: value lines"
                );
                return null;
            }

            return new MappingNode(mapping.Place, [.. mapping.WithoutDuplicates(findings)]);
        }

        private static MappingNode Over(MappingNode own, MappingNode included)
        {
            var given = own.Entries.Select(e => e.Key.Text).ToHashSet(StringComparer.Ordinal);
            var joined = own.Entries.Select(e =>
                Layered.Contains(e.Key.Text)
                && included.Entries.FirstOrDefault(i => i.Key.Text == e.Key.Text) is { Value: MappingNode below }
                && e.Value is MappingNode above
                    ? e with
                    {
                        Value = Over(above, below),
                    }
                    : e
            );
            return own with { Entries = [.. joined, .. included.Entries.Where(e => !given.Contains(e.Key.Text))] };
        }
    }
}
