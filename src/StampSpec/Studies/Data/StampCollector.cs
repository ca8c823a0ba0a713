using StampSpec.Alerts;
using StampSpec.Diagnostics;
using StampSpec.Studies.Results;

namespace StampSpec.Studies.Data;

/// <summary>Cuts alerts under every layout of a study, a batch at a time and the layouts beside each other. An alert that one layout cannot be cut from is in none.</summary>
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
