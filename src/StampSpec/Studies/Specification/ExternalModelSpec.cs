using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Learning.External;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>The keys of <c>classifier</c> that describe a model that was trained elsewhere.</summary>
internal static class ExternalModelSpec
{
    private const string SkyPosition = "sky-position";

    private static readonly SpecKey<IReadOnlyList<CutoutKind>> ImagesKey = Spec.WithDefault(
        "images",
        Spec.List(Spec.Choice<CutoutKind>(), 1, 3),
        "[science, template, difference]",
        "Images of this input, in the order of its channels."
    );

    private static readonly SpecKey<int?> ScaleKey = Spec.WithDefault(
        "scale",
        Spec.OneOf(
            Spec.Integer(0, 15, "scales are numbered from 0 (the finest) to 15").Then<int?>(i => i),
            Spec.Choice<int?>(("all", null))
        ),
        "0",
        "Index of the scale, where 0 is the finest. all: the channels of every scale in succession, finest first; all scales "
            + "must then have the same size."
    );

    private static readonly SpecKey<bool> MasksKey = Spec.WithDefault(
        "masks",
        Spec.Boolean(),
        "false",
        "Whether the masks of missing pixels follow the images as further channels."
    );

    private static readonly SpecMapping<ExternalModelStamps> StampsDeclaration = new(
        "images",
        [ImagesKey, ScaleKey, MasksKey],
        reader => new ExternalModelStamps(reader.Get(ImagesKey), reader.Get(ScaleKey), reader.Get(MasksKey))
    );

    private static readonly SpecKey<ExternalModelFile> FileKey = Spec.Optional(
        "onnx",
        Spec.ExistingFile().Then(Read),
        "ONNX file of a model that was trained elsewhere. The study scores this model and trains no classifier. The keys "
            + "inputs, classes, gives and output describe it, and pixels are normalised according to the key normalisation."
    );

    private static readonly SpecKey<IReadOnlyDictionary<string, ExternalModelStamps?>> InputsKey = Spec.Optional(
        "inputs",
        Spec.Map(
            "the name of an input",
            Spec.OneOf(Spec.Choice<ExternalModelStamps?>((SkyPosition, null)), StampsDeclaration.Then<ExternalModelStamps?>(s => s))
        ),
        "Content of each input of the model: images, as float32 of shape (N, channels, pixels, pixels), or sky-position, unit "
            + "vectors of shape (N, 3)."
    );

    private static readonly SpecKey<IReadOnlyList<string>> ClassesKey = Spec.Optional(
        "classes",
        Spec.List(Spec.Text("the name of a class"), 2),
        "Classes of the model, in the order of its output. They must include all classes of the study; the probabilities of "
            + "other classes are discarded."
    );

    private static readonly SpecKey<ExternalModelScores> GivesKey = Spec.WithDefault(
        "gives",
        Spec.Choice<ExternalModelScores>(),
        "probabilities",
        "Whether the model returns probabilities or logits, of shape (N, classes)."
    );

    private static readonly SpecKey<string> OutputKey = Spec.Optional(
        "output",
        Spec.Text("the name of an output"),
        "Name of the model's output; required if the model has several outputs."
    );

    /// <summary>The keys.</summary>
    public static IReadOnlyList<SpecKey> Keys { get; } = [FileKey, InputsKey, ClassesKey, GivesKey, OutputKey];

    /// <summary>The model; null if the keys do not describe a model.</summary>
    public static ExternalModel? Build(SpecReader reader) =>
        reader.TryGet(FileKey, out var file)
        && reader.TryGet(InputsKey, out var inputs)
        && reader.TryGet(ClassesKey, out var classes)
        && reader.TryGet(GivesKey, out var gives)
            ? new ExternalModel(
                file,
                [.. inputs.Select(i => new ExternalModelInput(i.Key, i.Value))],
                classes,
                gives,
                reader.TryGet(OutputKey, out var output) ? output : file.OutputNames[0]
            )
            : null;

    /// <summary>Writes a model as the values of these keys.</summary>
    /// <param name="model">The model.</param>
    /// <param name="folder">The folder that its path is written relative to.</param>
    public static OrderedDictionary<string, object> Write(ExternalModel model, string folder) =>
        new()
        {
            [FileKey.Name] = Path.GetRelativePath(folder, model.File.Path).Replace('\\', '/'),
            [InputsKey.Name] = new OrderedDictionary<string, object>(
                model.Inputs.Select(i => KeyValuePair.Create(i.Name, Write(i.Stamps)))
            ),
            [ClassesKey.Name] = model.Classes,
            [GivesKey.Name] = LockedSpec.Word(model.Gives),
            [OutputKey.Name] = model.Output,
        };

    /// <summary>Checks the rules that involve several keys.</summary>
    /// <param name="reader">The classifier's keys.</param>
    /// <param name="ownKeys">Keys of classifiers that are trained here.</param>
    public static void Check(SpecReader reader, IEnumerable<SpecKey> ownKeys)
    {
        if (!reader.Has(FileKey))
        {
            foreach (var key in Keys.Where(reader.Has))
            {
                reader.Error(
                    key,
                    "study.classifier",
                    $"{key.Name} describes a model that was trained elsewhere, but the key onnx is missing",
                    "add onnx: FILE, or remove the key"
                );
            }

            return;
        }

        foreach (var key in ownKeys.Where(reader.Has))
        {
            reader.Error(
                key,
                "study.classifier",
                $"{key.Name} is a setting for classifiers that the study trains and does not apply to the model of onnx",
                $"remove either {key.Name} or onnx"
            );
        }

        foreach (var key in new SpecKey[] { InputsKey, ClassesKey }.Where(k => !reader.Has(k)))
        {
            reader.Error(
                FileKey,
                "spec.missing-key",
                $"the key {key.Name} is missing; a model of onnx needs it",
                $"add {key.Name}: {key.Expectation}"
            );
        }

        CheckModel(reader);
    }

    private static void CheckModel(SpecReader reader)
    {
        if (reader.TryGet(ClassesKey, out var classes) && classes.Distinct(StringComparer.Ordinal).Count() < classes.Count)
        {
            reader.Error(ClassesKey, "study.classes", "duplicate class", "list each class of the model once, in the order of the output");
        }

        if (reader.TryGet(FileKey, out var file) && file.OutputNames.Count > 1 && !reader.Has(OutputKey))
        {
            reader.Error(
                FileKey,
                "study.classifier",
                $"{file.Name} has several outputs: {string.Join(", ", file.OutputNames)}",
                "add output: NAME"
            );
        }

        foreach (var problem in Build(reader) is { } model ? ExternalModelFit.Problems(model) : [])
        {
            reader.Error(FileKey, problem.Code, problem.Message, problem.Fix);
        }
    }

    private static object Write(ExternalModelStamps? stamps) =>
        stamps is null
            ? SkyPosition
            : new OrderedDictionary<string, object>
            {
                [ImagesKey.Name] = stamps.Images.Select(i => LockedSpec.Word(i)).ToArray(),
                [ScaleKey.Name] = stamps.Scale is { } scale ? scale : "all",
                [MasksKey.Name] = stamps.WithMasks,
            };

    private static ExternalModelFile Read(string path, SpecNode node, SpecFindings findings)
    {
        try
        {
            return ExternalModelFile.Read(path);
        }
        catch (InvalidInputException wrong)
        {
            foreach (var problem in wrong.Diagnostics)
            {
                findings.Error(
                    node.Place,
                    problem.Code,
                    $"{Path.GetFileName(path)}: {problem.Message}{(problem.Path is null ? "" : $" ({problem.Path})")}",
                    problem.Fix ?? "give an ONNX file that contains its weights"
                );
            }

            return null!;
        }
    }

    /// <summary>Reports layouts of an entry that do not fit their model, and classes that the model does not know.</summary>
    /// <param name="reader">Receives the errors.</param>
    /// <param name="item">The entry of the study's layouts.</param>
    /// <param name="stamp">The stamp of the study's alerts; null if it is not known.</param>
    /// <param name="classifier">The study's setting for all classifiers; null if there is none.</param>
    /// <param name="classes">The study's classes.</param>
    internal static void Check(
        SpecReader reader,
        StudyLayoutItem item,
        NativeStamp? stamp,
        ClassifierChange? classifier,
        IReadOnlyList<string> classes
    )
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
                $"{model.File.Name} does not know the class {unknown}; its classes are {string.Join(", ", model.Classes)}",
                nearest is null
                    ? "list only classes of the model under dataset.classes, or rename the model's classes to match the labels"
                    : $"if {nearest} of the model is the same class, write {unknown} in its place"
            );
        }
    }
}
