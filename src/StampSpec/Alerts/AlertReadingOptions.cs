using StampSpec.Alerts.Kafka;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Fits;
using StampSpec.Formats.Tar;

namespace StampSpec.Alerts;

/// <summary>
/// Limits on reading alerts. They apply to each packet separately: a packet that exceeds one is refused, and reading continues.
/// </summary>
public sealed record AlertReadingOptions
{
    /// <summary>The default limits.</summary>
    public static AlertReadingOptions Default { get; } = new();

    /// <summary>Limits on containers, schemas and data.</summary>
    public AvroLimits Avro { get; init; } = AvroLimits.Default;

    /// <summary>Bytes that one compressed cutout may expand to.</summary>
    public int MaxCutoutBytes { get; init; } = 16 << 20;

    /// <summary>Pixels of one image of a cutout.</summary>
    public int MaxCutoutPixels { get; init; } = 1 << 20;

    /// <summary>Bytes of memory that one row group of a Parquet table may need.</summary>
    public long MaxRowGroupBytes { get; init; } = 1L << 30;

    /// <summary>Bytes of one packet or table in a tar archive, of a wire message, or of a pipe that is read completely.</summary>
    public int MaxAlertBytes { get; init; } = 64 << 20;

    /// <summary>Entries of one tar archive.</summary>
    public long MaxTarEntries { get; init; } = 100_000_000;

    /// <summary>Bytes that all entries of one archive together may expand to.</summary>
    public long MaxArchiveBytes { get; init; } = 1L << 40;

    /// <summary>Schemas of wire messages; without its schema a message is refused.</summary>
    public WireSchemas WireSchemas { get; init; } = WireSchemas.None;

    /// <summary>How topics of Kafka are read: by default, the messages that are there.</summary>
    public KafkaReading Kafka { get; init; } = KafkaReading.Of();

    /// <summary>The same options with the schemas of wire messages.</summary>
    /// <param name="path">A folder, a file or a container as <see cref="WireSchemas.Load"/> takes it; null for no schemas.</param>
    /// <exception cref="Common.InvalidInputException">The schemas cannot be read.</exception>
    public AlertReadingOptions WithSchemas(string? path) =>
        this with
        {
            WireSchemas = path is null ? WireSchemas.None : WireSchemas.Load(path),
        };

    /// <summary>Packets decoded at the same time, at least 1. The result does not depend on it.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether readings keep their alert's bytes, for measuring them.</summary>
    internal bool KeepsBytes { get; init; }

    /// <summary>Whether tables without alerts, or with only some of their columns, are accepted, for showing what they contain.</summary>
    internal bool AcceptsAnyTable { get; init; }

    /// <summary>The limits on an archive.</summary>
    internal TarLimits Tar => new(MaxTarEntries, MaxArchiveBytes);

    /// <summary>The limits on a cutout's FITS file.</summary>
    internal FitsLimits CutoutFits => new() { MaximumPixels = MaxCutoutPixels, MaximumHdus = 64 };
}
