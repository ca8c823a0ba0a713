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
        "Number of folds of a cross-validation, which scores every object once in each run.",
        w => w.Folds,
        (w, folds) => w with { Folds = folds }
    );

    private static readonly SpecKey<Written, double?> TestKey = new(
        "test",
        Spec.Maybe(Spec.Number(0.01, 0.98)),
        "Fraction of the objects that form the test set, the same in all runs; the default is 0.2 unless folds is given.",
        w => w.Test,
        (w, fraction) => w with { Test = fraction }
    );

    private static readonly SpecKey<Written, bool> ScoredKey = new(
        "scored",
        Spec.Choice(("test", false), ("validation", true)),
        "Which objects are scored. With validation, the study does not use the test objects at all, as in the rungs of an exploration.",
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
                "Fraction of the objects outside the test set that form the validation set, which decides when training stops.",
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
            reader.Error(TestKey, "study.split", "test and folds cannot be combined: folds score every object", "remove test or folds");
        }

        if (reader.Has(FoldsKey) && reader.TryGet(ScoredKey, out var scoresValidation) && scoresValidation)
        {
            reader.Error(
                ScoredKey,
                "study.split",
                "scored: validation and folds cannot be combined: folds score every object, so no test objects would remain",
                "write test instead of folds"
            );
        }
    }

    /// <summary>The values of the keys; neither folds nor test for a study with a separate test set.</summary>
    private sealed record Written(int? Folds, double? Test, double Validation, bool ScoresValidation);
}
