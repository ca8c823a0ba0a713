using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Data;

/// <summary>Cuts batches of alerts under one layout and keeps the stamps that the study can use.</summary>
internal sealed class LayoutStamps(StudyLayout layout) : IDisposable
{
    private readonly SentBytes _sent = new(layout);
    private readonly List<(int Alert, int[][] Bytes)> _batch = [];
    private StampFileWriter? _file;
    private StampTensors? _stamps;

    /// <summary>Cuts a batch and returns the problem of each alert, null if there is none.</summary>
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

    /// <summary>Keeps the stamps of the selected alerts of the batch.</summary>
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

    /// <summary>The kept stamps.</summary>
    public MappedStamps Build() => (_file ?? throw new InvalidOperationException("no alert was read")).Map();

    /// <summary>Measured bytes of the kept alerts.</summary>
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
/// Measures the bytes of stamps under one layout by serialising them in its encoding. A layout without an encoding, whose plain bytes are
/// exact, is measured in gzip, as ZTF sends stamps, on an even sample of at most <see cref="MostSampled"/> alerts.
/// </summary>
/// <param name="layout">The layout.</param>
internal sealed class SentBytes(StudyLayout layout)
{
    /// <summary>Maximum number of alerts in the sample; above it, every second alert is removed.</summary>
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

    /// <summary>Serialises the stamps of the next alert and returns the bytes of each image in each serialisation; empty if the alert is
    /// not in the sample.</summary>
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

    /// <summary>Mean bytes over the counted alerts: the total in every serialisation and, for an encoded layout, the raw planes of each
    /// image, including its PSF.</summary>
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

/// <summary>Cuts alerts under every layout of a study, in batches and with the layouts in parallel. An alert that does not fit one layout
/// is dropped for all layouts.</summary>
internal sealed class StampCollector(IReadOnlyList<StudyLayout> layouts) : IDisposable
{
    private readonly LayoutStamps[] _layouts = [.. layouts.Select(l => new LayoutStamps(l))];

    /// <summary>Cuts a batch and returns the problem of each alert, null if there is none.</summary>
    public Diagnostic?[] Add(IReadOnlyList<Alert> alerts)
    {
        var problems = new Diagnostic?[_layouts.Length][];
        Parallel.For(0, _layouts.Length, layout => problems[layout] = _layouts[layout].Cut(alerts));
        Diagnostic?[] found = [.. alerts.Select((_, i) => problems.Select(p => p[i]).FirstOrDefault(p => p is not null))];
        Parallel.ForEach(_layouts, layout => layout.Keep(i => found[i] is null));
        return found;
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
