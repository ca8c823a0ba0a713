namespace StampSpec.Alerts.Avro;

/// <summary>One compiled step through a datum: skips a value, or puts what a projection wants of it into slots.</summary>
internal abstract class AvroPlan
{
    /// <summary>Moves the cursor past the value.</summary>
    public abstract void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots);
}
