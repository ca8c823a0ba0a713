using StampSpec.Learning;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>Checks that the layouts of a study suit the kinds of their classifiers.</summary>
internal static class ClassifierRules
{
    private const string Code = "study.classifier";

    /// <summary>
    /// Reports layouts without the inputs of their classifier, classes that it cannot take from stamps, and tuning of classifiers that are
    /// not networks.
    /// </summary>
    /// <param name="reader">The study.</param>
    /// <param name="layoutsKey">The key of the layouts, where problems are reported.</param>
    /// <param name="tuningKey">The key of the tuning.</param>
    /// <param name="entries">The layouts.</param>
    /// <param name="classifier">The study's setting for all classifiers; null if there is none.</param>
    /// <param name="classes">The classes of the study.</param>
    public static void Check(
        SpecReader reader,
        SpecKey layoutsKey,
        SpecKey tuningKey,
        IReadOnlyList<StudyLayoutEntry> entries,
        ClassifierChange? classifier,
        IReadOnlyList<string> classes
    )
    {
        foreach (var entry in entries)
        {
            var settings = entry.SettingsUnder(ClassifierSettings.Default, classifier);
            var kind = settings.Kind;
            if ((Misfit(entry, kind) ?? MisfitOfClasses(settings, classes)) is { } misfit)
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

    private static (string Message, string Fix)? MisfitOfClasses(ClassifierSettings settings, IReadOnlyList<string> classes)
    {
        if (settings.ClassesFromStamps.Count == 0)
        {
            return null;
        }

        if (settings.Kind != ClassifierKind.Stack)
        {
            return ("takes classes from stamps, but its classifier is no stack", "remove from-stamps, or write kind: stack");
        }

        if (settings.ClassesFromStamps.FirstOrDefault(c => !classes.Contains(c)) is { } unknown)
        {
            return ($"takes the class {unknown} from stamps, but the study has no such class", $"use {string.Join(", ", classes)}");
        }

        return classes.Count(c => !settings.ClassesFromStamps.Contains(c)) < 2
            ? ("leaves its trees fewer than two classes to distinguish", "name fewer classes in from-stamps")
            : null;
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
