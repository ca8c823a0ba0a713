using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Diagnostics;
using StampSpec.Layouts;
using StampSpec.Studies.Results;

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
            layout.Layout, layout.Normalisation, alerts.Count, StampTransmission.Receiver(layout.Layout, layout.SentAs));
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
