using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Diagnostics;
using StampSpec.Layouts;
using StampSpec.Studies.Results;
using StampSpec.Studies.Running;

namespace StampSpec.Studies.Data;

/// <summary>Cuts alerts under every layout of a study, a batch at a time and the layouts beside each other. An alert that one layout cannot be cut from is in none.</summary>
internal sealed class StampCollector
{
    private readonly IReadOnlyList<StudyLayout> _layouts;
    private readonly StampTensorBuilder[] _builders;
    private readonly List<int>[] _alertsOfRows;
    private readonly SentBytes[] _sent;
    private readonly HashSet<int> _misfits = [];
    private int _count;

    public StampCollector(IReadOnlyList<StudyLayout> layouts, int capacity)
    {
        _layouts = layouts;
        _builders = [.. layouts.Select(l => new StampTensorBuilder(
            l.Layout, l.Normalisation, capacity, l.SentAs.IsLossless ? null : new StampTransmission(l.Layout, l.SentAs).Receive))];
        _sent = [.. layouts.Select(l => new SentBytes(l))];
        _alertsOfRows = [.. layouts.Select(_ => new List<int>(capacity))];
    }

    /// <summary>Cuts a batch and returns what is wrong with each of its alerts, null where nothing is.</summary>
    public Diagnostic?[] Add(IReadOnlyList<Alert> alerts)
    {
        var first = _count;
        var problems = new Diagnostic?[_layouts.Count, alerts.Count];
        Parallel.For(0, _layouts.Count, layout =>
        {
            for (var i = 0; i < alerts.Count; i++)
            {
                problems[layout, i] = Cut(layout, alerts[i], first + i);
            }
        });
        _count += alerts.Count;
        Diagnostic?[] found = [.. alerts.Select((_, i) => Enumerable.Range(0, _layouts.Count).Select(l => problems[l, i]).FirstOrDefault(p => p is not null))];
        _misfits.UnionWith(found.Index().Where(f => f.Item is not null).Select(f => first + f.Index));
        return found;
    }

    /// <summary>The stamps of all alerts without a problem, by name of the study's layout.</summary>
    public IReadOnlyDictionary<string, StampTensors> Build() => _layouts.Index().ToDictionary(
        l => l.Item.Name, l => Kept(_builders[l.Index].Build(), _alertsOfRows[l.Index]), StringComparer.Ordinal);

    /// <summary>Bytes of the same alerts under the layouts that are sent in an encoding.</summary>
    public IReadOnlyList<ByteRow> SentBytes() => [.. _sent.Index().SelectMany(l => l.Item.Rows(KeptRows(_alertsOfRows[l.Index])))];

    private Diagnostic? Cut(int layout, Alert alert, int index)
    {
        try
        {
            _builders[layout].Add(alert);
            _alertsOfRows[layout].Add(index);
            _sent[layout].Add(alert);
            return null;
        }
        catch (InvalidInputException misfit)
        {
            return misfit.Diagnostics[0];
        }
    }

    private StampTensors Kept(StampTensors stamps, List<int> alertsOfRows) => alertsOfRows.Any(_misfits.Contains)
        ? StampSubset.Of(stamps, KeptRows(alertsOfRows))
        : stamps;

    private int[] KeptRows(List<int> alertsOfRows) => [.. Enumerable.Range(0, alertsOfRows.Count).Where(row => !_misfits.Contains(alertsOfRows[row]))];
}
