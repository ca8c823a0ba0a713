using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>
/// A kind of value in a spec. The one declaration provides the binder (<see cref="TryBind"/>), its diagnostics, the JSON Schema and the
/// documentation. <see cref="Spec"/> creates the kinds.
/// </summary>
/// <typeparam name="T">The type of a bound value.</typeparam>
internal abstract class SpecValue<T>
{
    /// <summary>The shapes of node that it accepts.</summary>
    public abstract NodeShapes Shapes { get; }

    /// <summary>What to write, after "expected": <c>a whole number from 1 to 512</c>.</summary>
    public abstract string Expectation { get; }

    /// <summary>Turns a node into a value. If it cannot, the result is false and the findings contain at least one error.</summary>
    public abstract bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out T value);

    /// <summary>Its JSON Schema (draft 2020-12).</summary>
    public abstract JsonObject ToJsonSchema();

    /// <summary>The keys inside it, for the table of the documentation; none for scalars.</summary>
    public virtual IEnumerable<SpecTableRow> TableRows(string prefix) => [];

    /// <summary>This kind of value, converted. The conversion may report errors; the value is then invalid.</summary>
    public SpecValue<TOther> Then<TOther>(Func<T, SpecNode, SpecFindings, TOther> convert) =>
        new ConvertedValue<T, TOther>(this, convert, null);

    /// <summary>This kind of value, converted.</summary>
    public SpecValue<TOther> Then<TOther>(Func<T, TOther> convert) => Then((value, _, _) => convert(value));

    /// <summary>This kind of value, converted when it is read and converted back when it is written.</summary>
    internal SpecValue<TOther> Then<TOther>(Func<T, TOther> convert, Func<TOther, T> back) =>
        Then((value, _, _) => convert(value), (value, _) => back(value));

    /// <summary>This kind of value, converted when it is read and converted back when it is written.</summary>
    /// <param name="convert">The conversion. It may report errors; the value is then invalid.</param>
    /// <param name="back">The conversion back. Its second argument is the folder that paths are written relative to.</param>
    internal SpecValue<TOther> Then<TOther>(Func<T, SpecNode, SpecFindings, TOther> convert, Func<TOther, string, T> back) =>
        new ConvertedValue<T, TOther>(this, convert, back);

    /// <summary>
    /// A value in the form that a YAML serialiser takes: text, a number, true or false, a list, or an ordered dictionary.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="folder">The folder that paths are written relative to.</param>
    /// <returns>Null if this kind of value cannot express it, as most kinds cannot express null.</returns>
    internal abstract object? ToYaml(T? value, string folder);

    /// <summary>A node in which keys that were renamed have their present names.</summary>
    internal virtual SpecNode WithPresentNames(SpecNode node) => node;

    /// <summary>Reports that a node is not of this kind.</summary>
    protected bool Reject(
        SpecNode node,
        SpecFindings findings,
        out T? value,
        string? need = null,
        string? fix = null,
        string code = "spec.type"
    )
    {
        findings.Error(node.Place, code, $"{node.Place.Name} is {node.Describe()}; {need ?? "expected " + Expectation}", fix);
        value = default;
        return false;
    }
}

/// <summary>A value of another kind, converted.</summary>
/// <param name="inner">The other kind.</param>
/// <param name="convert">The conversion.</param>
/// <param name="back">The conversion back, for writing; null if such values are only read.</param>
internal sealed class ConvertedValue<TFrom, TTo>(
    SpecValue<TFrom> inner,
    Func<TFrom, SpecNode, SpecFindings, TTo> convert,
    Func<TTo, string, TFrom>? back
) : SpecValue<TTo>
{
    public override NodeShapes Shapes => inner.Shapes;

    public override string Expectation => inner.Expectation;

    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out TTo value)
    {
        if (!inner.TryBind(node, findings, out var bound))
        {
            value = default;
            return false;
        }

        var errors = findings.ErrorCount;
        value = convert(bound, node, findings);
        return findings.ErrorCount == errors;
    }

    public override JsonObject ToJsonSchema() => inner.ToJsonSchema();

    public override IEnumerable<SpecTableRow> TableRows(string prefix) => inner.TableRows(prefix);

    internal override object? ToYaml(TTo? value, string folder)
    {
        if (back is null)
        {
            throw new InvalidOperationException($"{Expectation} can be read but not written");
        }

        return value is null ? null : inner.ToYaml(back(value, folder), folder);
    }

    internal override SpecNode WithPresentNames(SpecNode node) => inner.WithPresentNames(node);
}

/// <summary>
/// One of several kinds of value. The shape of the node decides; among kinds of the same shape, the first that binds is taken. If none
/// binds, the errors of the only candidate are reported, or one error that lists what all candidates expect.
/// </summary>
internal sealed class OneOfValue<T>(IReadOnlyList<SpecValue<T>> alternatives) : SpecValue<T>
{
    public override NodeShapes Shapes => alternatives.Aggregate(NodeShapes.None, (shapes, a) => shapes | a.Shapes);

    public override string Expectation => string.Join(", or ", alternatives.Select(a => a.Expectation));

    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out T value)
    {
        var candidates = alternatives.Where(a => a.Shapes.HasFlag(node.Shape)).ToList();
        if (candidates.Count == 1)
        {
            return candidates[0].TryBind(node, findings, out value);
        }

        foreach (var candidate in candidates)
        {
            var attempt = new SpecFindings();
            if (candidate.TryBind(node, attempt, out value))
            {
                findings.AddRange(attempt.Diagnostics);
                return true;
            }
        }

        return Reject(node, findings, out value);
    }

    public override JsonObject ToJsonSchema() => new() { ["anyOf"] = new JsonArray([.. alternatives.Select(a => a.ToJsonSchema())]) };

    public override IEnumerable<SpecTableRow> TableRows(string prefix) => alternatives.SelectMany(a => a.TableRows(prefix));

    internal override object? ToYaml(T? value, string folder) =>
        alternatives.Select(a => a.ToYaml(value, folder)).FirstOrDefault(written => written is not null);

    internal override SpecNode WithPresentNames(SpecNode node) =>
        alternatives
            .Where(a => a.Shapes.HasFlag(node.Shape))
            .Aggregate(node, (renamed, alternative) => alternative.WithPresentNames(renamed));
}
