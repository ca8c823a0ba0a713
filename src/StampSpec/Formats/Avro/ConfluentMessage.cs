using System.Buffers.Binary;
using System.Globalization;
using StampSpec.Common;

namespace StampSpec.Formats.Avro;

/// <summary>
/// An alert as Kafka carries it, in Confluent's framing: a byte 0, the schema's identifier in four bytes, big-endian, and one datum without
/// its schema.
/// </summary>
/// <param name="SchemaId">The schema's identifier: 900 for version 9.0, 1102 for 11.2.</param>
/// <param name="Datum">The datum.</param>
internal sealed record ConfluentMessage(int SchemaId, ReadOnlyMemory<byte> Datum)
{
    /// <summary>Bytes before the datum.</summary>
    public const int HeaderBytes = 5;

    /// <summary>The schema's version: 9.0 for identifier 900.</summary>
    public string SchemaVersion => FormattableString.Invariant($"{SchemaId / 100}.{SchemaId % 100}");

    /// <summary>True if the bytes begin like a message; an object container begins differently.</summary>
    public static bool IsWire(ReadOnlySpan<byte> bytes) => bytes.Length > 0 && bytes[0] == 0;

    /// <summary>Splits a message into its parts.</summary>
    /// <exception cref="InvalidInputException">There are too few bytes, or they do not begin like a message.</exception>
    public static ConfluentMessage Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length <= HeaderBytes || !IsWire(bytes.Span))
        {
            throw InvalidInputException.Of(
                "wire.header",
                FormattableString.Invariant(
                    $"the {bytes.Length} bytes are not a wire message, which is a byte 0, four bytes of schema identifier, and a datum"
                ),
                byteOffset: 0
            );
        }

        return new ConfluentMessage(BinaryPrimitives.ReadInt32BigEndian(bytes.Span[1..]), bytes[HeaderBytes..]);
    }

    /// <summary>The bytes of a message.</summary>
    public static byte[] Frame(int schemaId, ReadOnlySpan<byte> datum)
    {
        var bytes = new byte[HeaderBytes + datum.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), schemaId);
        datum.CopyTo(bytes.AsSpan(HeaderBytes));
        return bytes;
    }

    /// <summary>The fault of a message whose schema is not available, and what to do about it.</summary>
    internal Diagnostic WithoutSchema() =>
        Diagnostic.Error(
            "wire.no-schema",
            FormattableString.Invariant(
                $"a wire message of schema {SchemaId} (version {SchemaVersion}) does not contain its schema, so its fields cannot be read"
            ),
            byteOffset: 1,
            fix: FormattableString.Invariant($"give the schema: a folder with {SchemaId}.avsc, or an object container with that schema")
        );
}

/// <summary>Schemas of wire messages by their identifiers.</summary>
public sealed class WireSchemas
{
    private readonly Dictionary<int, AvroSchema> _byId;

    private WireSchemas(Dictionary<int, AvroSchema> byId)
    {
        _byId = byId;
    }

    /// <summary>No schemas.</summary>
    public static WireSchemas None { get; } = new([]);

    /// <summary>
    /// Loads a folder of schemas named by identifier (<c>900.avsc</c>), or the schema of one object container, whose namespace gives the
    /// identifier (<c>lsst.v9_0</c> is 900).
    /// </summary>
    /// <exception cref="InvalidInputException">There is no such folder or file at the path, or a schema is invalid.</exception>
    public static WireSchemas Load(string path)
    {
        if (Directory.Exists(path))
        {
            return LoadFolder(path);
        }

        if (!File.Exists(path))
        {
            throw Fault(
                path,
                "there is no such file or folder",
                "give a folder of .avsc files named by identifier, or an object container"
            );
        }

        using var stream = File.OpenRead(path);
        using var container = new AvroContainerReader(stream);
        var id = IdOf(container.Header.Schema)
            ?? throw Fault(
                path,
                $"the name of the schema {container.Header.Schema.Name} contains no version such as lsst.v9_0",
                "put it into a folder as an .avsc file named by identifier, such as 900.avsc"
            );
        return new WireSchemas(new() { [id] = container.Header.Schema });
    }

    /// <summary>Schemas by their identifiers.</summary>
    internal static WireSchemas Of(IReadOnlyDictionary<int, AvroSchema> byId) => new(new(byId));

    /// <summary>The schema of an identifier; null if there is none.</summary>
    internal AvroSchema? Find(int schemaId) => _byId.GetValueOrDefault(schemaId);

    private static WireSchemas LoadFolder(string folder)
    {
        var byId = new Dictionary<int, AvroSchema>();
        foreach (var file in Directory.GetFiles(folder, "*.avsc").Order(StringComparer.Ordinal))
        {
            if (int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                byId[id] = AvroSchema.Parse(File.ReadAllBytes(file));
            }
        }

        return byId.Count > 0
            ? new WireSchemas(byId)
            : throw Fault(folder, "the folder contains no schema named by identifier", "name the files such as 900.avsc");
    }

    // lsst.v9_0.alert is 900: major version times 100 plus minor version.
    private static int? IdOf(AvroSchema schema)
    {
        foreach (var part in schema.Name.Split('.').Where(p => p.StartsWith('v')))
        {
            var numbers = part[1..].Split('_');
            if (
                numbers.Length == 2
                && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
                && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            )
            {
                return (100 * major) + minor;
            }
        }

        return null;
    }

    private static InvalidInputException Fault(string path, string message, string fix) =>
        new(Diagnostic.Error("wire.schemas", message, file: path, fix: fix));
}
