using StampSpec.Budgets.Encodings;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Learning.External;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>One entry of a study's list of layouts; what it leaves open is the study's.</summary>
internal sealed record StudyLayoutEntry(StampLayout Layout)
{
    public string? Name { get; init; }

    public PixelEncoding? SentAs { get; init; }

    public NormalisationOrder? Normalisation { get; init; }

    public ClassifierChange? Classifier { get; init; }

    public Func<TrainingSettings, TrainingSettings>? Training { get; init; }

    /// <summary>Name in tables: an encoding that is not in the entry's own name follows the layout's.</summary>
    public string NameInTables => Name ?? NameOf(Layout.Name, SentAs);

    /// <summary>The entry in each of the study's encodings, or in its own.</summary>
    public IEnumerable<StudyLayoutEntry> In(IEnumerable<PixelEncoding> encodings) =>
        SentAs is not null ? [this] : encodings.Select(e => this with { SentAs = e, Name = NameOf(Name ?? Layout.Name, e) });

    /// <summary>The model trained elsewhere that the entry is scored with, its own or the study's; null where a classifier is
    /// trained.</summary>
    /// <param name="classifier">What the study says of all classifiers; null for nothing.</param>
    public ExternalModel? ExternalModelOf(ClassifierChange? classifier) => (Classifier ?? classifier)?.Model;

    /// <summary>The entry laid over what holds for all layouts; settings of a classifier say nothing of a model trained
    /// elsewhere.</summary>
    public StudyLayout Resolve(NormalisationOrder normalisation, ClassifierChange? classifier, TrainingSettings training) =>
        new(
            NameInTables,
            IsSentAsItIs ? Layout.Planes[0].Number.ToString().ToLowerInvariant() : SentAs!.Name,
            Layout,
            Normalisation ?? normalisation,
            ExternalModelOf(classifier) is null
                ? Changed(Changed(ClassifierSettings.Default, classifier), Classifier)
                : ClassifierSettings.Default,
            Training?.Invoke(training) ?? training
        )
        {
            SentAs = SentAs ?? PixelEncoding.None,
            ExternalModel = ExternalModelOf(classifier),
        };

    /// <summary>True where no encoding is applied.</summary>
    public bool IsSentAsItIs => SentAs is null || SentAs == PixelEncoding.None;

    private static ClassifierSettings Changed(ClassifierSettings settings, ClassifierChange? change) =>
        change is null or { Model: not null } ? settings : change.Settings(settings);

    private static string NameOf(string layout, PixelEncoding? encoding) =>
        encoding is null || encoding == PixelEncoding.None ? layout : $"{layout}-{encoding.Name}";
}

/// <summary>One item of a study's list of layouts: a layout, or a grid of them with what the item says beside.</summary>
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

    /// <summary>Where it stands.</summary>
    public SpecPlace Place { get; }

    /// <summary>Its entries, those that fit.</summary>
    /// <param name="stamp">The stamp of the study's alerts; null where it is not known.</param>
    public IEnumerable<StudyLayoutEntry> Entries(NativeStamp? stamp) =>
        _single is not null ? [_single] : _grid!.Expand(stamp?.Native).Layouts.Select(_entryOf!);

    /// <summary>What it leaves out, as it asks.</summary>
    /// <param name="stamp">The stamp of the study's alerts; null where it is not known.</param>
    public IEnumerable<ExcludedLayout> LeftOut(NativeStamp? stamp) =>
        _grid is { LeavesOutUnfit: true }
            ? _grid.Expand(stamp?.Native).Unfit.Select(u => new ExcludedLayout(u.Name, u.Problem.Message))
            : [];

    /// <summary>Reports layouts that do not fit and are not to be left out.</summary>
    /// <param name="reader">Told of them.</param>
    /// <param name="stamp">The stamp of the study's alerts; null where it is not known.</param>
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
                $"{unfit.Problem.Fix}; or write unfit: leave-out in the grid, which leaves such combinations out and lists them"
            );
        }

        if (expansion.Layouts.Count == 0 && _grid.LeavesOutUnfit)
        {
            reader.Error(
                Place,
                "layout.grid",
                $"no combination of the grid fits: {expansion.Unfit[0].Name}: {expansion.Unfit[0].Problem.Message}",
                "give other values"
            );
        }
    }

    private void CheckSingle(StudyLayoutEntry entry, SpecReader reader, NativeStamp? stamp)
    {
        foreach (var problem in stamp is null ? [] : NativeCoverage.Problems(entry.Layout, stamp.Native))
        {
            reader.Error(Place, problem.Code, $"{entry.NameInTables}, {stamp!.Origin}: {problem.Message}", stamp.Fix);
        }
    }
}
