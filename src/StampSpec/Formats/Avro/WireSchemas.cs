using System.Globalization;
using StampSpec.Common;

namespace StampSpec.Formats.Avro;

/// <summary>Schemas of wire messages by their identifiers.</summary>
public sealed class WireSchemas
{
    /// <summary>The code of the finding that the schema of a message is not available.</summary>
    public const string MissingCode = "wire.no-schema";

    /// <summary>The code of the finding that a schema registry gives no schema of a message.</summary>
    public const string RegistryCode = "wire.registry";

    private const string Fix =
        "give an .avsc file, a folder of .avsc files such as that of lsst/alert_packet, an object container written by Rubin, "
        + "or the address of a schema registry";

    private readonly Dictionary<int, AvroSchema> _byId;
    private readonly SchemaRegistry? _registry;

    private WireSchemas(Dictionary<int, AvroSchema> byId, SchemaRegistry? registry = null)
    {
        (_byId, _registry) = (byId, registry);
    }

    /// <summary>No schemas.</summary>
    public static WireSchemas None { get; } = new([]);

    /// <summary>
    /// Loads schemas. The identifier of a schema is its file's name (<c>900.avsc</c>), or the version in its own name
    /// (<c>lsst.v9_0.alert</c> is 900).
    /// </summary>
    /// <param name="path">
    /// One of: a .avsc file, which may refer to types in other .avsc files of its folder; a folder of such files and of folders of them, as
    /// in lsst/alert_packet, where each type has a file of its own (<c>11/0/lsst.v11_0.diaSource.avsc</c>); an object container; or the
    /// address of a schema registry, from which a schema is fetched when the first message with its identifier is read.
    /// </param>
    /// <exception cref="InvalidInputException">There is no such folder or file at the path, or a schema is invalid.</exception>
    public static WireSchemas Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Directory.Exists(path) ? OfFolder(path)
            : File.Exists(path) ? OfFile(path)
            : SchemaRegistry.IsAddress(path) ? new([], SchemaRegistry.At(path))
            : throw Fault(path, "there is no such file or folder", Fix);
    }

    /// <summary>Schemas by their identifiers.</summary>
    internal static WireSchemas Of(IReadOnlyDictionary<int, AvroSchema> byId) => new(new(byId));

    /// <summary>The schema of an identifier; null if there is none.</summary>
    /// <exception cref="InvalidInputException">The schema registry gives no schema of this identifier.</exception>
    internal AvroSchema? Find(int schemaId) => _registry is null ? _byId.GetValueOrDefault(schemaId) : _registry.Find(schemaId);

    private static WireSchemas OfFolder(string folder)
    {
        var files = AvroSchemaFiles.In(folder, isRecursive: true);
        var byId = new Dictionary<int, AvroSchema>();
        // A file that is named by an identifier has the last word.
        foreach (var file in files.All.OrderBy(f => f.NumberInName is not null).ThenBy(f => f.Path, StringComparer.Ordinal))
        {
            if ((file.NumberInName ?? (file.IsAlert ? IdOf(file.TypeName) : null)) is { } id)
            {
                byId[id] = files.Parse(file);
            }
        }

        return byId.Count > 0
            ? new WireSchemas(byId)
            : throw Fault(
                folder,
                "the folder contains no .avsc file that is named by identifier, such as 900.avsc, or whose record is called alert and has "
                    + "a version in its namespace, such as lsst.v9_0",
                Fix
            );
    }

    private static WireSchemas OfFile(string path)
    {
        if (AvroSchemaFile.TryRead(path) is not { } file)
        {
            return OfContainer(path);
        }

        var id = file.NumberInName ?? IdOf(file.TypeName) ?? throw WithoutVersion(path, file.TypeName);
        return new WireSchemas(new() { [id] = AvroSchemaFiles.In(Path.GetDirectoryName(Path.GetFullPath(path))!).Parse(file) });
    }

    private static WireSchemas OfContainer(string path)
    {
        using var stream = File.OpenRead(path);
        using var container = Open(stream, path);
        var name = container.Header.Schema.Name;
        var id = IdOf(name)
            ?? throw Fault(
                path,
                $"the container's schema is called {name} and has no version, as brokers such as Fink write it",
                "get https://github.com/lsst/alert_packet and give its folder, or give the schema alone as a file that is named by the "
                    + "identifier in the messages, such as 704.avsc"
            );
        return new WireSchemas(new() { [id] = container.Header.Schema });
    }

    private static AvroContainerReader Open(FileStream stream, string path)
    {
        try
        {
            return new AvroContainerReader(stream);
        }
        catch (InvalidInputException refused)
        {
            var finding = refused.Diagnostics[0];
            throw new InvalidInputException(finding with { File = path, Fix = finding.Fix ?? Fix }, refused);
        }
    }

    // lsst.v9_0.alert is 900: major version times 100 plus minor version.
    private static int? IdOf(string name)
    {
        foreach (var part in name.Split('.').Where(p => p.StartsWith('v')))
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

    private static InvalidInputException WithoutVersion(string path, string name) =>
        Fault(
            path,
            $"the name of the schema {name} contains no version such as lsst.v9_0",
            "give it as an .avsc file that is named by the identifier in the messages, such as 900.avsc"
        );

    private static InvalidInputException Fault(string path, string message, string fix) =>
        new(Diagnostic.Error("wire.schemas", message, file: path, fix: fix));
}
