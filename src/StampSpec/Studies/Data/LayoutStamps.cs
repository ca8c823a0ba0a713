using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Data;

/// <summary>Cuts alerts under one layout and keeps the stamps that the study can use.</summary>
internal sealed class LayoutStamps(StudyLayout layout) : IDisposable
{
    private readonly SentBytes _sent = new(layout);
    private readonly Func<IReadOnlyList<Image<float>>, IReadOnlyList<Image<float>>>? _receive = StampTransmission.Receiver(
        layout.Layout,
        layout.SentAs
    );
    private readonly ControlledImages? _controlled = layout.Control is { } control ? new ControlledImages(control) : null;
    private StampFileWriter? _file;

    /// <summary>For each alert of the next batch, whether it is in the sample whose bytes are measured.</summary>
    public bool[] Sample(int alerts) => [.. Enumerable.Range(0, alerts).Select(_ => _sent.IsNextSampled())];

    /// <summary>Cuts one alert; several threads may cut at the same time.</summary>
    /// <param name="alerts">The alerts of its batch, or it and another one, of which a control may show another one.</param>
    /// <param name="index">Its index.</param>
    /// <param name="natives">Its normalised cutouts.</param>
    public CutStamps Cut(IReadOnlyList<Alert> alerts, int index, NormalisedCutouts natives)
    {
        try
        {
            RequireColumns(alerts[index]);
            var bytes = _sent.IsOfEveryAlert ? _sent.Measure(alerts[index]) : [];
            var builder = new StampTensorBuilder(layout.Layout, layout.Normalisation, 1, _receive);
            builder.Add(Shown(alerts, index), _controlled is null ? natives : null);
            return new CutStamps(builder.Build(), bytes, null);
        }
        catch (InvalidInputException misfit)
        {
            return new CutStamps(null, [], misfit.Diagnostics[0]);
        }
    }

    /// <summary>Keeps an alert's stamps.</summary>
    /// <param name="cut">The stamps.</param>
    public void Keep(CutStamps cut)
    {
        _file ??= new StampFileWriter(cut.Stamps!.Shapes);
        _file.Add(cut.Stamps!, 0);
    }

    /// <summary>Counts the bytes of an alert's stamps.</summary>
    /// <param name="cut">The stamps.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="isSampled">Whether it is in the sample.</param>
    public void Measure(CutStamps cut, Alert alert, bool isSampled)
    {
        if (FootprintStamp.SideOf(layout.Layout, alert) is { } side)
        {
            _sent.Count(side);
        }
        else if (_sent.IsOfEveryAlert)
        {
            _sent.Add(cut.Bytes);
        }
        else if (isSampled)
        {
            _sent.Add(alert);
        }
    }

    /// <summary>The kept stamps.</summary>
    public MappedStamps Build() => (_file ?? throw new InvalidOperationException("no alert was read")).Map();

    /// <summary>Measured bytes of the kept alerts.</summary>
    public IEnumerable<ByteRow> SentBytes() => _sent.Rows();

    public void Dispose() => _file?.Dispose();

    private void RequireColumns(Alert alert)
    {
        // Alerts that serve only for pretraining, which never sees columns, have none.
        if (alert.Columns is not null)
        {
            AlertVectors.RequireColumns(layout.Layout, alert);
        }
    }

    private Alert Shown(IReadOnlyList<Alert> alerts, int index) => _controlled?.Apply(alerts[index], Other(alerts, index)) ?? alerts[index];

    /// <summary>Another alert of the batch, drawn at random by the alert's identifier, whose field a control shows.</summary>
    private Alert? Other(IReadOnlyList<Alert> alerts, int index)
    {
        if (layout.Control?.OtherFieldBeyondArcsec is null)
        {
            return null;
        }

        if (alerts.Count < 2)
        {
            throw InvalidInputException.Of("study.control", "there is no other alert whose field could replace the alert's own");
        }

        var drawn = new Seed((ulong)alerts[index].Candid).Derive("other field").CreateSource().NextInt(alerts.Count - 1);
        return alerts[drawn < index ? drawn : drawn + 1];
    }
}

/// <summary>One alert's stamps under one layout.</summary>
/// <param name="Stamps">The stamps of one alert; null if the layout cannot be cut from it.</param>
/// <param name="Bytes">Bytes of each image in each serialisation; empty if they are measured later, or not at all.</param>
/// <param name="Problem">Why the layout cannot be cut; null if it can.</param>
internal sealed record CutStamps(StampTensors? Stamps, int[][] Bytes, Diagnostic? Problem);

/// <summary>
/// Measures the bytes of stamps under one layout by serialising them in its encoding. A layout without an encoding, whose plain bytes are
/// exact, is measured in gzip, as ZTF sends stamps, on an even sample of at most <see cref="MostSampled"/> alerts. They are kept until all
/// are known, so that none is measured in vain; the layouts of a study keep the same alerts. At planes that are not the layout's own,
/// gzipped FITS files are measured on at most <see cref="MostSampledAtEqualPlanes"/> of them.
/// </summary>
/// <param name="layout">The layout.</param>
internal sealed class SentBytes(StudyLayout layout)
{
    /// <summary>Maximum number of alerts in the sample; above it, every second alert is removed.</summary>
    public const int MostSampled = 1024;

    /// <summary>Maximum number of alerts on which gzipped FITS files are measured at planes that are not the layout's own.</summary>
    public const int MostSampledAtEqualPlanes = 128;

    private static readonly PixelEncoding Gzip = StampForm.GzippedFits.Encoding;

    private readonly bool _isPlain = layout.SentAs == PixelEncoding.None;
    private readonly PixelEncoding _encoding = layout.SentAs == PixelEncoding.None ? Gzip : layout.SentAs;
    private readonly Serialisation[] _serialisations =
        layout.SentAs == PixelEncoding.None
            ? [.. Serialisation.All.Where(s => s.Name is ByteRow.Raw or ByteRow.Fits && s.Supports(layout.Sent, Gzip))]
            : [.. Serialisation.All.Where(s => s.Supports(layout.Sent, layout.SentAs))];

    private readonly List<int[][]> _measured = [];
    private readonly Dictionary<int, int> _sides = [];
    private readonly ThinnedSample<Alert> _sample = new(MostSampled);

    /// <summary>True if every alert is measured when it is cut; false if a sample is measured at the end.</summary>
    public bool IsOfEveryAlert => !_isPlain && _serialisations.Length > 0;

    /// <summary>Whether the next alert is in the sample.</summary>
    public bool IsNextSampled() => _serialisations.Length > 0 && _sample.IsNext();

    /// <summary>Serialises the stamps of an alert and returns the bytes of each image in each serialisation; several threads may measure at
    /// the same time.</summary>
    public int[][] Measure(Alert alert)
    {
        var stamps = SampledStamps.Of(alert, layout.Sent);
        return [.. _serialisations.Select(s => s.Write(stamps, _encoding).Select(bytes => bytes.Length).ToArray())];
    }

    /// <summary>Counts an alert whose stamp is as large as its footprint.</summary>
    /// <param name="side">Pixels a side of the stamp.</param>
    public void Count(int side) => _sides[side] = _sides.GetValueOrDefault(side) + 1;

    /// <summary>Counts an alert's bytes.</summary>
    public void Add(int[][] measured) => _measured.Add(measured);

    /// <summary>Adds an alert to the sample.</summary>
    public void Add(Alert alert) => _sample.Add(alert);

    /// <summary>Mean bytes over the counted alerts: the total in every serialisation and, for an encoded layout, the raw planes of each
    /// image, including its PSF.</summary>
    public IEnumerable<ByteRow> Rows() => _sides.Count > 0 ? StudyBytes.MeanOver(layout, _sides) : Measured();

    private IEnumerable<ByteRow> Measured()
    {
        int[][][] alerts = [.. _measured, .. _sample.Items.AsParallel().AsOrdered().Select(Measure)];
        if (alerts.Length == 0)
        {
            yield break;
        }

        foreach (var (index, serialisation) in _serialisations.Index())
        {
            if (serialisation.Name == ByteRow.Raw && !_isPlain)
            {
                foreach (var (image, kind) in layout.Sent.Images.Index())
                {
                    yield return Row(serialisation, kind.ToString().ToLowerInvariant(), alerts.Average(a => a[index][image]));
                }
            }

            foreach (var (part, bytes) in serialisation.Name == ByteRow.Raw ? StudyBytes.BesideImages(layout.Sent) : [])
            {
                yield return Row(serialisation, part, bytes);
            }

            yield return Row(serialisation, StudyBytes.Total, alerts.Average(a => a[index].Sum()));
        }

        var fits = Array.FindIndex(_serialisations, s => s == StampForm.GzippedFits.Serialisation);
        foreach (var row in _isPlain ? AtEqualPlanes(fits < 0 ? null : alerts.Average(a => a[fits].Sum())) : [])
        {
            yield return row;
        }
    }

    /// <summary>Gzipped FITS files at equal planes; those of flux, if it is the layout's own plane, are known already.</summary>
    /// <param name="own">Mean bytes at the layout's own planes; null if FITS cannot store them.</param>
    private IEnumerable<ByteRow> AtEqualPlanes(double? own)
    {
        foreach (var set in PlaneSet.Equal.Where(set => set != PlaneSet.Flux || !set.IsOwnOf(layout.Sent)))
        {
            var counted = set.Of(layout.Sent);
            Alert[] able = [.. _sample.Items.Where(alert => HasPlanes(alert, counted))];
            if (able.Length > 0)
            {
                var bytes = set.IsOwnOf(layout.Sent) && able.Length == _sample.Items.Count ? own : null;
                yield return Row(StampForm.GzippedFits.Serialisation, StudyBytes.Total, bytes ?? Gzipped(able, counted), set.Name);
            }
        }
    }

    // Planes that an alert lacks would be written as zeros, which gzip shrinks to nothing. Masks are zeros: no survey ships them.
    private static bool HasPlanes(Alert alert, StampLayout counted)
    {
        var needsVariance = counted.Planes.Any(p => p.Kind == PlaneKind.Variance);
        return counted.Images.All(kind =>
            (!needsVariance || alert[kind].Variance is not null) && (counted.Psf is null || alert[kind].Psf is not null)
        );
    }

    private static double Gzipped(Alert[] alerts, StampLayout counted)
    {
        var stride = (alerts.Length + MostSampledAtEqualPlanes - 1) / MostSampledAtEqualPlanes;
        var form = StampForm.GzippedFits;
        return alerts
            .Where((_, i) => i % stride == 0)
            .AsParallel()
            .AsOrdered()
            .Select(alert => form.Serialisation.Write(SampledStamps.Of(alert, counted), form.Encoding).Sum(b => (long)b.Length))
            .ToArray()
            .Average();
    }

    private ByteRow Row(Serialisation serialisation, string part, double bytes, string planes = ByteRow.OwnPlanes) =>
        new(_isPlain ? layout.Id with { Encoding = Gzip.Name } : layout.Id, serialisation.Name, part, bytes, planes);
}

/// <summary>Cuts alerts under every layout of a study, in batches and on all processors. An alert that does not fit one layout is dropped
/// for all layouts.</summary>
internal sealed class StampCollector(IReadOnlyList<StudyLayout> layouts) : IDisposable
{
    private readonly LayoutStamps[] _layouts = [.. layouts.Select(l => new LayoutStamps(l))];
    private Alert? _before;

    /// <summary>Cuts a batch and returns the problem of each alert, null if there is none.</summary>
    /// <param name="alerts">The batch.</param>
    /// <param name="areMeasured">Whether the alerts count in the bytes of layouts.</param>
    public Diagnostic?[] Add(IReadOnlyList<Alert> alerts, bool areMeasured = true)
    {
        bool[][] sampled = areMeasured ? [.. _layouts.Select(l => l.Sample(alerts.Count))] : [];
        var cut = new CutStamps[alerts.Count][];
        var shown = WithAnother(alerts);
        Parallel.For(0, alerts.Count, i =>
        {
            var natives = new NormalisedCutouts();
            cut[i] = [.. _layouts.Select(layout => layout.Cut(shown, i, natives))];
        });
        Diagnostic?[] problems = [.. cut.Select(stamps => stamps.Select(s => s.Problem).FirstOrDefault(p => p is not null))];
        Parallel.For(0, _layouts.Length, layout =>
        {
            for (var i = 0; i < alerts.Count; i++)
            {
                if (problems[i] is null)
                {
                    _layouts[layout].Keep(cut[i][layout]);
                    if (areMeasured)
                    {
                        _layouts[layout].Measure(cut[i][layout], alerts[i], sampled[layout][i]);
                    }
                }
            }
        });
        return problems;
    }

    /// <summary>The batch; if it is a single alert, together with the last one of the batch before it, whose field a control may
    /// show.</summary>
    private IReadOnlyList<Alert> WithAnother(IReadOnlyList<Alert> alerts)
    {
        var before = _before;
        _before = alerts[^1];
        return alerts.Count == 1 && before is not null ? [alerts[0], before] : alerts;
    }

    /// <summary>The stamps of all alerts without a problem; the caller disposes of them.</summary>
    public StampStore Build() => new(layouts.Zip(_layouts).ToDictionary(l => l.First.Name, l => l.Second.Build(), StringComparer.Ordinal));

    /// <summary>Measured bytes of the same alerts under every layout.</summary>
    public IReadOnlyList<ByteRow> SentBytes() => [.. _layouts.SelectMany(l => l.SentBytes())];

    public void Dispose()
    {
        foreach (var layout in _layouts)
        {
            layout.Dispose();
        }
    }
}
