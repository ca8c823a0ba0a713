using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Specs;

namespace StampSpec.Budgets;

/// <summary>
/// The declaration of a packet in YAML, and the packets of <c>specs/budgets/packets</c>, which are embedded in the assembly.
/// </summary>
public static class PacketSpec
{
    private const string BytesNeed = "the number of bytes must be 0 or more";

    private static readonly EmbeddedSpecs Files = new("packets");
    private static readonly SpecValue<long> Bytes = Spec.Long(0, 1L << 40, BytesNeed, SpecUnit.Bytes);

    /// <summary>A file that describes one packet.</summary>
    internal static SpecDocument<AlertPacket> Document { get; } =
        new(
            "packet",
            "The contents of an alert's packet apart from its stamps.",
            new SpecRecord<AlertPacket>("a packet", new AlertPacket("", 0, 0, 0, ""))
                .Required("name", Spec.Name(), "Name in tables.", p => p.Name, (p, name) => p with { Name = name })
                .Required("source", Spec.Text(), "Source of the numbers.", p => p.Source, (p, source) => p with { Source = source })
                .Required(
                    "total",
                    Bytes,
                    "Bytes of the packet with its own stamps.",
                    p => p.TotalBytes,
                    (p, bytes) => p with { TotalBytes = bytes }
                )
                .Required(
                    "records",
                    Bytes,
                    "Bytes of the records: source, history, object, single fields.",
                    p => p.RecordBytes,
                    (p, bytes) => p with { RecordBytes = bytes }
                )
                .Required(
                    "container",
                    Bytes,
                    "Bytes of the wire header, or of the schema and markers of a file.",
                    p => p.ContainerBytes,
                    (p, bytes) => p with { ContainerBytes = bytes }
                )
                .Key(
                    "stamps",
                    ByteBasis.Declaration,
                    "Planes and serialisation of its own stamps; bytes are divided by those of its own stamps only if they are the same.",
                    p => p.Basis,
                    (p, basis) => p with { Basis = basis }
                )
                .Key(
                    "sizes",
                    PacketSizes.Declaration,
                    "How the sizes of cutouts, PSFs and histories are distributed over packets.",
                    p => p.Sizes,
                    (p, sizes) => p with { Sizes = sizes }
                )
                .ToMapping()
        );

    /// <summary>The packet that DMTN-102 describes.</summary>
    public static AlertPacket Dmtn102 { get; } = Embedded("dmtn-102");

    /// <summary>A packet as Rubin ships it.</summary>
    public static AlertPacket AsShipped { get; } = Embedded("as-shipped");

    private static AlertPacket AsShippedSizes { get; } = Embedded("as-shipped-sizes");

    private static IReadOnlyList<AlertPacket> Named { get; } = [Dmtn102, AsShipped, AsShippedSizes];

    /// <summary>
    /// A packet by name, or by the path of a YAML file or of a real alert (an object container or a wire message), whose bytes are
    /// measured; or the distribution of the packets of a folder, an archive, a table or a container with several alerts.
    /// </summary>
    /// <param name="nameOrPath">The name or the path.</param>
    /// <param name="options">Limits and schemas of alerts; <see cref="AlertReadingOptions.Default"/> if null.</param>
    /// <param name="report">Receives the problem of each alert of a distribution that cannot be read; it is skipped.</param>
    /// <exception cref="InvalidInputException">There is no such packet or file, or the file is invalid.</exception>
    public static AlertPacket Load(string nameOrPath, AlertReadingOptions? options = null, Action<Diagnostic>? report = null)
    {
        if (Named.FirstOrDefault(p => p.Name == nameOrPath) is { } named)
        {
            return named;
        }

        return Path.Exists(nameOrPath)
            ? LoadFile(nameOrPath, options ?? AlertReadingOptions.Default, report ?? (_ => { }))
            : throw InvalidInputException.Of(
                "budget.packet",
                $"there is no packet called {nameOrPath}, and no such file",
                fix: $"write {string.Join(", ", Named.Select(p => p.Name))}, or the path of a YAML file, of an alert, or of a folder, an "
                    + "archive, a container or a Parquet table of alerts"
            );
    }

    private static AlertPacket LoadFile(string path, AlertReadingOptions options, Action<Diagnostic> report)
    {
        if (Directory.Exists(path) || IsOfSeveral(path, options))
        {
            return PacketDraw.Read(path, options, report);
        }

        var bytes = BoundedFile.Read(path, options.MaxAlertBytes) ?? throw TooLarge(path, options.MaxAlertBytes);
        if (ShippedPacket.IsAlert(bytes))
        {
            return ShippedPacket.Of(path, bytes);
        }

        return ShippedPacket.IsText(bytes)
            ? Document.Load(bytes, path)
            : throw InvalidInputException.Of(
                "budget.packet",
                "the file is neither alerts (an Avro container, a wire message, a Parquet table or a tar archive) nor YAML",
                file: path,
                byteOffset: 0,
                fix: "use alerts, or a YAML file with name, source, total, records and container"
            );
    }

    // The first bytes show what a file is, as everywhere. A pipe can be opened only once, so that it is read as one packet.
    private static bool IsOfSeveral(string path, AlertReadingOptions options)
    {
        using var file = File.OpenRead(path);
        if (!file.CanSeek)
        {
            return false;
        }

        var head = AlertStream.HeadOf(file);
        file.Position = 0;
        return AlertStream.IsArchive(head)
            || ParquetAlerts.IsTable(head, path)
            || (head.AsSpan().StartsWith(AvroContainerReader.Magic) && PacketStream.IsOfSeveral(file, options));
    }

    private static InvalidInputException TooLarge(string path, int limit) =>
        InvalidInputException.Of(
            "budget.packet",
            FormattableString.Invariant($"the file has more than {limit} bytes, the limit for one alert"),
            file: path,
            fix: "give an alert, or a container, a Parquet table, an archive or a folder of alerts"
        );

    private static AlertPacket Embedded(string name)
    {
        var reading = Document.Parse(Files.TextOf(name)!, name + EmbeddedSpecs.Extension);
        return reading.IsValid ? reading.Value! : throw new InvalidInputException(reading.Diagnostics);
    }
}

/// <summary>An alert's packet apart from its stamps: catalogue records and container.</summary>
/// <param name="Name">Name in tables.</param>
/// <param name="RecordBytes">Bytes of the records: the source, its history, its object, and single fields.</param>
/// <param name="ContainerBytes">Bytes of the wire header, or of the schema and markers of a file.</param>
/// <param name="TotalBytes">Bytes of the packet with its own stamps, published or measured.</param>
/// <param name="Source">Source of the numbers.</param>
public sealed record AlertPacket(string Name, long RecordBytes, long ContainerBytes, long TotalBytes, string Source)
{
    /// <summary>Planes and form of its own stamps; null if they are not stated.</summary>
    internal ByteBasis? Basis { get; init; }

    /// <summary>The declared sizes of packets; null if there is only the single size.</summary>
    internal PacketSizes? Sizes { get; init; }

    /// <summary>The packets of a distribution, read or declared; null if there is only the single size.</summary>
    internal DrawnPackets? Drawn
    {
        get => field ?? Sizes?.Draw(RecordBytes);
        init;
    }

    /// <summary>
    /// Bytes of the packet with other stamps: records, container, stamps and, for each image, the union index and the length of an Avro
    /// <c>bytes</c> field.
    /// </summary>
    /// <param name="stampBytes">Bytes of all stamps.</param>
    /// <param name="images">Images of the alert; 0 if only features are sent.</param>
    public double WithStamps(double stampBytes, int images)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(images);
        var framing = images == 0 ? 0 : images * (1 + AvroVarint.Bytes((long)(stampBytes / images)));
        return RecordBytes + ContainerBytes + stampBytes + framing;
    }
}
