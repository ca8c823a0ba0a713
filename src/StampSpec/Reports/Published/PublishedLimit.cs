namespace StampSpec.Reports.Published;

/// <summary>A byte budget of an alert's stamps.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Bytes">Bytes of an alert's stamps.</param>
/// <param name="Source">Document and derivation.</param>
public sealed record PublishedLimit(string Name, double Bytes, string Source);
