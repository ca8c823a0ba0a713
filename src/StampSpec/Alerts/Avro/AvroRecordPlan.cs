namespace StampSpec.Alerts.Avro;

/// <summary>Goes through a record's fields; neighbours of fixed size are one step.</summary>
internal sealed class AvroRecordPlan : AvroPlan
{
    private AvroPlan[] _steps = [];

    /// <summary>Gives the record its steps, which may refer to the record itself.</summary>
    public void Complete(IEnumerable<AvroPlan> steps)
    {
        var merged = new List<AvroPlan>();
        foreach (var step in steps)
        {
            if (step is AvroSkipFixed next && merged.Count > 0 && merged[^1] is AvroSkipFixed last)
            {
                merged[^1] = new AvroSkipFixed(AvroSkipPlans.SaturatingSum(last.SizeBytes, next.SizeBytes));
            }
            else
            {
                merged.Add(step);
            }
        }

        _steps = [.. merged];
    }

    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots)
    {
        cursor.Enter();
        foreach (var step in _steps)
        {
            step.Run(ref cursor, slots);
        }

        cursor.Leave();
    }
}
