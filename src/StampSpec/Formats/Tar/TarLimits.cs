namespace StampSpec.Formats.Tar;

/// <summary>What reading an archive may spend.</summary>
/// <param name="MaxEntries">Entries of the archive.</param>
/// <param name="MaxArchiveBytes">Bytes that it may expand to, all entries together.</param>
internal sealed record TarLimits(long MaxEntries, long MaxArchiveBytes);
