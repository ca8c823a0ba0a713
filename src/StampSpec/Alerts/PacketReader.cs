using System.Runtime.CompilerServices;
using StampSpec.Alerts.Avro;
using StampSpec.Alerts.Lsst;
using StampSpec.Diagnostics;

namespace StampSpec.Alerts;

/// <summary>Turns data of one packet schema into alerts. Compiled once a schema, it serves any number of threads.</summary>
internal abstract class PacketReader
{
    private static readonly ConditionalWeakTable<AvroSchema, PacketReader> Compiled = [];

    /// <summary>The reader for a schema, chosen by the fields that it has.</summary>
    /// <exception cref="InvalidInputException">The schema is not a supported alert schema.</exception>
    public static PacketReader For(AvroSchema schema) => Compiled.GetValue(schema, Compile);

    /// <summary>Reads the datum at a position of a block and moves the position past it.</summary>
    /// <param name="data">The block's data.</param>
    /// <param name="position">Where the datum starts; afterwards, where it ends. It stays where the datum's end cannot be found.</param>
    /// <param name="origin">Where the data come from.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="InvalidInputException">The datum is damaged, or holds no usable alert.</exception>
    public abstract Alert Read(ReadOnlyMemory<byte> data, ref int position, AvroOrigin origin, AlertReadingOptions options);

    private static PacketReader Compile(AvroSchema schema) => schema switch
    {
        AvroRecordSchema record when ZtfPacketReader.Reads(record) => new ZtfPacketReader(record),
        AvroRecordSchema record when LsstPacketReader.Reads(record) => new LsstPacketReader(record),
        _ => throw new InvalidInputException(Diagnostic.Error("alert.kind", $"schema {schema.Name} is not a supported alert schema") with
        {
            Path = "avro.schema",
            Fix = "give ZTF or LSST alert packets",
        }),
    };
}
