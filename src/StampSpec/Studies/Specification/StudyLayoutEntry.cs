using StampSpec.Budgets.Encodings;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Learning.External;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>One layout of a study's list; the study's settings apply to what it does not set.</summary>
internal sealed record StudyLayoutEntry(StampLayout Layout)
{
    public string? Name { get; init; }

    public PixelEncoding? SentAs { get; init; }

    public NormalisationOrder? Normalisation { get; init; }

    public StampControl? Control { get; init; }

    public ClassifierChange? Classifier { get; init; }

    public Func<TrainingSettings, TrainingSettings>? Training { get; init; }

    /// <summary>Name in tables: the entry's own name, or the layout's name followed by the encoding.</summary>
    public string NameInTables => Name ?? NameOf(Layout.Name, SentAs);

    /// <summary>Repeats the entry in each of the study's encodings, unless it has its own.</summary>
    public IEnumerable<StudyLayoutEntry> In(IEnumerable<PixelEncoding> encodings) =>
        SentAs is not null ? [this] : encodings.Select(e => this with { SentAs = e, Name = NameOf(Name ?? Layout.Name, e) });

    /// <summary>The model trained elsewhere that scores the entry, its own or the study's; null if the study trains a classifier.</summary>
    /// <param name="classifier">The study's setting for all classifiers; null if there is none.</param>
    public ExternalModel? ExternalModelOf(ClassifierChange? classifier) => (Classifier ?? classifier)?.Model;

    /// <summary>Applies the entry's settings to those of the study. Classifier settings do not apply to a model trained
    /// elsewhere.</summary>
    /// <param name="normalisation">The study's normalisation.</param>
    /// <param name="settings">The classifier that changes start from.</param>
    /// <param name="classifier">The study's change of the classifier; null if there is none.</param>
    /// <param name="training">The study's training.</param>
    public StudyLayout Resolve(
        NormalisationOrder normalisation,
        ClassifierSettings settings,
        ClassifierChange? classifier,
        TrainingSettings training
    ) =>
        new(
            NameInTables,
            IsSentAsItIs ? Layout.Planes[0].Number.ToString().ToLowerInvariant() : SentAs!.Name,
            Layout,
            Normalisation ?? normalisation,
            SettingsUnder(settings, classifier),
            TrainingFrom(training)
        )
        {
            SentAs = SentAs ?? PixelEncoding.None,
            Control = Control,
            ExternalModel = ExternalModelOf(classifier),
        };

    /// <summary>Its training settings, from those of the study.</summary>
    public TrainingSettings TrainingFrom(TrainingSettings training) => Training?.Invoke(training) ?? training;

    /// <summary>The entry's classifier settings over those of the study; the default ones for a model trained elsewhere.</summary>
    /// <param name="settings">The settings before any change.</param>
    /// <param name="classifier">The study's setting for all classifiers; null if there is none.</param>
    public ClassifierSettings SettingsUnder(ClassifierSettings settings, ClassifierChange? classifier) =>
        ExternalModelOf(classifier) is null ? Changed(Changed(settings, classifier), Classifier) : ClassifierSettings.Default;

    /// <summary>True if no encoding is applied.</summary>
    public bool IsSentAsItIs => SentAs is null || SentAs == PixelEncoding.None;

    private static ClassifierSettings Changed(ClassifierSettings settings, ClassifierChange? change) =>
        change is null or { Model: not null } ? settings : change.Settings(settings);

    private static string NameOf(string layout, PixelEncoding? encoding) =>
        encoding is null || encoding == PixelEncoding.None ? layout : $"{layout}-{encoding.Name}";
}

/// <summary>One entry of a study's <c>layouts</c>: a layout, or a grid of layouts with common settings.</summary>
internal sealed class StudyLayoutItem
{
    private readonly StudyLayoutEntry? _single;
    private readonly LayoutGrid? _grid;
    private readonly Func<StampLayout, StudyLayoutEntry>? _entryOf;

    /// <summary>A single layout.</summary>
    public StudyLayoutItem(SpecPlace place, StudyLayoutEntry entry) => (Place, _single) = (place, entry);

    /// <summary>A grid.</summary>
    public StudyLayoutItem(SpecPlace place, LayoutGrid grid, Func<StampLayout, StudyLayoutEntry> entryOf) =>
        (Place, _grid, _entryOf) = (place, grid, entryOf);

    /// <summary>Its place in the spec.</summary>
    public SpecPlace Place { get; }

    /// <summary>Its layouts that fit the stamp.</summary>
    /// <param name="stamp">The stamp of the study's alerts; null if it is not known.</param>
    public IEnumerable<StudyLayoutEntry> Entries(NativeStamp? stamp) =>
        _single is not null ? [_single] : _grid!.Expand(stamp?.Native).Layouts.Select(_entryOf!);

    /// <summary>The layouts of a grid that it leaves out because they do not fit, if the spec allows this.</summary>
    /// <param name="stamp">The stamp of the study's alerts; null if it is not known.</param>
    public IEnumerable<ExcludedLayout> LeftOut(NativeStamp? stamp) =>
        _grid is { LeavesOutUnfit: true }
            ? _grid.Expand(stamp?.Native).Unfit.Select(u => new ExcludedLayout(u.Name, u.Problem.Message))
            : [];

    /// <summary>Reports layouts that do not fit and may not be left out.</summary>
    /// <param name="reader">Receives the errors.</param>
    /// <param name="stamp">The stamp of the study's alerts; null if it is not known.</param>
    public void Check(SpecReader reader, NativeStamp? stamp)
    {
        if (_single is not null)
        {
            CheckSingle(_single, reader, stamp);
            return;
        }

        var expansion = _grid!.Expand(stamp?.Native);
        foreach (var unfit in _grid.LeavesOutUnfit ? [] : expansion.Unfit)
        {
            reader.Error(
                Place,
                unfit.Problem.Code,
                $"{unfit.Name}: {unfit.Problem.Message}",
                $"{unfit.Problem.Fix}; or write unfit: leave-out in the grid, to leave out and list such combinations"
            );
        }

        if (expansion.Layouts.Count == 0 && _grid.LeavesOutUnfit)
        {
            reader.Error(
                Place,
                "layout.grid",
                $"no combination of the grid fits: {expansion.Unfit[0].Name}: {expansion.Unfit[0].Problem.Message}",
                "change the values of the grid"
            );
        }
    }

    private void CheckSingle(StudyLayoutEntry entry, SpecReader reader, NativeStamp? stamp)
    {
        foreach (var problem in entry.Control is { } control ? new ControlledImages(control).Problems(entry.Layout) : [])
        {
            reader.Error(Place, problem.Code, $"{entry.NameInTables}, control: {problem.Message}", problem.Fix);
        }

        foreach (var problem in stamp is null ? [] : NativeCoverage.Problems(entry.Control?.CutFrom ?? entry.Layout, stamp.Native))
        {
            reader.Error(Place, problem.Code, $"{entry.NameInTables}, {stamp!.Origin}: {problem.Message}", stamp.Fix);
        }
    }
}
