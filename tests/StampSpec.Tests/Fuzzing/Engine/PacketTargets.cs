using StampSpec.Alerts;
using StampSpec.Alerts.Inspection;
using StampSpec.Alerts.Lsst;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Fits;
using StampSpec.Tests.Alerts;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>Alert packets of both surveys and wire messages, through the reader that every command uses.</summary>
internal static class PacketTargets
{
    private const int MostReadings = 64;
    private const int RealSchemaId = 900;

    private static readonly string[] Cutouts = ["cutoutScience", "cutoutTemplate", "cutoutDifference"];

    public static IEnumerable<FuzzTarget> Of(FuzzCorpus corpus)
    {
        byte[][] ztf = [.. OwnPackets.Ztf, .. corpus.RealZtf];
        var own = LsstPacketWriter.ToRecord(OwnPackets.LsstAlert);
        byte[][] lsst = [Container(own), .. corpus.RealLsst];
        Dictionary<int, AvroSchema> known = new() { [LsstPacketWriter.SchemaId] = LsstPacketWriter.Schema };
        if (corpus.RealLsst.Count > 0)
        {
            known[RealSchemaId] = FuzzCorpus.Datum(corpus.RealLsst[0]).Parsed;
        }

        byte[][] wire = [ConfluentMessages.Of(OwnPackets.LsstAlert), .. corpus.RealWire];
        var schemas = AlertReadingOptions.Default with { Parallelism = 1, WireSchemas = WireSchemas.Of(known) };
        var plain = AlertReadingOptions.Default with { Parallelism = 1 };
        yield return new FuzzTarget("ztf-packet", random => Ztf(ztf, random), bytes => Read(bytes, plain));
        yield return new FuzzTarget("lsst-packet", random => Lsst(own, lsst, random), bytes => Read(bytes, plain));
        yield return new FuzzTarget("wire-message", random => Wire(own, wire, random), bytes => ReadMessage(bytes, schemas, plain));
    }

    /// <summary>Reads a source as a folder's file is read; a problem becomes an exception, so that all targets end alike.</summary>
    public static void Read(byte[] bytes, AlertReadingOptions options)
    {
        var source = PacketSource.OfBytes("case.avro", bytes);
        var single = PacketStream.ReadSingle(source, options);
        var readings = single is null ? PacketStream.ReadMany(source, options).Take(MostReadings) : [single];
        Require([.. readings]);
    }

    /// <summary>Throws the first problem; a reading has either an alert or a problem.</summary>
    public static void Require(IReadOnlyList<AlertReading> readings)
    {
        if (readings.Any(r => r.Alert is null == r.Problem is null))
        {
            throw new InvalidOperationException("a reading has both an alert and a problem, or neither");
        }

        if (readings.Select(r => r.Problem).OfType<Diagnostic>().FirstOrDefault() is { } problem)
        {
            throw new InvalidInputException(problem);
        }
    }

    private static void ReadMessage(byte[] bytes, AlertReadingOptions withSchemas, AlertReadingOptions without)
    {
        var inspection = PacketInspector.Inspect(PacketSource.OfBytes("case.avro", bytes), without);
        if (inspection.Error is { Severity: DiagnosticSeverity.Error } error)
        {
            throw new InvalidInputException(error);
        }

        Read(bytes, withSchemas);
    }

    private static byte[] Ztf(byte[][] packets, RandomSource random)
    {
        if (random.Chance(0.6))
        {
            return ByteMutation.Apply(random.Pick(packets), random);
        }

        var record = ZtfPacketFile.Record(1);
        var fits = FitsWriter.Write(
            new FitsImageHdu(FitsImage.From(ZtfPacketFile.Ramp(1 + random.NextInt(70), 1 + random.NextInt(70))), [])
        );
        record[random.Pick(Cutouts)] = ZtfPacketFile.Cutout(OwnPackets.Gzip(FitsMutation.Apply(fits, random)));
        return ZtfPacketFile.Container([record], (AvroCodec)random.NextInt(3));
    }

    private static byte[] Lsst(AvroRecord own, byte[][] packets, RandomSource random) =>
        random.Chance(0.5) ? ByteMutation.Apply(random.Pick(packets), random) : Container(WithCutout(own, random));

    private static byte[] Wire(AvroRecord own, byte[][] messages, RandomSource random) =>
        random.NextInt(4) switch
        {
            0 => ConfluentMessage.Frame(
                LsstPacketWriter.SchemaId,
                new AvroDatumWriter(LsstPacketWriter.Schema).Encode(WithCutout(own, random))
            ),
            1 => WithHeader(random.Pick(messages), random),
            2 => ByteMutation.Noise(messages[0], random),
            _ => ByteMutation.Apply(random.Pick(messages), random),
        };

    // The header is not changed, so that the schema is found.
    private static byte[] WithHeader(byte[] message, RandomSource random) =>
        [.. message[..ConfluentMessage.HeaderBytes], .. ByteMutation.Apply(message.AsSpan(ConfluentMessage.HeaderBytes), random)];

    private static AvroRecord WithCutout(AvroRecord own, RandomSource random)
    {
        var record = new AvroRecord(own.Schema);
        foreach (var field in own.Schema.Fields)
        {
            record[field.Position] = own[field.Position];
        }

        var name = random.Pick(Cutouts);
        record[name] = FitsMutation.Apply((byte[])own[name]!, random);
        return record;
    }

    private static byte[] Container(AvroRecord record)
    {
        using var stream = new MemoryStream();
        using (var writer = new AvroContainerWriter(stream, LsstPacketWriter.SchemaJson))
        {
            writer.Append(record);
        }

        return stream.ToArray();
    }
}
