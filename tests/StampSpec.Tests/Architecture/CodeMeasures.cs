using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Architecture;

/// <summary>
/// The size and shape of the code under <c>src</c>. A code line holds a token other than those of using directives and of the namespace;
/// comments and empty lines do not count. Nested types count as types, and constructors, operators and local functions as methods.
/// </summary>
internal sealed class CodeMeasures
{
    public const int LongestLine = 140;
    private const int SmallFileLines = 10;

    private readonly List<int> _fileLines = [];
    private readonly List<int> _methodLines = [];
    private int _types;

    private CodeMeasures(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            Add(file);
        }

        _fileLines.Sort();
        _methodLines.Sort();
    }

    public int Files => _fileLines.Count;

    public double SmallFiles => (double)_fileLines.Count(n => n <= SmallFileLines) / Files;

    public int FileMedian => Quantile(_fileLines, 0.5);

    public int FileP90 => Quantile(_fileLines, 0.9);

    public double CodeLinesPerType => (double)_fileLines.Sum() / _types;

    public int PublicTypes { get; private set; }

    public int MethodMedian => Quantile(_methodLines, 0.5);

    public int MethodP90 => Quantile(_methodLines, 0.9);

    /// <summary>Lines above <see cref="LongestLine"/> characters, as file and number.</summary>
    public List<string> LongLines { get; } = [];

    public static CodeMeasures OfSources() =>
        new(
            Directory
                .GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
                .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        );

    private static int Quantile(List<int> sorted, double fraction) => sorted[(int)(fraction * sorted.Count)];

    private static int CodeLines(SyntaxNode node) =>
        node.DescendantTokens(n => n is not UsingDirectiveSyntax).Where(t => !BelongsToNamespace(t)).SelectMany(Lines).Distinct().Count();

    private static bool BelongsToNamespace(SyntaxToken token) =>
        token.Parent!.FirstAncestorOrSelf<FileScopedNamespaceDeclarationSyntax>() is { } space
        && token.SpanStart <= space.SemicolonToken.SpanStart;

    private static IEnumerable<int> Lines(SyntaxToken token)
    {
        var lines = token.GetLocation().GetLineSpan();
        var count = token.IsKind(SyntaxKind.EndOfFileToken) ? 0 : lines.EndLinePosition.Line - lines.StartLinePosition.Line + 1;
        return Enumerable.Range(lines.StartLinePosition.Line, count);
    }

    private static bool IsPublic(MemberDeclarationSyntax type) =>
        type.Modifiers.Any(SyntaxKind.PublicKeyword) && type.Parent is not TypeDeclarationSyntax;

    private void Add(string file)
    {
        var text = File.ReadAllText(file);
        var root = CSharpSyntaxTree.ParseText(text).GetRoot();
        MemberDeclarationSyntax[] types =
        [
            .. root.DescendantNodes()
                .OfType<MemberDeclarationSyntax>()
                .Where(n => n is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax),
        ];
        _types += types.Length;
        PublicTypes += types.Count(IsPublic);
        _fileLines.Add(CodeLines(root));
        _methodLines.AddRange(
            root.DescendantNodes().Where(n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax).Select(CodeLines)
        );
        LongLines.AddRange(
            text.Split('\n')
                .Index()
                .Where(l => l.Item.Length > LongestLine)
                .Select(l => $"{Path.GetRelativePath(Repository.PathOf("."), file)}:{l.Index + 1}")
        );
    }
}
