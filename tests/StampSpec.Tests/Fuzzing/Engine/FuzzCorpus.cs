using StampSpec.Formats.Avro;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>
/// The inputs that are mutated: our own packets and, if shared/data exists beside the checkout, real packets. Real packets are large, so
/// only a few of the smallest are used.
/// </summary>
internal sealed class FuzzCorpus
{
    private const int RealFiles = 6;

    private FuzzCorpus(string repository)
    {
        var data = Path.GetFullPath(Path.Combine(repository, "..", "shared", "data"));
        RealZtf = Smallest(Path.Combine(data, "ztf"), "*.avro", RealFiles);
        RealLsst = Smallest(Path.Combine(data, "lsst"), "*.v*.avro", RealFiles);
        RealWire = Smallest(Path.Combine(data, "lsst"), "*.wire*.avro", RealFiles);
        RealLabels = File.Exists(Path.Combine(data, "ztf-labels.csv"))
            ? string.Join('\n', File.ReadLines(Path.Combine(data, "ztf-labels.csv")).Take(40)) + "\n"
            : null;
        Specs =
        [
            .. Directory
                .GetFiles(Path.Combine(repository, "specs"), "*.yaml", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText),
        ];
    }

    /// <summary>ZTF's containers; none where there are no real data.</summary>
    public IReadOnlyList<byte[]> RealZtf { get; }

    /// <summary>Rubin's containers.</summary>
    public IReadOnlyList<byte[]> RealLsst { get; }

    /// <summary>Rubin's wire messages.</summary>
    public IReadOnlyList<byte[]> RealWire { get; }

    /// <summary>The first rows of the label table; null where there is none.</summary>
    public string? RealLabels { get; }

    /// <summary>Every spec of the repository.</summary>
    public IReadOnlyList<string> Specs { get; }

    /// <summary>Collects the corpus of a checkout.</summary>
    public static FuzzCorpus Of(string repository) => new(repository);

    /// <summary>The first block's data of a container.</summary>
    public static (string Schema, byte[] Data, AvroSchema Parsed) Datum(byte[] container)
    {
        using var reader = new AvroContainerReader(new MemoryStream(container));
        if (!reader.TryReadBlock(out var block))
        {
            throw new InvalidOperationException("a container of the corpus is empty");
        }

        return (System.Text.Encoding.UTF8.GetString(reader.Header.SchemaJson.Span), block.Data.ToArray(), reader.Header.Schema);
    }

    private static byte[][] Smallest(string folder, string pattern, int count) =>
        Directory.Exists(folder)
            ?
            [
                .. new DirectoryInfo(folder)
                    .GetFiles(pattern)
                    .OrderBy(f => f.Length)
                    .ThenBy(f => f.Name, StringComparer.Ordinal)
                    .Take(count)
                    .Select(f => File.ReadAllBytes(f.FullName)),
            ]
            : [];
}
