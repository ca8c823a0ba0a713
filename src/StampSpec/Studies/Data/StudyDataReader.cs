using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Data;

/// <summary>Reads a study's alerts once, as a stream, and cuts them under every layout.</summary>
internal static class StudyDataReader
{
    private const int BatchSize = 128;

    /// <summary>Reads the data; the caller disposes of the stamps.</summary>
    /// <returns>The study without dropped classes, and its data.</returns>
    /// <exception cref="InvalidInputException">No alert can be used, or a class has too few groups.</exception>
    public static (Study Study, StudyData Data) Read(Study study, CancellationToken cancellation)
    {
        var test = study.DataSet.Test is { } files ? new LabelledFileReader(study.DataSet, files, DataRole.Test) : null;
        var development = study.DataSet.Real is { } real ? new LabelledFileReader(study.DataSet, real, DataRole.Development) : null;
        var leaked = new List<SkippedRow>();
        using var reading = new Reading(study);
        reading.Add(
            WithoutGroups(
                development?.Read()
                    ?? SyntheticReader.Read(study, study.DataSet.Synthetic!, DataRole.Development, SyntheticReader.Development),
                test?.Groups,
                leaked
            ),
            cancellation
        );
        LabelledFileReader[] readers = [.. new[] { development, test }.OfType<LabelledFileReader>()];
        var further = LabelledTrainingReader.Of(study);
        if (study.DataSet.Injections.Count > 0)
        {
            test?.FindObjects();
        }

        var injected = new ExtraTrainingReader(study, readers);
        reading.Add(WithoutGroups(injected.ReadDevelopment(), test?.Groups, leaked), cancellation);
        var developmentCount = reading.Objects.Count;
        // Before the alerts of a pretraining are drawn, which takes long.
        RequireAlerts(developmentCount, study, development, [.. development?.Skipped ?? [], .. leaked, .. reading.Misfits]);
        reading.Add(test?.Read() ?? [], cancellation);
        var testCount = reading.Objects.Count - developmentCount;
        if (test is not null)
        {
            RequireAlerts(testCount, study, test, [.. test.Skipped, .. reading.Misfits.Where(s => s.Role == DataRole.Test)]);
            RequireOtherCandids(reading.Objects, developmentCount);
        }

        var own = reading.Objects.SelectMany(o => OwnRelatives.NamesOf(o.ObjectId, o.Group, o.Origin)).ToHashSet(StringComparer.Ordinal);
        var extra = new ExtraTrainingReader(study, [.. readers, .. further.Select(f => f.Files)]);
        foreach (var labelled in further)
        {
            reading.Add(WithoutGroups(labelled.Read([.. reading.Objects]), test?.Groups, leaked), cancellation, areMeasured: false);
            labelled.RequireSome(reading.Objects);
        }

        reading.Add(WithoutGroups(extra.ReadTraining(own).Concat(extra.ReadPretraining(own)), test?.Groups, leaked), cancellation);
        List<SkippedRow> skipped =
        [
            .. development?.Skipped ?? [],
            .. leaked,
            .. test?.Skipped ?? [],
            .. further.SelectMany(f => f.Skipped),
            .. injected.Skipped,
            .. extra.Skipped,
            .. reading.Misfits,
        ];
        var stamps = reading.Build();
        try
        {
            skipped.AddRange(WithoutLabels(study.DataSet, readers));
            ColumnChecks.Require(study, stamps, developmentCount, [.. readers, .. further.Select(f => f.Files)]);
            return Apply(
                study,
                Assemble(study, reading.Objects, developmentCount, testCount, stamps, skipped) with
                {
                    SentBytes = reading.SentBytes(),
                    Unplaced = reading.Unplaced,
                    Cutouts = reading.Cutouts(),
                    Surveys = reading.Surveys,
                    OtherClasses = readers
                        .SelectMany(r => r.OtherClasses)
                        .GroupBy(c => c.Key, c => c.Value, StringComparer.Ordinal)
                        .ToDictionary(g => g.Key, g => g.Sum(), StringComparer.Ordinal),
                }
            );
        }
        catch (InvalidInputException)
        {
            stamps.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A candid identifies an alert in every table. All synthetic surveys number their alerts alike, whatever their seed.
    /// </summary>
    private static void RequireOtherCandids(IReadOnlyList<ObjectRow> objects, int developmentCount)
    {
        var own = objects.Take(developmentCount).Select(o => o.Candid).ToHashSet();
        long[] shared = [.. objects.Skip(developmentCount).Select(o => o.Candid).Where(own.Contains)];
        if (shared.Length > 0)
        {
            throw InvalidInputException.Of(
                "study.candids",
                $"{shared.Length} test alerts have the candids of alerts to train on, such as {shared[0]}",
                path: "dataset.test-data",
                fix: "test on other alerts; if both sets are synthetic, make these with synthesize --first N, so that their numbers differ"
            );
        }
    }

    /// <summary>Makes the data of objects that have the order of their stamps.</summary>
    public static StudyData Assemble(
        Study study,
        IReadOnlyList<ObjectRow> objects,
        int developmentCount,
        int testCount,
        StampStore stamps,
        IReadOnlyList<SkippedRow> skipped
    )
    {
        var classes = study.DataSet.Classes.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
        int[] labels = [.. objects.Select(o => classes[o.Class])];
        return new StudyData(
            new GroupedClasses(classes.Count, labels[..developmentCount], [.. objects.Take(developmentCount).Select(o => o.Group)]),
            objects,
            labels,
            stamps,
            skipped,
            testCount
        );
    }

    private static IEnumerable<StudySource> WithoutGroups(
        IEnumerable<StudySource> sources,
        IReadOnlySet<string>? groups,
        List<SkippedRow> leaked
    )
    {
        foreach (var source in sources)
        {
            if (groups?.Contains(source.Labelled.Group) == true)
            {
                leaked.Add(
                    new SkippedRow(
                        source.Role,
                        source.Source,
                        SkipReason.InTestGroup,
                        $"its group {source.Labelled.Group} is in the separate test set"
                    )
                );
            }
            else
            {
                yield return source;
            }
        }
    }

    /// <summary>Listed alerts that no label table contains.</summary>
    private static IEnumerable<SkippedRow> WithoutLabels(StudyDataSet dataSet, LabelledFileReader[] readers) =>
        readers.FirstOrDefault()?.Pinned is not { } pinned
            ? []
            : pinned
                .Candids.Where(candid => !readers.Any(r => r.HasLabel(candid)))
                .Select(candid => new SkippedRow(
                    DataRole.Development,
                    $"candid {candid}",
                    SkipReason.Unlabelled,
                    $"candid {candid} is in {Path.GetFileName(dataSet.CandidsPath)}, but has no label"
                ));

    private static void RequireAlerts(int count, Study study, LabelledFileReader? files, IReadOnlyList<SkippedRow> skipped)
    {
        if (count == 0)
        {
            var reasons = string.Join(", ", skipped.CountBy(s => s.Reason).Select(r => SkipReason.InWords(r.Key, r.Value)));
            throw InvalidInputException.Of(
                "study.no-alerts",
                $"no alert can be used ({(reasons.Length == 0 ? "no alert was found" : reasons)})",
                file: files?.AlertsPath,
                fix: DataNotes.WhyNone(study, files, skipped)
            );
        }
    }

    /// <summary>The data read so far.</summary>
    private sealed class Reading(Study study) : IDisposable
    {
        private readonly StampCollector _stamps = new(study.Layouts);

        public List<ObjectRow> Objects { get; } = [];

        public List<SkippedRow> Misfits { get; } = [];

        private readonly Dictionary<(int Pixels, double ScaleArcsec), int> _cutouts = [];
        private readonly SortedSet<SurveyKind> _surveys = [];

        public int Unplaced { get; private set; }

        public IReadOnlyList<SurveyKind> Surveys => [.. _surveys];

        public IReadOnlyList<CutoutSize> Cutouts() =>
            [
                .. _cutouts
                    .OrderByDescending(c => c.Value)
                    .ThenBy(c => c.Key)
                    .Select(c => new CutoutSize(c.Key.Pixels, c.Key.ScaleArcsec, c.Value)),
            ];

        /// <summary>Cuts and describes alerts.</summary>
        /// <param name="sources">The alerts.</param>
        /// <param name="cancellation">Stops the reading.</param>
        /// <param name="areMeasured">Whether they count in the bytes of layouts and the sizes of cutouts, as the study's own do.</param>
        public void Add(IEnumerable<StudySource> sources, CancellationToken cancellation, bool areMeasured = true)
        {
            var stream = GlintFilter.Apply(study.DataSet.Stream, sources, Misfits);
            foreach (var batch in SourceSimulation.Apply(study, stream, Misfits).Chunk(BatchSize))
            {
                cancellation.ThrowIfCancellationRequested();
                var problems = _stamps.Add([.. batch.Select(s => s.Labelled.Alert)], areMeasured);
                var rows = batch.AsParallel().AsOrdered().Select(Describe);
                foreach (var (source, row, problem) in batch.Zip(rows.AsEnumerable(), problems))
                {
                    if (problem is null)
                    {
                        Objects.Add(row);
                        Count(source, areMeasured);
                    }
                    else
                    {
                        Misfits.Add(new SkippedRow(source.Role, source.Source, SkipReason.LayoutMisfit, problem.ToString()));
                    }
                }
            }
        }

        public StampStore Build() => _stamps.Build();

        public IReadOnlyList<ByteRow> SentBytes() => _stamps.SentBytes();

        public void Dispose() => _stamps.Dispose();

        private void Count(StudySource source, bool isMeasured)
        {
            var alert = source.Labelled.Alert;
            Unplaced += alert.Note is null ? 0 : 1;
            if (source.Role != DataRole.Pretraining)
            {
                _surveys.Add(alert.Survey);
            }

            if (!isMeasured)
            {
                return;
            }

            var cutout = alert.Science;
            var size = (Math.Max(cutout.Flux.Width, cutout.Flux.Height), Math.Round(cutout.PixelScaleArcsec, 4));
            _cutouts[size] = _cutouts.GetValueOrDefault(size) + 1;
        }

        private static ObjectRow Describe(StudySource source)
        {
            var alert = source.Labelled.Alert;
            return new ObjectRow(
                alert.Candid,
                alert.ObjectId,
                source.Labelled.Group,
                source.Labelled.Class,
                source.Origin,
                source.Role,
                alert.SignalToNoise,
                MissingFraction(alert),
                alert.NearestSourceArcsec,
                alert.NearestSourceStarScore,
                TemplateNeighbours.Count(alert.Template),
                alert.MagnitudePsf,
                alert.Detections
            );
        }

        private static double MissingFraction(Alert alert)
        {
            int missing = 0,
                total = 0;
            foreach (var kind in Enum.GetValues<CutoutKind>())
            {
                foreach (var pixel in alert[kind].Flux.Pixels)
                {
                    missing += float.IsFinite(pixel) ? 0 : 1;
                    total++;
                }
            }

            return (double)missing / total;
        }
    }

    /// <summary>Rows of missing.csv, one for each scale of each layout.</summary>
    internal static IReadOnlyList<MissingRow> Rows(Study study, StudyData data) =>
        [
            .. study.Layouts.SelectMany(layout =>
                layout.Layout.Scales.Select((scale, index) => Row(layout.Name, scale, index, data.Stamps[layout.Name]))
            ),
        ];

    private static MissingRow Row(string layout, StampScale scale, int index, IStamps stamps)
    {
        var (alerts, missing) = (0, 0L);
        var shape = stamps.Shapes[index];
        var images = shape.Channels / 2;
        for (var alert = 0; alert < stamps.Count; alert++)
        {
            // The second half of a stamp's channels are the masks of the first.
            var count = Enumerable.Range(images, images).Sum(mask => System.MemoryExtensions.Count(stamps.Channel(alert, index, mask), 1f));
            alerts += count > 0 ? 1 : 0;
            missing += count;
        }

        var fraction = stamps.Count == 0 ? 0 : missing / (stamps.Count * (shape.Length / 2.0));
        return new MissingRow(layout, index, scale.Pixels, scale.PixelScaleArcsec, stamps.Count, alerts, fraction);
    }

    /// <summary>Applies the policy for small classes to the study and its data.</summary>
    /// <exception cref="InvalidInputException">A class is too small and the policy does not drop it, or fewer than two classes
    /// remain.</exception>
    private static (Study Study, StudyData Data) Apply(Study study, StudyData data)
    {
        var groups = GroupedPartition.GroupCounts(data.Development);
        var fewest = study.Split.FewestGroups;
        var small = study.DataSet.Classes.Index().Where(c => groups[c.Index] < fewest).ToArray();
        if (small.Length == 0)
        {
            return (study, data);
        }

        if (study.DataSet.SmallClasses == SmallClassPolicy.Error || study.DataSet.Classes.Count - small.Length < 2)
        {
            throw new InvalidInputException([.. small.Select(c => TooSmall(c.Item, groups[c.Index], fewest, data.OtherClasses.Keys))]);
        }

        return Drop(study, data, [.. small.Select(c => c.Item)]);
    }

    private static Diagnostic TooSmall(string name, int groups, int fewest, IEnumerable<string> otherClasses) =>
        Diagnostic.Error(
            "study.small-class",
            $"class {name} has {groups} {(groups == 1 ? "group" : "groups")} of alerts, but this split needs {fewest}, one for each part",
            path: "dataset.classes",
            fix: groups == 0 && NearestName.Of(name, otherClasses) is { } nearest
                ? $"did you mean {nearest}, which the labels contain?"
                : "use fewer folds, add alerts, remove the class from classes, or write small-classes: drop"
        );

    private static (Study Study, StudyData Data) Drop(Study study, StudyData data, IReadOnlyList<string> small)
    {
        int[] kept = [.. Enumerable.Range(0, data.Objects.Count).Where(i => !small.Contains(data.Objects[i].Class))];
        var reduced = study with { DataSet = study.DataSet with { Classes = [.. study.DataSet.Classes.Except(small)] } };
        var dropped = data
            .Objects.Where(o => small.Contains(o.Class))
            .Select(o => new SkippedRow(
                o.Role,
                $"candid {o.Candid}",
                SkipReason.SmallClass,
                $"class {o.Class} has too few groups to split"
            ));
        var remaining = StudyDataReader.Assemble(
            reduced,
            [.. kept.Select(i => data.Objects[i])],
            kept.Count(i => i < data.Development.Count),
            kept.Count(i => i >= data.Development.Count && i < data.Development.Count + data.SeparateTestCount),
            data.Stamps.Select(kept),
            [.. data.Skipped, .. dropped]
        );
        return (
            reduced,
            remaining with
            {
                SentBytes = data.SentBytes,
                Unplaced = data.Unplaced,
                Cutouts = data.Cutouts,
                Surveys = data.Surveys,
                OtherClasses = data.OtherClasses,
            }
        );
    }
}
