using System.Globalization;
using StampSpec.Common;
using StampSpec.Specs;

namespace StampSpec.Budgets.Dmtn102;

/// <summary>
/// The declaration of <c>specs/budgets/dmtn-102.yaml</c>, which is embedded in the assembly. Reading the file evaluates every derivation.
/// </summary>
public static class KeyNumbersSpec
{
    private const string Resource = "budgets/dmtn-102.yaml";

    private static readonly SpecKey<string> IsKey = Spec.Required(
        "is",
        Spec.Text("an expression"),
        "A number, or an expression of earlier inputs."
    );
    private static readonly SpecKey<string> InputSourceKey = Spec.Required("source", Spec.Text(), "Source of the number.");

    private static readonly SpecKey<IReadOnlyDictionary<string, string>> InputsKey = Spec.Required(
        "inputs",
        Spec.Map("a name", new SpecMapping<string>("an input", [IsKey, InputSourceKey], reader => reader.Get(IsKey))),
        "Named numbers."
    );

    private static readonly SpecKey<IReadOnlyList<string>> ExpressionsKey = Spec.Required(
        "expressions",
        Spec.List(Spec.Text("an expression"), 1),
        "One formula for each figure."
    );

    private static readonly SpecKey<string> UnitKey = Spec.Required("unit", Spec.Text(), "Unit of the results.");
    private static readonly SpecKey<string> AssumingKey = Spec.Optional(
        "assuming",
        Spec.Text(),
        "What the document does not state and this derivation assumes."
    );

    private static readonly SpecMapping<Written> DerivationDeclaration = new(
        "a derivation",
        [ExpressionsKey, UnitKey, AssumingKey],
        reader => new Written(
            reader.Get(ExpressionsKey),
            reader.Get(UnitKey),
            reader.TryGet(AssumingKey, out var assuming) ? assuming : null
        )
    );

    private static readonly SpecKey<int> NumberKey = Spec.Required("number", Spec.Integer(1, 999), "Number of the row.");
    private static readonly SpecKey<string> QuantityKey = Spec.Required("quantity", Spec.Text(), "Name of the quantity.");
    private static readonly SpecKey<string> SaysKey = Spec.Required("says", Spec.Text(), "Statement of the document.");

    private static readonly SpecKey<IReadOnlyList<string>> FiguresKey = Spec.Required(
        "figures",
        Spec.List(Spec.Text("a number as the document writes it", @"^\d+(\.\d+)?$")),
        "The document's figures."
    );

    private static readonly SpecKey<IReadOnlyList<Written>> OursKey = Spec.Required(
        "ours",
        Spec.List(DerivationDeclaration),
        "Our derivations."
    );
    private static readonly SpecKey<string> WhyKey = Spec.Optional("why", Spec.Text(), "Remark or reason.");

    private static readonly SpecMapping<Func<IReadOnlyDictionary<string, double>, KeyNumber>> RowDeclaration = new(
        "a row",
        [NumberKey, QuantityKey, SaysKey, FiguresKey, OursKey, WhyKey],
        Row
    );

    private static readonly SpecKey<string> DocumentKey = Spec.Required("document", Spec.Text(), "Document and version.");

    private static readonly SpecKey<IReadOnlyList<Func<IReadOnlyDictionary<string, double>, KeyNumber>>> RowsKey = Spec.Required(
        "rows",
        Spec.List(RowDeclaration, 1),
        "The document's numbers."
    );

    /// <summary>A file of key numbers.</summary>
    internal static SpecDocument<IReadOnlyList<KeyNumber>> Document { get; } =
        new(
            "key-numbers",
            "A document's numbers and their derivations.",
            new SpecMapping<IReadOnlyList<KeyNumber>>("key numbers", [DocumentKey, InputsKey, RowsKey], Build, Check)
        );

    /// <summary>The rows of DMTN-102, evaluated.</summary>
    public static IReadOnlyList<KeyNumber> Load()
    {
        using var stream = typeof(KeyNumbersSpec).Assembly.GetManifestResourceStream(Resource)!;
        using var text = new StreamReader(stream);
        var reading = Document.Parse(text.ReadToEnd(), Resource);
        return reading.IsValid ? reading.Value! : throw new InvalidInputException(reading.Diagnostics);
    }

    private static void Check(SpecReader reader)
    {
        if (!reader.TryGet(InputsKey, out _) || !reader.TryGet(RowsKey, out _))
        {
            return;
        }

        try
        {
            Build(reader);
        }
        catch (FormatException wrong)
        {
            reader.Error(RowsKey, "budget.expression", wrong.Message, "use names of earlier inputs, numbers, + - * / and parentheses");
        }
    }

    private static KeyNumber[] Build(SpecReader reader)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, expression) in reader.Get(InputsKey))
        {
            values[name] = Evaluate(expression, values, name);
        }

        return [.. reader.Get(RowsKey).Select(row => row(values))];
    }

    private static double Evaluate(string expression, IReadOnlyDictionary<string, double> values, string place)
    {
        try
        {
            return Expression.Evaluate(expression, values);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"{place}: {expression}: {wrong.Message}", wrong);
        }
    }

    private static Func<IReadOnlyDictionary<string, double>, KeyNumber> Row(SpecReader reader)
    {
        var (number, quantity, says) = (reader.Get(NumberKey), reader.Get(QuantityKey), reader.Get(SaysKey));
        var (figures, ours) = (reader.Get(FiguresKey), reader.Get(OursKey));
        var why = reader.TryGet(WhyKey, out var text) ? text : null;
        return values =>
        {
            var derivations = ours.Select(written => Derive(written, figures, values, $"row {number}")).ToArray();
            return new KeyNumber(number, quantity, says, derivations, VerdictOf(figures, derivations), why);
        };
    }

    private static Derivation Derive(
        Written written,
        IReadOnlyList<string> figures,
        IReadOnlyDictionary<string, double> values,
        string place
    )
    {
        double[] results = [.. written.Expressions.Select(e => Evaluate(e, values, place))];
        var reproduces = figures.Count == results.Length && figures.Zip(results).All(p => Rounds(p.Second, p.First));
        return new Derivation(written.Expressions, results, written.Unit, written.Assuming, reproduces);
    }

    private static bool Rounds(double value, string figure)
    {
        var point = figure.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : figure.Length - point - 1;
        return Math.Round(value, decimals, MidpointRounding.AwayFromZero) == double.Parse(figure, CultureInfo.InvariantCulture);
    }

    private static KeyNumberVerdict VerdictOf(IReadOnlyList<string> figures, Derivation[] derivations)
    {
        if (figures.Count == 0)
        {
            return KeyNumberVerdict.Requirement;
        }

        return derivations.Length > 0 && derivations[0].Reproduces ? KeyNumberVerdict.Reproduces
            : derivations.Any(d => d.Reproduces) ? KeyNumberVerdict.ReproducesOtherwise
            : KeyNumberVerdict.DoesNotReproduce;
    }

    private sealed record Written(IReadOnlyList<string> Expressions, string Unit, string? Assuming);
}

/// <summary>One way to derive a row's figures.</summary>
/// <param name="Expressions">The formulas.</param>
/// <param name="Values">Their results.</param>
/// <param name="Unit">Their unit.</param>
/// <param name="Assuming">What the document does not state and this derivation assumes; null if it assumes nothing.</param>
/// <param name="Reproduces">True if the values, rounded to the decimals of the document's figures, are those figures.</param>
public sealed record Derivation(
    IReadOnlyList<string> Expressions,
    IReadOnlyList<double> Values,
    string Unit,
    string? Assuming,
    bool Reproduces
);

/// <summary>One number of DMTN-102 together with our derivation of it.</summary>
/// <param name="Number">Number of the row.</param>
/// <param name="Quantity">Name of the quantity.</param>
/// <param name="Says">Statement of the document.</param>
/// <param name="Ours">Our derivations. The first one uses the document's own units and assumptions.</param>
/// <param name="Verdict">Whether we obtain the document's figures.</param>
/// <param name="Why">A remark; if we do not obtain the figures, the reason.</param>
public sealed record KeyNumber(
    int Number,
    string Quantity,
    string Says,
    IReadOnlyList<Derivation> Ours,
    KeyNumberVerdict Verdict,
    string? Why
);

/// <summary>Whether we obtain the document's figures from its own inputs.</summary>
public enum KeyNumberVerdict
{
    /// <summary>The first derivation gives the figures, with the document's rounding.</summary>
    Reproduces,

    /// <summary>Only another derivation, with other units or assumptions, gives the figures.</summary>
    ReproducesOtherwise,

    /// <summary>No derivation gives the figures.</summary>
    DoesNotReproduce,

    /// <summary>The row is a requirement and has no figure to derive.</summary>
    Requirement,
}
