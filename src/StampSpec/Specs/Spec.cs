using System.Text.RegularExpressions;

namespace StampSpec.Specs;

/// <summary>
/// The kinds of value and key from which a spec is declared. The one declaration reads, validates and documents the spec, and gives its
/// JSON Schema.
/// </summary>
/// <example>
/// <code>
/// private static readonly SpecKey&lt;int&gt; Runs = Spec.WithDefault("runs", Spec.Integer(1, 100), "5", "Training runs of each cell.");
/// private static readonly SpecKey&lt;double&gt; Margin = Spec.Required("margin", Spec.Number(0, 1), "Non-inferiority margin of
/// macro-F1.");
/// private static readonly SpecKey&lt;string&gt; Data = Spec.Optional("data", Spec.ExistingPath(), "Alerts; if the key is absent, synthetic
/// alerts are used."); public static SpecMapping&lt;Study&gt; Declaration { get; } = new("a study", [Runs, Margin, Data], reader => new
/// Study( reader.Get(Runs), reader.Get(Margin), reader.TryGet(Data, out var data) ? data : null)); public static SpecDocument&lt;Study&gt;
/// Document { get; } = new("study", "What to compare.", Declaration); var study = Document.Load("specs/studies/quickstart.yaml"); //
/// InvalidInputException with every finding
/// </code>
/// A mapping can be nested like any other value (<c>Spec.List(Declaration)</c>, <c>Spec.OneOf(...)</c>). Rules across keys belong in the
/// mapping's check. </example>
internal static partial class Spec
{
    /// <summary>A whole number in [minimum, maximum].</summary>
    /// <param name="minimum">Least value.</param>
    /// <param name="maximum">Greatest value.</param>
    /// <param name="need">The reason that ends an error message: <c>a scale needs 1 to 512 pixels a side</c>.</param>
    /// <param name="unit">Its unit.</param>
    public static SpecValue<int> Integer(int minimum, int maximum, string? need = null, SpecUnit? unit = null) =>
        new NumberValue<int>(new Quantity(minimum, maximum) { Unit = unit, Need = need });

    /// <summary>A whole number in [minimum, maximum], of magnitude below 2^53.</summary>
    public static SpecValue<long> Long(long minimum, long maximum, string? need = null, SpecUnit? unit = null) =>
        new NumberValue<long>(new Quantity(minimum, maximum) { Unit = unit, Need = need });

    /// <summary>A number in [minimum, maximum]; the bounds may be infinite, the number may not.</summary>
    public static SpecValue<double> Number(
        double minimum = double.NegativeInfinity,
        double maximum = double.PositiveInfinity,
        string? need = null,
        SpecUnit? unit = null
    ) => new NumberValue<double>(new Quantity(minimum, maximum) { Unit = unit, Need = need });

    /// <summary>A number in (minimum, maximum].</summary>
    public static SpecValue<double> NumberAbove(
        double minimum,
        double maximum = double.PositiveInfinity,
        string? need = null,
        SpecUnit? unit = null
    ) =>
        new NumberValue<double>(
            new Quantity(minimum, maximum)
            {
                Unit = unit,
                Need = need,
                IsAboveMinimum = true,
            }
        );

    /// <summary>Any text that is not empty.</summary>
    public static SpecValue<string> Text(string expectation = "a text") => new TextValue(expectation, null);

    /// <summary>A text that matches a pattern.</summary>
    public static SpecValue<string> Text(string expectation, string pattern) => new TextValue(expectation, pattern);

    /// <summary>A name: lower-case letters, digits and hyphens, starting with a letter or digit.</summary>
    public static SpecValue<string> Name() =>
        new TextValue("a name of lower-case letters, digits and hyphens", "^[a-z0-9][a-z0-9.-]{0,79}$");

    /// <summary>true or false.</summary>
    public static SpecValue<bool> Boolean() => new ChoiceValue<bool>([("true", true), ("false", false)]);

    /// <summary>One of several words.</summary>
    public static SpecValue<T> Choice<T>(params IReadOnlyList<(string Word, T Value)> choices) => new ChoiceValue<T>(choices);

    /// <summary>A member of an enumeration, in lower case with hyphens: AsShipped is <c>as-shipped</c>.</summary>
    public static SpecValue<TEnum> Choice<TEnum>()
        where TEnum : struct, Enum =>
        new ChoiceValue<TEnum>([.. Enum.GetValues<TEnum>().Select(v => (WordStart().Replace(v.ToString(), "-").ToLowerInvariant(), v))]);

    /// <summary>A list of values of one kind.</summary>
    public static SpecValue<IReadOnlyList<T>> List<T>(SpecValue<T> item, int minimum = 0, int maximum = int.MaxValue) =>
        new ListValue<T>(item, minimum, maximum);

    /// <summary>
    /// A list of values of one kind, or a single value without brackets. If the kind is itself a list, a list that contains a list is read
    /// as several values.
    /// </summary>
    public static SpecValue<IReadOnlyList<T>> OneOrMore<T>(SpecValue<T> item, int maximum = int.MaxValue) =>
        new OneOrMoreValue<T>(item, maximum);

    /// <summary>Free keys with values of one kind, in the order of the file.</summary>
    /// <param name="keyName">What a key is, for messages: <c>class</c>.</param>
    /// <param name="item">Kind of the values.</param>
    public static SpecValue<IReadOnlyDictionary<string, T>> Map<T>(string keyName, SpecValue<T> item) => new MapValue<T>(keyName, item);

    /// <summary>
    /// One of several kinds of value. The shape of the node decides; among kinds of the same shape, the first that binds.
    /// </summary>
    public static SpecValue<T> OneOf<T>(params IReadOnlyList<SpecValue<T>> alternatives) => new OneOfValue<T>(alternatives);

    /// <summary>A number or another value that may be absent.</summary>
    internal static SpecValue<T?> Maybe<T>(SpecValue<T> value)
        where T : struct => value.Then<T?>(v => v, v => v!.Value);

    /// <summary>A number or another value, or a word that means that there is none.</summary>
    internal static SpecValue<T?> OrWord<T>(SpecValue<T> value, string word)
        where T : struct => OneOf(Maybe(value), Choice<T?>((word, null)));

    /// <summary>A file that exists, relative to the spec's folder. The value becomes its full path.</summary>
    public static SpecValue<string> ExistingFile() => new PathValue("file", File.Exists);

    /// <summary>A file or folder that exists, relative to the spec's folder. The value becomes its full path.</summary>
    public static SpecValue<string> ExistingPath() => new PathValue("file or folder", Path.Exists);

    /// <summary>A required key.</summary>
    public static SpecKey<T> Required<T>(string name, SpecValue<T> value, string description) =>
        new(name, value, description, null, isRequired: true);

    /// <summary>An optional key whose absence has a meaning of its own.</summary>
    public static SpecKey<T> Optional<T>(string name, SpecValue<T> value, string description) =>
        new(name, value, description, null, isRequired: false);

    /// <summary>
    /// An optional key that changes values of the study's key of the same name. Its nested keys and their defaults are documented there.
    /// </summary>
    public static SpecKey<T> Change<T>(string name, SpecValue<T> value, string description) =>
        new(name, value, description, null, isRequired: false) { ChangesKeysOf = name };

    /// <summary>An optional key with a default.</summary>
    /// <param name="name">Its name, lower case with hyphens.</param>
    /// <param name="value">Kind of its value.</param>
    /// <param name="defaultYaml">The default, as it would be written in the file.</param>
    /// <param name="description">What it means, in one sentence.</param>
    public static SpecKey<T> WithDefault<T>(string name, SpecValue<T> value, string defaultYaml, string description) =>
        new(name, value, description, defaultYaml, isRequired: false);

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordStart();
}
