using StampSpec.Formats.Avro;
using StampSpec.Formats.Fits;
using StampSpec.Formats.Tar;

namespace StampSpec.Alerts;

/// <summary>
/// What readers of alerts may spend. The limits hold for each packet by itself; beyond one, that packet is refused and reading goes on.
/// </summary>
public sealed record AlertReadingOptions
{
    /// <summary>The limits where none are given.</summary>
    public static AlertReadingOptions Default { get; } = new();

    /// <summary>Limits on containers, schemas and data.</summary>
    public AvroLimits Avro { get; init; } = AvroLimits.Default;

    /// <summary>Bytes that one compressed cutout may expand to.</summary>
    public int MaxCutoutBytes { get; init; } = 16 << 20;

    /// <summary>Pixels of one image of a cutout.</summary>
    public int MaxCutoutPixels { get; init; } = 1 << 20;

    /// <summary>Bytes of one packet in a tar archive, of a wire message, or of a pipe that is read whole.</summary>
    public int MaxAlertBytes { get; init; } = 64 << 20;

    /// <summary>Entries of one tar archive.</summary>
    public long MaxTarEntries { get; init; } = 100_000_000;

    /// <summary>Bytes that one archive may expand to, all entries together.</summary>
    public long MaxArchiveBytes { get; init; } = 1L << 40;

    /// <summary>Schemas of wire messages; without its schema a message is refused.</summary>
    public WireSchemas WireSchemas { get; init; } = WireSchemas.None;

    /// <summary>Packets decoded at the same time, at least 1. What is read never depends on it.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether readings keep their alert's bytes, for measuring them.</summary>
    internal bool KeepsBytes { get; init; }

    /// <summary>What an archive may spend.</summary>
    internal TarLimits Tar => new(MaxTarEntries, MaxArchiveBytes);

    /// <summary>What a cutout's FITS file may claim.</summary>
    internal FitsLimits CutoutFits => new() { MaximumPixels = MaxCutoutPixels, MaximumHdus = 64 };
}
