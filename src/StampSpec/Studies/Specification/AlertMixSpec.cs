using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>mix</c> and <c>false-alert-rates</c>: how predictions are scored as those of a stream.</summary>
internal static class AlertMixSpec
{
    /// <summary>Under which shares of the classes predictions are scored again.</summary>
    public static readonly SpecKey<Study, AlertMix> MixKey = new(
        "mix",
        Spec.OneOf(
            Spec.Choice(("rubin", AlertMix.Rubin), ("published", AlertMix.Published)),
            Spec.Map("class", Spec.Number(0, 1e12)).Then(weights => AlertMix.Of(AlertMix.OwnName, weights), mix => mix.Shares)
        ),
        "The shares of the classes in the stream that the classifier would see, such as {agn: 22, asteroid: 20, sn: 5}, or a name: "
            + "rubin (our choice, since no shares are published) or published (the alerts of Reyes-Jainaga et al. 2023). Predictions are "
            + "scored again under them, with probabilities that are calibrated and moved to these shares. Classes without a share are not "
            + "scored.",
        s => s.Mix,
        (s, mix) => s with { Mix = mix },
        isWritten: s => s.Mix is not null
    );

    /// <summary>At which rates of false alerts completeness and purity are stated.</summary>
    public static readonly SpecKey<Study, IReadOnlyList<double>> FalseAlertRatesKey = new(
        "false-alert-rates",
        Spec.OneOrMore(Spec.NumberAbove(0, 1), 4),
        "Fractions of the alerts of all other classes that may be taken for a class. Completeness and purity of each class are stated at "
            + "these rates, for all alerts and by magnitude.",
        s => s.FalseAlertRates,
        (s, rates) => s with { FalseAlertRates = [.. rates.Distinct().Order()] },
        "0.01"
    );

    /// <summary>Reports a mix that does not suit the study.</summary>
    public static void Check(SpecReader reader, StudyDataSet? dataSet, IReadOnlyList<bool> balances)
    {
        if (dataSet is null || !reader.TryGet(MixKey, out var mix))
        {
            return;
        }

        CheckClasses(reader, dataSet, mix);
        if (balances.Distinct().Count() > 1)
        {
            reader.Error(
                MixKey,
                "study.mix",
                "some layouts are trained with balance: true and others with balance: false, so their probabilities cannot be moved to one "
                    + "mix alike",
                "write the same balance for all layouts, or remove mix"
            );
        }
    }

    private static void CheckClasses(SpecReader reader, StudyDataSet dataSet, AlertMix mix)
    {
        var unknown = mix.Name == AlertMix.OwnName ? mix.Shares.Keys.Except(dataSet.Classes, StringComparer.Ordinal).ToArray() : [];
        if (unknown.Length > 0)
        {
            reader.Error(
                MixKey,
                "study.mix",
                $"mix has classes that are not in dataset.classes: {string.Join(", ", unknown)}",
                $"use some of {string.Join(", ", dataSet.Classes)}"
            );
        }
        else if (!(mix.Shares.Where(s => dataSet.Classes.Contains(s.Key)).Sum(s => s.Value) > 0))
        {
            reader.Error(MixKey, "study.mix", "no class of the study has a share above 0", "give at least one class a share");
        }
    }
}
