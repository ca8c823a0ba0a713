namespace StampSpec.Specs;

/// <summary>One value of a YAML document, with its place: a <see cref="ScalarNode"/>, <see cref="ListNode"/> or
/// <see cref="MappingNode"/>.</summary>
/// <param name="Place">Where it is in the file.</param>
internal abstract record SpecNode(SpecPlace Place)
{
    /// <summary>Its shape.</summary>
    public abstract NodeShapes Shape { get; }

    /// <summary>Its name in messages, such as <c>0</c>, <c>the text "16"</c> or <c>a list of 3</c>.</summary>
    public abstract string Describe();
}

/// <summary>A list.</summary>
/// <param name="Place">Where it starts.</param>
/// <param name="Items">Its items in order.</param>
internal sealed record ListNode(SpecPlace Place, IReadOnlyList<SpecNode> Items) : SpecNode(Place)
{
    /// <inheritdoc/>
    public override NodeShapes Shape => NodeShapes.List;

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"a list of {Items.Count}");
}

/// <summary>One key of a mapping with its value.</summary>
/// <param name="Key">The key; its place contains the path of the value.</param>
/// <param name="Value">The value.</param>
internal sealed record MappingEntry(ScalarNode Key, SpecNode Value);

/// <summary>Keys with values, in the order of the file; a key that is written twice is kept twice.</summary>
/// <param name="Place">Where it starts.</param>
/// <param name="Entries">Keys with values.</param>
internal sealed record MappingNode(SpecPlace Place, IReadOnlyList<MappingEntry> Entries) : SpecNode(Place)
{
    /// <inheritdoc/>
    public override NodeShapes Shape => NodeShapes.Mapping;

    /// <inheritdoc/>
    public override string Describe() => "a mapping";

    /// <summary>The first entry of every key; a duplicate key is reported.</summary>
    public IEnumerable<MappingEntry> WithoutDuplicates(SpecFindings findings)
    {
        var first = new Dictionary<string, MappingEntry>(StringComparer.Ordinal);
        foreach (var entry in Entries)
        {
            if (!first.TryAdd(entry.Key.Text, entry))
            {
                var line = first[entry.Key.Text].Key.Place.Line;
                findings.Error(
                    entry.Key.Place,
                    "spec.duplicate-key",
                    FormattableString.Invariant($"{entry.Key.Text} is given twice, first on line {line}"),
                    "keep one of them"
                );
            }
        }

        return first.Values;
    }
}

/// <summary>Shapes of YAML values.</summary>
[Flags]
internal enum NodeShapes
{
    /// <summary>No value.</summary>
    None = 0,

    /// <summary>Number, text, true or false.</summary>
    Scalar = 1,

    /// <summary>A list.</summary>
    List = 2,

    /// <summary>Keys with values.</summary>
    Mapping = 4,
}

/// <summary>A number, a text, true or false, as written.</summary>
/// <param name="Place">Where it is in the file.</param>
/// <param name="Text">The characters, without quotes.</param>
/// <param name="IsQuoted">True if it was marked as text: in quotes or as a block.</param>
internal sealed record ScalarNode(SpecPlace Place, string Text, bool IsQuoted) : SpecNode(Place)
{
    /// <summary>True if the key has no value at all.</summary>
    public bool IsEmpty => !IsQuoted && Text is "" or "~" or "null";

    /// <inheritdoc/>
    public override NodeShapes Shape => NodeShapes.Scalar;

    /// <inheritdoc/>
    public override string Describe() =>
        IsQuoted ? $"the text \"{Text}\""
        : IsEmpty ? "empty"
        : Text;
}

/// <summary>The place of a node in a spec.</summary>
/// <param name="File">The file as the user named it; null if the text does not come from a file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Path">Place inside the document, such as <c>layouts[2].pixels</c>; empty for the root.</param>
internal sealed record SpecPlace(string? File, int Line, int Column, string Path)
{
    /// <summary>The last part of the path, as messages name the value: <c>pixels</c>, or <c>scales[2]</c>; "the document" for the
    /// root.</summary>
    public string Name => Path.Length == 0 ? "the document" : Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>The folder that relative paths in the spec start from.</summary>
    public string Folder =>
        File is null ? Directory.GetCurrentDirectory() : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(File))!;
}
