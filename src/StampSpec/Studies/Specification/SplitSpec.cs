using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>split</c>.</summary>
internal static class SplitSpec
{
    private const double DefaultTestFraction = 0.2;

    private static readonly SpecKey<Written, int?> FoldsKey = new(
        "folds",
        Spec.Maybe(Spec.Integer(2, 100)),
        "Folds of a cross-validation that scores every object once a run.",
        w => w.Folds,
        (w, folds) => w with { Folds = folds }
    );

    private static readonly SpecKey<Written, double?> TestKey = new(
        "test",
        Spec.Maybe(Spec.Number(0.01, 0.98)),
        "Fraction of the objects that is scored, the same in all runs; 0.2 where neither folds nor test are given.",
        w => w.Test,
        (w, fraction) => w with { Test = fraction }
    );

    private static readonly SpecKey<Written, bool> ScoredKey = new(
        "scored",
        Spec.Choice(("test", false), ("validation", true)),
        "Which objects are scored; where it is validation, those of the test take no part, as in the rungs of an exploration.",
        w => w.ScoresValidation,
        (w, scores) => w with { ScoresValidation = scores },
        "test",
        isWritten: w => w.ScoresValidation
    );

    /// <summary>The keys.</summary>
    public static SpecValue<SplitProtocol> Declaration { get; } =
        new SpecRecord<Written>("a split", new Written(null, null, 0, ScoresValidation: false))
            .Key(FoldsKey)
            .Key(TestKey)
            .WithDefault(
                "validation",
                Spec.Number(0.01, 0.98),
                "0.2",
                "Fraction of the objects that are not scored which decides when training stops.",
                w => w.Validation,
                (w, fraction) => w with { Validation = fraction }
            )
            .Key(ScoredKey)
            .ToMapping(Check)
            .Then(ProtocolOf, WrittenOf);

    private static SplitProtocol ProtocolOf(Written written) =>
        written.Folds is { } folds
            ? new CrossValidationProtocol(folds) { ValidationFraction = written.Validation }
            : new HoldOutProtocol(written.Test ?? DefaultTestFraction)
            {
                ValidationFraction = written.Validation,
                ScoresValidation = written.ScoresValidation,
            };

    private static Written WrittenOf(SplitProtocol protocol) =>
        new(
            (protocol as CrossValidationProtocol)?.Folds,
            (protocol as HoldOutProtocol)?.TestFraction,
            protocol.ValidationFraction,
            protocol.ScoresValidation
        );

    private static void Check(SpecReader reader)
    {
        if (reader.Has(FoldsKey) && reader.Has(TestKey))
        {
            reader.Error(TestKey, "study.split", "test is given beside folds, which score every object", "keep one of the two");
        }

        if (reader.Has(FoldsKey) && reader.TryGet(ScoredKey, out var scoresValidation) && scoresValidation)
        {
            reader.Error(
                ScoredKey,
                "study.split",
                "folds score every object, so none would be kept from the search",
                "give test in place of folds"
            );
        }
    }

    /// <summary>What the keys say of a protocol; neither folds nor test for one whose test set is separate.</summary>
    private sealed record Written(int? Folds, double? Test, double Validation, bool ScoresValidation);
}
