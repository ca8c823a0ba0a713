using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace StampSpec.Specs;

/// <summary>
/// Reads YAML text into nodes that know their places. Anchors, aliases, tags and several documents are refused, because a spec needs none
/// of these.
/// </summary>
internal sealed class SpecParser
{
    /// <summary>Largest file that is read as a spec.</summary>
    public const int LargestBytes = 4 << 20;

    private const int MaxDepth = 32;

    private readonly Parser _parser;
    private readonly string? _file;
    private readonly SpecFindings _findings;

    private SpecParser(string text, string? file, SpecFindings findings)
    {
        _parser = new Parser(new StringReader(text));
        _file = file;
        _findings = findings;
    }

    /// <summary>Parses a text. The result is null, with findings, if the text is not a YAML document or is empty.</summary>
    public static SpecNode? Parse(string text, string? file, SpecFindings findings)
    {
        var parser = new SpecParser(text, file, findings);
        try
        {
            var root = parser.Document();
            if (root is null)
            {
                findings.Error(parser.PlaceOf(Mark.Empty), "spec.empty", "the document is empty", "write at least its required keys");
            }

            return findings.ErrorCount == 0 ? root : null;
        }
        catch (Exception broken) when (broken is YamlException or InvalidOperationException or ArgumentException)
        {
            // For some unclosed brackets and malformed tags, YamlDotNet throws exceptions other than its own.
            var (mark, sentence) = broken is YamlException yaml
                ? (yaml.Start, Sentence(yaml))
                : (parser.LastMark, "a bracket, a quote or a tag after this is wrong");
            findings.Error(
                parser.PlaceOf(mark),
                "spec.syntax",
                $"this is not valid YAML: {sentence}",
                "check the indentation (spaces, not tabs), colons, brackets and quotes"
            );
            return null;
        }
    }

    private static string Sentence(YamlException broken)
    {
        var sentence = (broken.InnerException?.Message ?? broken.Message).TrimEnd('.');
        return sentence.Contains("tab character", StringComparison.Ordinal) ? "a line after this is indented with a tab" : sentence;
    }

    private Mark LastMark => _parser.Current?.End ?? Mark.Empty;

    private SpecNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            return null;
        }

        var root = Node("", 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            _findings.Error(Place(second, ""), "spec.documents", "a second document starts here", "keep one document in each file");
        }

        return root is ScalarNode { IsEmpty: true } ? null : root;
    }

    private SpecNode Node(string path, int depth)
    {
        var next = _parser.Consume<ParsingEvent>();
        Refuse(next, path, depth);
        return next switch
        {
            SequenceStart => List(next, path, depth),
            MappingStart => Mapping(next, path, depth),
            Scalar scalar => ToNode(scalar, path),
            _ => new ScalarNode(Place(next, path), "", IsQuoted: false),
        };
    }

    private void Refuse(ParsingEvent next, string path, int depth)
    {
        if (next is AnchorAlias || next is NodeEvent { Anchor.IsEmpty: false })
        {
            _findings.Error(Place(next, path), "spec.anchor", "anchors and aliases are not supported", "write the value itself");
        }

        if (next is NodeEvent { Tag.IsEmpty: false })
        {
            _findings.Error(
                Place(next, path),
                "spec.tag",
                "tags are not supported",
                "remove the word that starts with an exclamation mark"
            );
        }

        if (depth > MaxDepth)
        {
            throw new YamlException(next.Start, next.End, FormattableString.Invariant($"nested deeper than {MaxDepth} levels"));
        }
    }

    private ListNode List(ParsingEvent start, string path, int depth)
    {
        var items = new List<SpecNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(FormattableString.Invariant($"{path}[{items.Count}]"), depth + 1));
        }

        return new ListNode(Place(start, path), items);
    }

    private MappingNode Mapping(ParsingEvent start, string path, int depth)
    {
        var entries = new List<MappingEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = _parser.Consume<ParsingEvent>();
            if (key is not Scalar scalar)
            {
                throw new YamlException(key.Start, key.End, "a key must be a word");
            }

            var keyPath = path.Length == 0 ? scalar.Value : $"{path}.{scalar.Value}";
            entries.Add(new MappingEntry(ToNode(scalar, keyPath), Node(keyPath, depth + 1)));
        }

        return new MappingNode(Place(start, path), entries);
    }

    private ScalarNode ToNode(Scalar scalar, string path) => new(Place(scalar, path), scalar.Value, scalar.Style != ScalarStyle.Plain);

    private SpecPlace Place(ParsingEvent at, string path) => PlaceOf(at.Start) with { Path = path };

    private SpecPlace PlaceOf(Mark mark) => new(_file, Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column), "");
}
