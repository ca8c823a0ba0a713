namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>Every reader of what users and strangers hand in.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> Of(string repository)
    {
        var corpus = FuzzCorpus.Of(repository);
        return
        [
            .. AvroTargets.Of(corpus),
            .. PacketTargets.Of(corpus),
            .. ImageTargets.Of(corpus),
            .. ArchiveTargets.All(),
            .. ParquetTargets.All(),
            .. TextTargets.Of(corpus),
            .. ModelTargets.All(),
        ];
    }
}
