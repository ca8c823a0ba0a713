namespace StampSpec.Formats.Tar;

/// <summary>Limits on reading an archive.</summary>
/// <param name="MaxEntries">Entries of the archive.</param>
/// <param name="MaxArchiveBytes">Bytes that all its entries together may expand to.</param>
internal sealed record TarLimits(long MaxEntries, long MaxArchiveBytes);
