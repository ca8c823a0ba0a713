using StampSpec.Learning;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>Checks that the layouts of a study suit the kinds of their classifiers.</summary>
internal static class ClassifierRules
{
    private const string Code = "study.classifier";

    /// <summary>Reports layouts without the inputs of their classifier, and tuning of classifiers that are not networks.</summary>
    /// <param name="reader">The study.</param>
    /// <param name="layoutsKey">The key of the layouts, where problems are reported.</param>
    /// <param name="tuningKey">The key of the tuning.</param>
    /// <param name="entries">The layouts.</param>
    /// <param name="classifier">The study's setting for all classifiers; null if there is none.</param>
    public static void Check(
        SpecReader reader,
        SpecKey layoutsKey,
        SpecKey tuningKey,
        IReadOnlyList<StudyLayoutEntry> entries,
        ClassifierChange? classifier
    )
    {
        foreach (var entry in entries)
        {
            var settings = entry.SettingsUnder(ClassifierSettings.Default, classifier);
            var kind = settings.Kind;
            if (Misfit(entry, kind) is { } misfit)
            {
                reader.Error(layoutsKey, Code, $"{entry.NameInTables} {misfit.Message}", misfit.Fix);
            }

            if (kind != ClassifierKind.Network && settings.Ensemble > 1)
            {
                reader.Error(
                    layoutsKey,
                    Code,
                    $"ensemble averages networks, but the classifier of {entry.NameInTables} is another kind",
                    "remove ensemble, or write kind: network"
                );
            }

            if (kind != ClassifierKind.Network && reader.Has(tuningKey))
            {
                reader.Error(
                    tuningKey,
                    "study.tuning",
                    $"tuning chooses settings of networks, but the classifier of {entry.NameInTables} is another kind",
                    "remove tuning, or list the layout in a study without it"
                );
            }
        }
    }

    private static (string Message, string Fix)? Misfit(StudyLayoutEntry entry, ClassifierKind kind)
    {
        var hasImages = entry.Layout.Images.Count > 0;
        return kind switch
        {
            ClassifierKind.BoostedTrees when hasImages => (
                "has images, but boosted trees take packet columns and features, not pixels",
                "use a layout without images, or write kind: stack, which gives the trees the probabilities of a network of the stamps"
            ),
            ClassifierKind.Stack when !hasImages || entry.Layout.Columns.Count == 0 => (
                $"has no {(hasImages ? "packet columns" : "images")}, but a stack needs both",
                "use a layout with images and columns, or another kind of classifier"
            ),
            _ => null,
        };
    }
}
