using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Budgets.Encodings;
using StampSpec.Imaging.Simulation;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of one entry of <c>layouts</c>: the name or file of a layout, or a mapping with further keys.</summary>
internal static class StudyLayoutSpec
{
    private static readonly SpecKey<StampLayout> LayoutKey = Spec.Optional(
        "layout",
        LayoutSpec.Reference,
        "The layout: its name, the path of its file, or its keys."
    );

    private static readonly SpecKey<LayoutGrid> GridKey = Spec.Optional(
        "grid",
        LayoutGridSpec.Declaration,
        "A grid of layouts, instead of layout: one layout for every combination of the given values. A name such as "
            + "4x8px-1.01as means four scales of 8 pixels a side, the finest with pixels of 1.01 arcsec."
    );

    private static readonly SpecKey<string> NameKey = Spec.Optional(
        "name",
        Spec.Name(),
        "Name in tables; the default is the layout's own name. For a grid, a prefix of every name."
    );

    /// <summary>The name of an encoding.</summary>
    public static readonly SpecValue<PixelEncoding> EncodingName = Spec.Choice<PixelEncoding>([
        .. PixelEncoding.All.Select(e => (e.Name, e)),
    ]);

    private static readonly SpecKey<PixelEncoding> EncodingKey = Spec.Optional(
        "encoding",
        EncodingName,
        "Encoding of this layout's pixels, instead of the study's encodings."
    );

    private static readonly SpecKey<NormalisationOrder> NormalisationKey = Spec.Optional(
        "normalisation",
        Spec.Choice<NormalisationOrder>(),
        "Normalisation of this layout's pixels, instead of the study's."
    );

    private static readonly SpecKey<StampControl> ControlKey = Spec.Optional(
        "control",
        StampControlSpec.Declaration,
        "A control experiment: a change to the images before this layout is cut from them, which shows what its score rests on."
    );

    private static readonly SpecKey<ClassifierChange> ClassifierKey = Spec.Change(
        "classifier",
        ClassifierSpec.Declaration,
        "Changes to the study's classifier for this layout, with the same keys, or a model that was trained elsewhere."
    );

    private static readonly SpecKey<Func<TrainingSettings, TrainingSettings>> TrainingKey = Spec.Change(
        "training",
        TrainingSpec.Declaration,
        "Changes to the study's training for this layout, with the same keys."
    );

    /// <summary>Normalisation, classifier and training of a layout, with every default, in one line of YAML.</summary>
    internal static string Describe(StudyLayout layout)
    {
        var written = Write(layout, Path.GetDirectoryName(layout.ExternalModel?.File.Path) ?? ".");
        written.Remove(LayoutKey.Name);
        written.Remove(NameKey.Name);
        written.Remove(EncodingKey.Name);
        return SpecJson.FlowYaml(written);
    }

    /// <summary>An item of the list.</summary>
    public static SpecValue<StudyLayoutItem> Declaration { get; } =
        Spec.OneOf(
            LayoutSpec.ByName.Then((layout, node, _) => new StudyLayoutItem(node.Place, new StudyLayoutEntry(layout))),
            new SpecMapping<StudyLayoutItem>(
                "a layout of a study",
                [LayoutKey, GridKey, NameKey, EncodingKey, NormalisationKey, ControlKey, ClassifierKey, TrainingKey],
                Build,
                Check
            )
        );

    /// <summary>A layout of a study as the values of these keys.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="folder">The folder that paths are written relative to.</param>
    public static OrderedDictionary<string, object> Write(StudyLayout layout, string folder)
    {
        var written = new OrderedDictionary<string, object>
        {
            [LayoutKey.Name] = LayoutSpec.Declaration.ToYaml(layout.Layout, folder)!,
            [NameKey.Name] = layout.Name,
            [NormalisationKey.Name] = LockedSpec.Word(layout.Normalisation),
            [ClassifierKey.Name] = layout.ExternalModel is { } model
                ? ExternalModelSpec.Write(model, folder)
                : ClassifierSpec.Write(layout.Classifier),
            [TrainingKey.Name] = TrainingSpec.Settings.ToYaml(layout.Training, folder)!,
        };
        if (layout.SentAs != PixelEncoding.None)
        {
            written[EncodingKey.Name] = layout.SentAs.Name;
        }

        if (layout.Control is { } control)
        {
            written[ControlKey.Name] = StampControlSpec.Declaration.ToYaml(control, folder)!;
        }

        return written;
    }

    private static StudyLayoutItem Build(SpecReader reader)
    {
        var name = reader.TryGet(NameKey, out var given) ? given : null;
        return reader.TryGet(GridKey, out var grid)
            ? new StudyLayoutItem(reader.PlaceOf(GridKey), grid with { Prefix = name }, layout => Entry(reader, layout))
            : new StudyLayoutItem(reader.PlaceOf(LayoutKey), Entry(reader, reader.Get(LayoutKey)) with { Name = name });
    }

    private static StudyLayoutEntry Entry(SpecReader reader, StampLayout layout) =>
        new(layout)
        {
            SentAs = reader.TryGet(EncodingKey, out var encoding) ? encoding : null,
            Normalisation = reader.TryGet(NormalisationKey, out var normalisation) ? normalisation : null,
            Control = reader.TryGet(ControlKey, out var control) ? control : null,
            Classifier = reader.TryGet(ClassifierKey, out var classifier) ? classifier : null,
            Training = reader.TryGet(TrainingKey, out var training) ? training : null,
        };

    private static void Check(SpecReader reader)
    {
        if (reader.Has(LayoutKey) == reader.Has(GridKey))
        {
            var given = reader.Has(LayoutKey) ? "both a layout and a grid" : "neither a layout nor a grid";
            reader.Error(
                GridKey,
                "study.layouts",
                $"this entry has {given}",
                "write layout: NAME, or grid: {pixels: [8, 16], pixel-scale: 1.01}"
            );
        }

        CheckControl(reader);
    }

    private static void CheckControl(SpecReader reader)
    {
        if (reader.Has(ControlKey) && reader.Has(GridKey))
        {
            reader.Error(ControlKey, "study.control", "a control cannot be given for a grid", "list the layouts, each with its control");
        }
    }
}

/// <summary>The native stamp of a study's alerts, if it is known before the alerts are read.</summary>
/// <param name="Native">Its number of pixels and their side.</param>
/// <param name="Origin">The source of the stamp, as messages name it.</param>
/// <param name="OtherWay">Another setting that the user can change instead of the layout; null if there is none.</param>
internal sealed record NativeStamp(StampScale Native, string Origin, string? OtherWay)
{
    /// <summary>The fix for a layout that does not fit the stamp.</summary>
    public string Fix =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"use a layout with pixels of at least {Native.PixelScaleArcsec} arcsec whose outermost pixels start within "
                + $"{Native.FieldOfViewArcsec:0.#} arcsec{OtherWay}"
        );

    /// <summary>The stamp of a data set's alerts, known for a simulation and for the synthetic survey; null if the alerts are read as they
    /// are.</summary>
    public static NativeStamp? Of(StudyDataSet dataSet) =>
        dataSet.Simulation is { } simulation
            ? new NativeStamp(
                new StampScale(simulation.TypicalPixels, LsstBand.PixelScaleArcsec),
                $"{simulation.Mapping.Name()} simulation",
                ", or change mapping under simulate"
            )
        : dataSet.Synthetic is { Survey: var survey }
            ? new NativeStamp(
                new StampScale(survey.Grid.CutoutSide, survey.Grid.PixelScaleArcsec),
                "synthetic survey",
                survey.Survey == SurveyKind.Lsst ? ", or raise cutout-pixels under synthetic" : null
            )
        : null;
}
