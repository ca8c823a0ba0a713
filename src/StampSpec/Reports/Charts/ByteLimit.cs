namespace StampSpec.Reports.Charts;

/// <summary>A budget drawn as a line.</summary>
/// <param name="Name">Short name, such as DMTN-102.</param>
/// <param name="Bytes">Bytes of an alert's stamps that it grants.</param>
public sealed record ByteLimit(string Name, double Bytes);
