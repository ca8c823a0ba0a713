using StampSpec.Formats.Avro;

namespace StampSpec.Tests.Sky;

/// <summary>The rules by which a reader with its own schema takes the data of a writer (Avro 1.11, "Schema Resolution").</summary>
internal static class ReaderSchema
{
    /// <summary>The places at which a reader cannot take what a writer may write. Names without defaults must be in both.</summary>
    public static IReadOnlyList<string> Differences(AvroSchema reader, AvroSchema writer, string path = "$") =>
        (reader, writer) switch
        {
            (AvroUnionSchema, AvroUnionSchema union) => [.. union.Branches.SelectMany(branch => Differences(reader, branch, path))],
            (AvroUnionSchema union, _) => union.Branches.Any(branch => Differences(branch, writer, path).Count == 0)
                ? []
                : [$"{path}: no branch for {writer.Name}"],
            (AvroRecordSchema to, AvroRecordSchema from) => OfRecords(to, from, path),
            (AvroArraySchema to, AvroArraySchema from) => Differences(to.Items, from.Items, path + "[]"),
            _ when reader.Name == writer.Name => [],
            _ => [$"{path}: {writer.Name} for {reader.Name}"],
        };

    private static List<string> OfRecords(AvroRecordSchema reader, AvroRecordSchema writer, string path)
    {
        var differences = new List<string>();
        if (reader.Name != writer.Name)
        {
            differences.Add($"{path}: the record is called {writer.Name}, not {reader.Name}");
        }

        foreach (var field in reader.Fields)
        {
            differences.AddRange(
                writer.TryGetField(field.Name, out var written)
                    ? Differences(field.Schema, written.Schema, $"{path}.{field.Name}")
                    : [$"{path}.{field.Name}: missing"]
            );
        }

        return differences;
    }
}
