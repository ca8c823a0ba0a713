using System.Globalization;
using StampSpec.Alerts.Avro;
using StampSpec.Diagnostics;

namespace StampSpec.Alerts.Lsst;

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
    /// Loads a folder of schemas named by identifier (<c>900.avsc</c>), or one object container, whose schema serves the identifier that
    /// its namespace names (<c>lsst.v9_0</c> is 900).
    /// </summary>
    /// <exception cref="InvalidInputException">There is nothing of the kind at the path, or a schema is wrong.</exception>
    public static WireSchemas Load(string path)
    {
        if (Directory.Exists(path))
        {
            return LoadFolder(path);
        }

        if (!File.Exists(path))
        {
            throw Fault(path, "there is no such file or folder", "give a folder of .avsc files named by identifier, or an object container");
        }

        using var stream = File.OpenRead(path);
        using var container = new AvroContainerReader(stream);
        var id = IdOf(container.Header.Schema)
            ?? throw Fault(path, $"the schema {container.Header.Schema.Name} names no version such as lsst.v9_0", "name its file by identifier in a folder of .avsc files");
        return new WireSchemas(new() { [id] = container.Header.Schema });
    }

    /// <summary>Schemas by their identifiers.</summary>
    internal static WireSchemas Of(IReadOnlyDictionary<int, AvroSchema> byId) => new(new(byId));

    /// <summary>The schema of an identifier; null if it is not among these.</summary>
    public AvroSchema? Find(int schemaId) => _byId.GetValueOrDefault(schemaId);

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

        return byId.Count > 0 ? new WireSchemas(byId) : throw Fault(folder, "the folder holds no schema named by identifier", "name the files such as 900.avsc");
    }

    // lsst.v9_0.alert is 900: major version times 100 plus minor version.
    private static int? IdOf(AvroSchema schema)
    {
        foreach (var part in schema.Name.Split('.').Where(p => p.StartsWith('v')))
        {
            var numbers = part[1..].Split('_');
            if (numbers.Length == 2
                && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
                && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
            {
                return (100 * major) + minor;
            }
        }

        return null;
    }

    private static InvalidInputException Fault(string path, string message, string fix) =>
        new(Diagnostic.Error("wire.schemas", message) with { File = path, Fix = fix });
}
