namespace StampSpec.Studies.Running;

/// <summary>
/// Divides the processor time of the process among the cells that run in it. Between two starts or ends of cells, every running cell gets
/// an equal part of the time. The time of one cell is therefore an estimate if others ran in parallel, but the sum over cells counts no
/// time twice.
/// </summary>
/// <param name="total">Processor time of the process so far.</param>
internal sealed class ProcessorMeter(Func<TimeSpan> total)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Share> _running = [];
    private TimeSpan _settled;

    /// <summary>The meter of this process, one for all studies that run in it.</summary>
    public static ProcessorMeter OfProcess { get; } = new(() => Environment.CpuUsage.TotalTime);

    /// <summary>Starts the share of a cell; disposing of it ends the share.</summary>
    public Share Begin()
    {
        lock (_lock)
        {
            Settle();
            var share = new Share(this);
            _running.Add(share);
            return share;
        }
    }

    private void Settle()
    {
        var now = total();
        foreach (var share in _running)
        {
            share.Add((now - _settled) / _running.Count);
        }

        _settled = now;
    }

    /// <summary>The processor time of one cell.</summary>
    internal sealed class Share(ProcessorMeter meter) : IDisposable
    {
        private TimeSpan _taken;

        /// <summary>Processor time so far, seconds.</summary>
        public double Seconds()
        {
            lock (meter._lock)
            {
                meter.Settle();
                return _taken.TotalSeconds;
            }
        }

        /// <summary>Adds a part of the time since the last update of the meter.</summary>
        public void Add(TimeSpan part) => _taken += part;

        public void Dispose()
        {
            lock (meter._lock)
            {
                meter.Settle();
                meter._running.Remove(this);
            }
        }
    }
}
