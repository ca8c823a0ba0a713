namespace StampSpec.Alerts.Avro;

/// <summary>Goes through the branch that the datum names.</summary>
internal sealed class AvroUnionPlan(AvroPlan[] branches) : AvroPlan
{
    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots) =>
        branches[cursor.ReadIndex(branches.Length, "union branch")].Run(ref cursor, slots);
}
