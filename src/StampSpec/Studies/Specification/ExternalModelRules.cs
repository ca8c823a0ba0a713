using StampSpec.Learning.Foreign;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>Whether a model that was trained elsewhere can be scored on what a study gives it.</summary>
internal static class ExternalModelRules
{
    /// <summary>Reports layouts of an item that do not fit their model, and classes that it does not know.</summary>
    /// <param name="reader">Told of them.</param>
    /// <param name="item">The item of the study's layouts.</param>
    /// <param name="stamp">The stamp of the study's alerts; null where it is not known.</param>
    /// <param name="classifier">What the study says of all classifiers; null for nothing.</param>
    /// <param name="classes">The study's classes.</param>
    public static void Check(SpecReader reader, StudyLayoutItem item, NativeStamp? stamp, ClassifierChange? classifier, IReadOnlyList<string> classes)
    {
        foreach (var entry in item.Entries(stamp))
        {
            if (entry.ExternalModelOf(classifier) is { } model)
            {
                CheckClasses(reader, item, model, classes);
                foreach (var misfit in ExternalModelFit.Misfits(model, entry.Layout))
                {
                    reader.Error(item.Place, misfit.Code, misfit.Message, misfit.Fix);
                }
            }
        }
    }

    private static void CheckClasses(SpecReader reader, StudyLayoutItem item, ExternalModel model, IReadOnlyList<string> classes)
    {
        foreach (var unknown in classes.Except(model.Classes, StringComparer.Ordinal))
        {
            var nearest = NearestName.Of(unknown, model.Classes);
            reader.Error(
                item.Place,
                "study.classes",
                $"{model.File.Name} does not know the class {unknown}, only {string.Join(", ", model.Classes)}",
                nearest is null ? "list under dataset.classes only classes of the model, or name the model's classes as the labels do" : $"write {unknown} for the model's {nearest}, if they are one class");
        }
    }
}
