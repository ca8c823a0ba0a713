using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Data;

/// <summary>Cuts batches of alerts under one layout and keeps those of their stamps that the study can use.</summary>
internal sealed class LayoutStamps(StudyLayout layout) : IDisposable
{
    private readonly SentBytes _sent = new(layout);
    private readonly List<(int Alert, int[][] Bytes)> _batch = [];
    private StampFileWriter? _file;
    private StampTensors? _stamps;

    /// <summary>Cuts a batch and returns what is wrong with each of its alerts, null where nothing is.</summary>
    public Diagnostic?[] Cut(IReadOnlyList<Alert> alerts)
    {
        _batch.Clear();
        var builder = new StampTensorBuilder(
            layout.Layout,
            layout.Normalisation,
            alerts.Count,
            StampTransmission.Receiver(layout.Layout, layout.SentAs)
        );
        Diagnostic?[] problems = [.. alerts.Select((alert, index) => Cut(builder, alert, index))];
        _stamps = builder.Build();
        return problems;
    }

    /// <summary>Keeps the stamps of the batch's alerts that are wanted.</summary>
    public void Keep(Predicate<int> isWanted)
    {
        _file ??= new StampFileWriter(_stamps!.Shapes);
        foreach (var (row, (alert, bytes)) in _batch.Index())
        {
            if (isWanted(alert))
            {
                _file.Add(_stamps!, row);
                _sent.Add(bytes);
            }
        }
    }

    /// <summary>The stamps kept.</summary>
    public MappedStamps Build() => (_file ?? throw new InvalidOperationException("no alert was read")).Map();

    /// <summary>Bytes of the alerts kept, measured.</summary>
    public IEnumerable<ByteRow> SentBytes() => _sent.Rows();

    public void Dispose() => _file?.Dispose();

    private Diagnostic? Cut(StampTensorBuilder builder, Alert alert, int index)
    {
        try
        {
            var bytes = _sent.Measure(alert);
            builder.Add(alert);
            _batch.Add((index, bytes));
            return null;
        }
        catch (InvalidInputException misfit)
        {
            return misfit.Diagnostics[0];
        }
    }
}

/// <summary>
/// What alerts' stamps cost under one layout, really serialised: in its encoding, or, for a layout that is sent as it is, whose plain bytes
/// are exact, in
/// gzip as ZTF sends stamps, on an even sample of at most <see cref="MostSampled"/> alerts.
/// </summary>
/// <param name="layout">The layout.</param>
internal sealed class SentBytes(StudyLayout layout)
{
    /// <summary>Alerts of a sample, above which every second one leaves it.</summary>
    public const int MostSampled = 1024;

    private static readonly PixelEncoding Gzip = PixelEncoding.Parse("gzip");

    private readonly bool _isPlain = layout.SentAs == PixelEncoding.None;
    private readonly PixelEncoding _encoding = layout.SentAs == PixelEncoding.None ? Gzip : layout.SentAs;
    private readonly Serialisation[] _serialisations =
        layout.SentAs == PixelEncoding.None
            ? [.. Serialisation.All.Where(s => s.Name is ByteRow.Raw or ByteRow.Fits && s.Supports(layout.Layout, Gzip))]
            : [.. Serialisation.All.Where(s => s.Supports(layout.Layout, layout.SentAs))];

    private List<int[][]> _alerts = [];
    private int _stride = 1;
    private int _seen;

    /// <summary>Serialises the stamps of the next alert: bytes of each image in each serialisation; empty where the alert is not in the
    /// sample.</summary>
    public int[][] Measure(Alert alert)
    {
        if (_serialisations.Length == 0 || _seen++ % _stride != 0)
        {
            return [];
        }

        var stamps = SampledStamps.Of(alert, layout.Layout);
        return [.. _serialisations.Select(s => s.Write(stamps, _encoding).Select(bytes => bytes.Length).ToArray())];
    }

    /// <summary>Counts an alert's bytes.</summary>
    public void Add(int[][] measured)
    {
        if (measured.Length == 0)
        {
            return;
        }

        _alerts.Add(measured);
        if (_isPlain && _alerts.Count > MostSampled)
        {
            _stride *= 2;
            _alerts = [.. _alerts.Where((_, i) => i % 2 == 0)];
        }
    }

    /// <summary>Mean bytes over the alerts counted: of an encoded layout those of each image as raw planes, its PSF among them, and the
    /// total in every serialisation.</summary>
    public IEnumerable<ByteRow> Rows()
    {
        if (_alerts.Count == 0)
        {
            yield break;
        }

        foreach (var (index, serialisation) in _serialisations.Index())
        {
            if (serialisation.Name == ByteRow.Raw && !_isPlain)
            {
                foreach (var (image, kind) in layout.Layout.Images.Index())
                {
                    yield return Row(serialisation, kind.ToString().ToLowerInvariant(), _alerts.Average(a => a[index][image]));
                }
            }

            if (serialisation.Name == ByteRow.Raw && layout.Layout.Features.Count > 0)
            {
                yield return Row(serialisation, StudyBytes.Features, layout.Layout.RawFeatureBytes);
            }

            yield return Row(serialisation, StudyBytes.Total, _alerts.Average(a => a[index].Sum()));
        }
    }

    private ByteRow Row(Serialisation serialisation, string part, double bytes) =>
        new(_isPlain ? layout.Id with { Encoding = Gzip.Name } : layout.Id, serialisation.Name, part, bytes);
}

/// <summary>Cuts alerts under every layout of a study, a batch at a time and the layouts beside each other. An alert that one layout cannot
/// be cut from is in none.</summary>
internal sealed class StampCollector(IReadOnlyList<StudyLayout> layouts) : IDisposable
{
    private readonly LayoutStamps[] _layouts = [.. layouts.Select(l => new LayoutStamps(l))];

    /// <summary>Cuts a batch and returns what is wrong with each of its alerts, null where nothing is.</summary>
    public Diagnostic?[] Add(IReadOnlyList<Alert> alerts)
    {
        var problems = new Diagnostic?[_layouts.Length][];
        Parallel.For(0, _layouts.Length, layout => problems[layout] = _layouts[layout].Cut(alerts));
        Diagnostic?[] found = [.. alerts.Select((_, i) => problems.Select(p => p[i]).FirstOrDefault(p => p is not null))];
        Parallel.ForEach(_layouts, layout => layout.Keep(i => found[i] is null));
        return found;
    }

    /// <summary>The stamps of all alerts without a problem, which the caller disposes of.</summary>
    public StampStore Build() => new(layouts.Zip(_layouts).ToDictionary(l => l.First.Name, l => l.Second.Build(), StringComparer.Ordinal));

    /// <summary>Bytes of the same alerts, measured, under every layout.</summary>
    public IReadOnlyList<ByteRow> SentBytes() => [.. _layouts.SelectMany(l => l.SentBytes())];

    public void Dispose()
    {
        foreach (var layout in _layouts)
        {
            layout.Dispose();
        }
    }
}
