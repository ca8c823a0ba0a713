using StampSpec.Alerts;
using StampSpec.Alerts.Lsst;
using StampSpec.Formats.Avro;

namespace StampSpec.Tests.Alerts;

/// <summary>Alerts as Kafka carries them, in our own schema.</summary>
internal static class ConfluentMessages
{
    /// <summary>One alert as a message.</summary>
    public static byte[] Of(Alert alert) =>
        ConfluentMessage.Frame(
            LsstPacketWriter.SchemaId,
            new AvroDatumWriter(LsstPacketWriter.Schema).Encode(LsstPacketWriter.ToRecord(alert))
        );
}
