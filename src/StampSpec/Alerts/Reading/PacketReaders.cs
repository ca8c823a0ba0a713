using System.Runtime.CompilerServices;
using StampSpec.Alerts.Lsst;
using StampSpec.Alerts.Ztf;
using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Alerts.Reading;

/// <summary>The readers of the surveys' packets, one for each schema.</summary>
internal static class PacketReaders
{
    private static readonly ConditionalWeakTable<AvroSchema, PacketReader> Compiled = [];

    /// <summary>The reader for a schema, chosen by the fields that it has.</summary>
    /// <exception cref="InvalidInputException">The schema is not a supported alert schema.</exception>
    public static PacketReader For(AvroSchema schema) => Compiled.GetValue(schema, Compile);

    private static PacketReader Compile(AvroSchema schema) =>
        schema switch
        {
            AvroRecordSchema record when ZtfPacketReader.Reads(record) => new ZtfPacketReader(record),
            AvroRecordSchema record when LsstPacketReader.Reads(record) => new LsstPacketReader(record),
            _ => throw InvalidInputException.Of(
                "alert.kind",
                $"schema {schema.Name} is not a supported alert schema",
                path: "avro.schema",
                fix: "give ZTF or LSST alert packets"
            ),
        };
}
