using System.Buffers.Binary;
using StampSpec.Alerts;
using StampSpec.Alerts.Lsst;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Alerts;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>Parquet tables of alerts and of labels, through the readers that every command uses.</summary>
internal static class ParquetTargets
{
    private const int MostReadings = 64;
    private const int TailBytes = 8;

    // A few bytes can stand for a row group of any size, so a case gets less than users do.
    private const int MostRowGroupBytes = 32 << 20;

    private const string LabelSchema = """
        {"type": "record", "name": "label", "fields": [
          {"name": "candid", "type": "long"}, {"name": "class", "type": ["null", "string"]}, {"name": "group", "type": ["null", "string"]},
          {"name": "strength", "type": ["null", "string"]}]}
        """;

    // Faults of the table as a whole: a diagnostic names the columns in its message and the table as its place.
    private static readonly string[] OfTheTable =
    [
        "alert.kind",
        "parquet.columns",
        "parquet.column",
        "parquet.no-cutouts",
        "parquet.row-group-size",
        "labels.column",
        "labels.empty",
    ];

    public static IEnumerable<FuzzTarget> All()
    {
        byte[][] alerts =
        [
            ParquetFile.Of([ZtfPacketFile.Record(1), ZtfPacketFile.Record(2)], [ZtfPacketFile.Record(3)]),
            ParquetFile.Of([LsstPacketWriter.ToRecord(OwnPackets.LsstAlert)]),
        ];
        byte[][] labels = [ParquetFile.Of([Label(1, "sn", "a"), Label(2, null, "b")], [Label(3, "vs", "c")])];
        yield return new FuzzTarget("parquet-alerts", random => Table(random.Pick(alerts), random), ReadAlerts)
        {
            Share = 0.2,
            OfTheWhole = OfTheTable,
        };
        yield return new FuzzTarget(
            "parquet-labels",
            random => Table(random.Pick(labels), random),
            bytes => ParquetLabels.Read(new MemoryStream(bytes), "labels.parquet", MostRowGroupBytes)
        )
        {
            Share = 0.4,
            OfTheWhole = OfTheTable,
        };
    }

    private static void ReadAlerts(byte[] bytes)
    {
        var options = AlertReadingOptions.Default with { Parallelism = 1, MaxRowGroupBytes = MostRowGroupBytes };
        var readings = new List<AlertReading>();
        foreach (var row in ParquetAlerts.RowsOf(PacketSource.OfBytes("case.parquet", bytes), options).Take(MostReadings))
        {
            readings.AddRange(PacketStream.ReadSingle(row, options) is { } single ? [single] : PacketStream.ReadMany(row, options));
        }

        PacketTargets.Require(readings);
    }

    // Half of the changes are made to the footer, whose length stays true, so that the reader gets as far as its contents.
    private static byte[] Table(byte[] table, RandomSource random)
    {
        if (random.Chance(0.5))
        {
            return ByteMutation.Apply(table, random);
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(table.Length - TailBytes));
        var start = table.Length - TailBytes - length;
        var footer = ByteMutation.Apply(table.AsSpan(start, length), random);
        var tail = table[^TailBytes..];
        BinaryPrimitives.WriteInt32LittleEndian(tail, footer.Length);
        return [.. table.AsSpan(0, start), .. footer, .. tail];
    }

    private static AvroRecord Label(long candid, string? kind, string group) =>
        new((AvroRecordSchema)AvroSchema.Parse(LabelSchema))
        {
            ["candid"] = candid,
            ["class"] = kind,
            ["group"] = group,
            ["strength"] = "strong",
        };
}
