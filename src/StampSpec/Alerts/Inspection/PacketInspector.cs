using StampSpec.Alerts.Lsst;
using StampSpec.Alerts.Reading;
using StampSpec.Alerts.Ztf;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Fits;

namespace StampSpec.Alerts.Inspection;

/// <summary>Inspects packet files: fields, cutouts and the bytes of each part.</summary>
public static class PacketInspector
{
    private const string OtherContainer = "avro";

    /// <summary>
    /// Inspects packets lazily, one after the other, with one result for each file, archive entry, row of a table or message: paths as
    /// given, a folder's files by ordinal name, the others in their order. The fault of a packet or a path is in its own result.
    /// </summary>
    /// <param name="paths">
    /// What <see cref="AlertFiles.Read"/> takes; - is standard input, for an archive, a container, a table or a wire message.
    /// </param>
    /// <param name="options">Limits; <see cref="AlertReadingOptions.Default"/> if null.</param>
    public static IEnumerable<PacketInspection> Inspect(IReadOnlyList<string> paths, AlertReadingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var limits = (options ?? AlertReadingOptions.Default) with { KeepsBytes = true, AcceptsAnyTable = true };
        return paths.SelectMany(path => AlertFiles.PacketsOf(path, limits)).Select(source => Inspect(source, limits));
    }

    /// <summary>Inspects one source. A fault of the source is in the result.</summary>
    internal static PacketInspection Inspect(PacketSource source, AlertReadingOptions options)
    {
        var (path, tally) = (source.Name, new PacketTally());
        try
        {
            if (source.Row is { } row)
            {
                return InspectRow(row, path, tally, options);
            }

            using var stream = source.Open();
            tally.FileBytes = stream.Length;
            var warning = Read(stream, tally, options);
            return tally.Result(path, warning is null ? null : warning with { File = path });
        }
        catch (InvalidInputException invalid)
        {
            return tally.Result(path, source.Placed(invalid.Diagnostics[0]));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return tally.Result(path, Diagnostic.Error("alert.unreadable", $"the file cannot be read: {failure.Message}", file: path));
        }
    }

    private static PacketInspection InspectRow(ShippedDatum row, string name, PacketTally tally, AlertReadingOptions options)
    {
        (tally.Kind, tally.FileBytes) = (KindOf(row.Schema), row.Bytes.Length);
        tally.Kind = tally.Kind == OtherContainer ? "parquet" : tally.Kind;
        var block = new AvroBlock(0, 1, 0, row.Bytes.Length, row.Bytes);
        ReadBlock(block, new AvroDatumReader(row.Schema, options.Avro), PacketCutouts.For(row.Schema), tally, options);
        return tally.Result(name, null);
    }

    private static Diagnostic? Read(Stream stream, PacketTally tally, AlertReadingOptions options)
    {
        if (WireReading.TryParse(stream, options) is { } message)
        {
            return ReadMessage(message, tally, options);
        }

        ReadContainer(stream, tally, options);
        return null;
    }

    private static Diagnostic? ReadMessage(ConfluentMessage message, PacketTally tally, AlertReadingOptions options)
    {
        tally.Kind = "lsst";
        tally.Add("header", ConfluentMessage.HeaderBytes);
        if (options.WireSchemas.Find(message.SchemaId) is not { } schema)
        {
            return Measure(message, tally);
        }

        tally.Kind = KindOf(schema);
        var origin = new AvroOrigin(ConfluentMessage.HeaderBytes, IsExpanded: false);
        var block = new AvroBlock(ConfluentMessage.HeaderBytes, 1, ConfluentMessage.HeaderBytes, message.Datum.Length, message.Datum)
        {
            Origin = origin,
        };
        ReadBlock(block, new AvroDatumReader(schema, options.Avro), PacketCutouts.For(schema), tally, options);
        return null;
    }

    private static void ReadContainer(Stream stream, PacketTally tally, AlertReadingOptions options)
    {
        using var container = new AvroContainerReader(stream, options.Avro);
        var header = container.Header;
        tally.Kind = KindOf(header.Schema);
        tally.Add("header", header.Length - header.SchemaJson.Length);
        tally.Add("schema", header.SchemaJson.Length);
        var datum = new AvroDatumReader(header.Schema, options.Avro);
        var cutouts = PacketCutouts.For(header.Schema);
        while (container.TryReadBlock(out var block))
        {
            tally.Add("framing", block.StoredOffset - block.Offset + AvroContainerReader.SyncMarkerBytes);
            if (header.Codec != AvroCodec.Null)
            {
                tally.Add("compression", block.StoredLength - block.Data.Length);
            }

            ReadBlock(block, datum, cutouts, tally, options);
        }
    }

    private static void ReadBlock(
        AvroBlock block,
        AvroDatumReader reader,
        PacketCutouts cutouts,
        PacketTally tally,
        AlertReadingOptions options
    )
    {
        var position = 0;
        for (var i = 0L; i < block.Count; i++)
        {
            var origin = block.Origin.After(position);
            var cursor = new AvroCursor(block.Data.Span[position..], options.Avro, origin);
            var fields = reader.MeasureParts(ref cursor);
            if (cursor.Position == 0)
            {
                break; // The data have no bytes, so their count may be arbitrarily large and there is nothing to add.
            }

            foreach (var (name, length) in fields)
            {
                tally.Add(name, length);
            }

            tally.Cutouts.AddRange(cutouts.Read(block.Data.Slice(position, cursor.Position), origin, options));
            position += cursor.Position;
        }

        AvroContainerReader.RequireEnd(block, position);
    }

    private static string KindOf(AvroSchema schema) =>
        schema switch
        {
            AvroRecordSchema record when ZtfPacketReader.Reads(record) => "ztf",
            AvroRecordSchema record when record.TryGetField("diaSource", out _) => "lsst",
            _ => OtherContainer,
        };

    /// <summary>Measures a message whose schema is not available.</summary>
    /// <returns>A warning that the schema is not available.</returns>
    private static Diagnostic Measure(ConfluentMessage message, PacketTally tally)
    {
        var cutouts = WireCutouts.Find(message.Datum);
        var stored = cutouts.Sum(c => c.Length + LengthPrefixBytes(c.Length));
        tally.Add("records", message.Datum.Length - stored);
        foreach (var cutout in cutouts)
        {
            tally.Add(cutout.Name, cutout.Length + LengthPrefixBytes(cutout.Length));
            var image = FitsImageReader.ReadSingle(FitsImageReader.MainUnit(cutout.Fits));
            tally.Cutouts.Add(new PacketCutout(cutout.Name, image.Width, image.Height, image.Pixels.ToArray().Count(float.IsFinite)));
        }

        return message.WithoutSchema() with
        {
            Severity = DiagnosticSeverity.Warning,
        };
    }

    // A union's index and the length itself.
    private static int LengthPrefixBytes(int length)
    {
        var prefix = 2;
        for (var left = (uint)length << 1; left >= 0x80; left >>= 7)
        {
            prefix++;
        }

        return prefix;
    }
}

/// <summary>The findings of an inspection so far. The bytes of parts with the same name are added.</summary>
internal sealed class PacketTally
{
    private readonly OrderedDictionary<string, long> _parts = new(StringComparer.Ordinal);

    /// <summary>Bytes of the file.</summary>
    public long FileBytes { get; set; }

    /// <summary>The kind of the file.</summary>
    public string? Kind { get; set; }

    /// <summary>The cutouts.</summary>
    public List<PacketCutout> Cutouts { get; } = [];

    /// <summary>Adds bytes to a part.</summary>
    public void Add(string part, long bytes) => _parts[part] = _parts.GetValueOrDefault(part) + bytes;

    /// <summary>The result.</summary>
    public PacketInspection Result(string file, Diagnostic? error) =>
        new(file, Kind, FileBytes, [.. _parts.Select(part => new PacketPart(part.Key, part.Value))], Cutouts, error);
}
