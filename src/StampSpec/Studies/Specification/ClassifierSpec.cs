using StampSpec.Learning;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>classifier</c>: changes to the settings of the study or to the documented default.</summary>
internal static class ClassifierSpec
{
    private const string Stacks = "stacks";

    private static readonly SpecKey<ClassifierSettings, IReadOnlyList<string>> FromStampsKey = new(
        "from-stamps",
        Spec.OneOrMore(Spec.Text("the name of a class")),
        "Classes whose probability a stack takes from the network of the stamps as it is, because too few alerts show what their packet "
            + "columns look like; the trees divide the rest among the other classes.",
        s => s.ClassesFromStamps,
        (s, classes) => s with { ClassesFromStamps = classes },
        isWritten: s => s.ClassesFromStamps.Count > 0
    );

    private static readonly SpecRecord<ClassifierSettings> Record = new SpecRecord<ClassifierSettings>(
        "a classifier",
        ClassifierSettings.Default
    )
        .Key(
            new SpecKey<ClassifierSettings, ClassifierKind>(
                "kind",
                Spec.Choice<ClassifierKind>(),
                "A network; boosted trees of packet columns, features and the sky position, for layouts without images; or a stack, which "
                    + "gives the trees the probabilities of a network of the stamps in place of the sky position. Trees and stacks export "
                    + "no model.",
                s => s.Kind,
                (s, kind) => s with { Kind = kind },
                isWritten: s => s.Kind != ClassifierKind.Network
            )
            {
                ShownDefault = "network",
            }
        )
        .Key(FromStampsKey)
        .Key(
            new SpecKey<ClassifierSettings, int>(
                "ensemble",
                Spec.Integer(1, 100),
                "Number of networks that are trained from different seeds, and whose mean probabilities are the classifier's; the default "
                    + "is 1. They are one model, and start from one pretrained network if there is one; tuning and the rungs of explore "
                    + "train a single network.",
                s => s.Ensemble,
                (s, networks) => s with { Ensemble = networks },
                isWritten: s => s.Ensemble != 1
            )
        )
        .Key(
            "widths",
            Spec.List(Spec.Integer(1, 4096), 1, 16),
            "Number of filters of each 3 x 3 convolution, first to last.",
            s => s.Widths,
            (s, widths) => s with { Widths = widths }
        )
        .Key("dense", Spec.Integer(1, 65536), "Number of units of the dense layer.", s => s.Dense, (s, units) => s with { Dense = units })
        .Key(
            "dropout",
            Spec.Number(0, 0.999),
            "Fraction of features that training sets to zero.",
            s => s.Dropout,
            (s, dropout) => s with { Dropout = dropout }
        )
        .Key(
            "learning-rate",
            Spec.NumberAbove(0, 1),
            "Learning rate of Adam.",
            s => s.LearningRate,
            (s, rate) => s with { LearningRate = rate }
        )
        .Key(
            Stacks,
            Spec.Maybe(Spec.Choice<ScaleStacks>()),
            "How several scales share convolutions; the default is joined if all scales have the same size, otherwise separate.",
            s => s.Stacks,
            (s, stacks) => s with { Stacks = stacks }
        )
        .Key(
            "sky-position",
            Spec.Boolean(),
            "Whether the classifier uses the sky position as further features.",
            s => s.UsesSkyPosition,
            (s, uses) => s with { UsesSkyPosition = uses }
        )
        .Key(
            "batch-normalisation",
            Spec.Choice(("short", false), ("keras", true)),
            "How position and features are batch-normalised: short has a momentum of 0.9 and an epsilon of 1e-5, and suits trainings of "
                + "some hundred steps; keras has the defaults of Keras, 0.99 and 1e-3, as published.",
            s => s.UsesKerasBatchNormalisation,
            (s, uses) => s with { UsesKerasBatchNormalisation = uses }
        )
        .Key(
            "test-time-augmentation",
            Spec.Choice<TestTimeAugmentation>(),
            "Whether the final model averages over all eight orientations of an alert, or uses one.",
            s => s.TestTimeAugmentation,
            (s, augmentation) => s with { TestTimeAugmentation = augmentation },
            formerName: "scoring-views"
        )
        .WrittenLast(Stacks);

    /// <summary>The keys, as a change of settings or a model that was trained elsewhere.</summary>
    public static SpecMapping<ClassifierChange> Declaration { get; } =
        new(
            "a classifier",
            [.. Record.Keys, .. ExternalModelSpec.Keys],
            reader => new ClassifierChange(settings => Record.Read(settings, reader), ExternalModelSpec.Build(reader)),
            reader => ExternalModelSpec.Check(reader, Record.Keys)
        );

    /// <summary>Writes settings as the values of these keys.</summary>
    internal static OrderedDictionary<string, object> Write(ClassifierSettings settings) => Record.Write(settings, "");
}
