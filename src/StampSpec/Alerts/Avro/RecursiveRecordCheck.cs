namespace StampSpec.Alerts.Avro;

/// <summary>Finds records that contain themselves without a union, array or map between: no value of theirs is finite.</summary>
internal static class RecursiveRecordCheck
{
    /// <summary>Removes, again and again, the records whose direct parts are all finite; what is left contains itself.</summary>
    /// <exception cref="Diagnostics.InvalidInputException">A record contains itself.</exception>
    public static void RequireFinite(IEnumerable<AvroRecordSchema> records)
    {
        var open = records.ToHashSet();
        while (open.Count > 0)
        {
            if (open.RemoveWhere(record => !DirectParts(record).Any(open.Contains)) == 0)
            {
                var name = open.Select(record => record.Name).Order(StringComparer.Ordinal).First();
                throw AvroFault.InSchema("$", $"the record {name} contains itself, so no value of it ends", "refer to it through a union with null, an array or a map");
            }
        }
    }

    private static IEnumerable<AvroRecordSchema> DirectParts(AvroRecordSchema record) =>
        record.Fields.Select(field => field.Schema).OfType<AvroRecordSchema>();
}
