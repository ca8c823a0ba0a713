using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Studies.Results;

namespace StampSpec.Studies.Data;

/// <summary>
/// What alerts' stamps cost under one layout, really serialised: in its encoding, or, for a layout that is sent as it is, whose plain bytes are exact, in
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
    private readonly Serialisation[] _serialisations = layout.SentAs == PixelEncoding.None
        ? [.. Serialisation.All.Where(s => s.Name is ByteRow.Raw or ByteRow.Fits && s.Supports(layout.Layout, Gzip))]
        : [.. Serialisation.All.Where(s => s.Supports(layout.Layout, layout.SentAs))];

    private List<int[][]> _alerts = [];
    private int _stride = 1;
    private int _seen;

    /// <summary>Serialises the stamps of the next alert: bytes of each image in each serialisation; empty where the alert is not in the sample.</summary>
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

    /// <summary>Mean bytes over the alerts counted: of an encoded layout those of each image as raw planes, its PSF among them, and the total in every serialisation.</summary>
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
