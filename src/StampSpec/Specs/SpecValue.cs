using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>
/// A kind of value that a spec may hold. From the one declaration come the binder (<see cref="TryBind"/>), its diagnostics, the JSON Schema and
/// the documentation. <see cref="Spec"/> makes them.
/// </summary>
/// <typeparam name="T">What a bound value becomes.</typeparam>
public abstract class SpecValue<T>
{
    /// <summary>The shapes of node that it accepts.</summary>
    public abstract NodeShapes Shapes { get; }

    /// <summary>What to write, after "expected": <c>a whole number from 1 to 512</c>.</summary>
    public abstract string Expectation { get; }

    /// <summary>Turns a node into a value; false, with at least one error among the findings, where it cannot.</summary>
    public abstract bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out T value);

    /// <summary>Its JSON Schema (draft 2020-12).</summary>
    public abstract JsonObject ToJsonSchema();

    /// <summary>The keys inside it, for the table of the documentation; none for scalars.</summary>
    public virtual IEnumerable<SpecTableRow> TableRows(string prefix) => [];

    /// <summary>This kind of value, converted; the conversion may report errors, which make binding fail.</summary>
    public SpecValue<TOther> Then<TOther>(Func<T, SpecNode, SpecFindings, TOther> convert) => new ConvertedValue<T, TOther>(this, convert);

    /// <summary>This kind of value, converted.</summary>
    public SpecValue<TOther> Then<TOther>(Func<T, TOther> convert) => Then((value, _, _) => convert(value));

    /// <summary>Reports that a node is not of this kind.</summary>
    protected bool Reject(SpecNode node, SpecFindings findings, out T? value, string? need = null, string? fix = null, string code = "spec.type")
    {
        findings.Error(node.Place, code, $"{node.Place.Name} is {node.Describe()}; {need ?? "expected " + Expectation}", fix);
        value = default;
        return false;
    }
}
