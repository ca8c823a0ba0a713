using System.Reflection;
using System.Text.RegularExpressions;
using NetArchTest.Rules;
using StampSpec.Common;

namespace StampSpec.Tests.Architecture;

/// <summary>
/// Which folders of the library the code of a folder may use, a row for each folder. A sub-folder may have a row of its own, such as
/// <c>Alerts.Fits</c>; without one it belongs to the folder above it. What code uses is read from the compiled library, so that a name
/// counts
/// however it is written; only constants, which the compiler copies, leave no trace there.
/// </summary>
/// <param name="rows">The folders that may be used, by folder.</param>
internal sealed class FolderRules(IReadOnlyDictionary<string, string[]> rows)
{
    private const string Root = "StampSpec.";
    private static readonly Assembly Library = typeof(Diagnostic).Assembly;

    private readonly ILookup<string, string> _types = Types
        .InAssembly(Library)
        .GetTypes()
        .Where(type => type.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true)
        .ToLookup(type => RowOf(type.Namespace![Root.Length..], rows), type => type.FullName!.Replace('+', '/'));

    /// <summary>Folders that hold types: rows, and top folders without a row.</summary>
    public IEnumerable<string> Folders => _types.Select(types => types.Key);

    /// <summary>Uses that no rule allows, such as <c>StampSpec.Alerts.Alert uses Sky</c>.</summary>
    public IEnumerable<string> Broken(string folder) =>
        _types
            .Where(other => other.Key != folder && !rows[folder].Contains(other.Key))
            .SelectMany(other => UsersOf([.. other], folder).Select(type => $"{type} uses {other.Key}"));

    private static string RowOf(string folder, IReadOnlyDictionary<string, string[]> rows) =>
        rows.ContainsKey(folder) || !folder.Contains('.') ? folder : RowOf(folder[..folder.LastIndexOf('.')], rows);

    private IEnumerable<string> UsersOf(string[] types, string folder)
    {
        var rule = Types.InAssembly(Library).That().ResideInNamespaceMatching(Pattern(folder)).ShouldNot().HaveDependencyOnAny(types);
        return rule.GetResult().FailingTypes?.Select(type => type.FullName!) ?? [];
    }

    // A folder with its sub-folders, except those that have rows of their own.
    private string Pattern(string folder)
    {
        var apart = rows
            .Keys.Where(row => row.StartsWith(folder + ".", StringComparison.Ordinal))
            .Select(row => $@"(?!\.{Regex.Escape(row[(folder.Length + 1)..])}(\.|$))");
        return $@"^{Regex.Escape(Root + folder)}{string.Concat(apart)}(\.|$)";
    }
}
