using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Studies.Results;

namespace StampSpec.Studies.Data;

/// <summary>What alerts' stamps cost under one layout in its encoding, really serialised; nothing for a layout that is sent as it is, whose bytes are exact.</summary>
/// <param name="layout">The layout.</param>
internal sealed class SentBytes(StudyLayout layout)
{
    private readonly Serialisation[] _serialisations = layout.SentAs == PixelEncoding.None
        ? []
        : [.. Serialisation.All.Where(s => s.Supports(layout.Layout, layout.SentAs))];

    private readonly List<int[][]> _alerts = [];

    /// <summary>Serialises an alert's stamps: bytes of each image in each serialisation.</summary>
    public int[][] Measure(Alert alert)
    {
        if (_serialisations.Length == 0)
        {
            return [];
        }

        var stamps = SampledStamps.Of(alert, layout.Layout);
        return [.. _serialisations.Select(s => s.Write(stamps, layout.SentAs).Select(bytes => bytes.Length).ToArray())];
    }

    /// <summary>Counts an alert's bytes.</summary>
    public void Add(int[][] measured)
    {
        if (_serialisations.Length > 0)
        {
            _alerts.Add(measured);
        }
    }

    /// <summary>Mean bytes over the alerts added: those of each image as raw planes, its PSF among them, and the total in every serialisation.</summary>
    public IEnumerable<ByteRow> Rows()
    {
        if (_alerts.Count == 0)
        {
            yield break;
        }

        foreach (var (index, serialisation) in _serialisations.Index())
        {
            if (serialisation.Name == ByteRow.Raw)
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

    private ByteRow Row(Serialisation serialisation, string part, double bytes) => new(layout.Name, layout.Encoding, serialisation.Name, part, bytes);
}
