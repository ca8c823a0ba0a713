using StampSpec.Specs;
using StampSpec.Studies.Splits;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>split</c>.</summary>
public static class SplitSpec
{
    private const double DefaultTestFraction = 0.2;

    private static readonly SpecKey<int> FoldsKey = Spec.Optional(
        "folds", Spec.Integer(2, 100), "Folds of a cross-validation that scores every object once a run.");

    private static readonly SpecKey<double> TestKey = Spec.Optional(
        "test", Spec.Number(0.01, 0.98), "Fraction of the objects that is scored, the same in all runs; 0.2 where neither folds nor test are given.");

    private static readonly SpecKey<double> ValidationKey = Spec.WithDefault(
        "validation", Spec.Number(0.01, 0.98), "0.2", "Fraction of the objects that are not scored which decides when training stops.");

    private static readonly SpecKey<bool> ScoredKey = Spec.WithDefault(
        "scored",
        Spec.Choice(("test", false), ("validation", true)),
        "test",
        "Which objects are scored; where it is validation, those of the test take no part, as in the rungs of an exploration.");

    /// <summary>The keys.</summary>
    public static SpecMapping<SplitProtocol> Declaration { get; } = new("a split", [FoldsKey, TestKey, ValidationKey, ScoredKey], Build, Check);

    /// <summary>A protocol as the values of these keys.</summary>
    internal static OrderedDictionary<string, object> Write(SplitProtocol protocol)
    {
        var written = new OrderedDictionary<string, object>();
        if (protocol is CrossValidationProtocol crossed)
        {
            written[FoldsKey.Name] = crossed.Folds;
        }
        else if (protocol is HoldOutProtocol held)
        {
            written[TestKey.Name] = held.TestFraction;
        }

        written[ValidationKey.Name] = protocol.ValidationFraction;
        if (protocol.ScoresValidation)
        {
            written[ScoredKey.Name] = "validation";
        }

        return written;
    }

    private static SplitProtocol Build(SpecReader reader) => reader.TryGet(FoldsKey, out var folds)
        ? new CrossValidationProtocol(folds) { ValidationFraction = reader.Get(ValidationKey) }
        : new HoldOutProtocol(reader.TryGet(TestKey, out var test) ? test : DefaultTestFraction)
        {
            ValidationFraction = reader.Get(ValidationKey),
            ScoresValidation = reader.Get(ScoredKey),
        };

    private static void Check(SpecReader reader)
    {
        if (reader.Has(FoldsKey) && reader.Has(TestKey))
        {
            reader.Error(TestKey, "study.split", "test is given beside folds, which score every object", "keep one of the two");
        }

        if (reader.Has(FoldsKey) && reader.TryGet(ScoredKey, out var scoresValidation) && scoresValidation)
        {
            reader.Error(ScoredKey, "study.split", "folds score every object, so none would be kept from the search", "give test in place of folds");
        }
    }
}
