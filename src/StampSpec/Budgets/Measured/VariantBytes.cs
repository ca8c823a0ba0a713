namespace StampSpec.Budgets.Measured;

/// <summary>Bytes of an alert's stamps in one variant, serialisation and encoding, over real alerts.</summary>
/// <param name="Survey">Survey.</param>
/// <param name="Variant">Variant.</param>
/// <param name="Serialisation">Serialisation.</param>
/// <param name="Encoding">Encoding.</param>
/// <param name="Bytes">Distribution over alerts.</param>
public sealed record VariantBytes(string Survey, string Variant, string Serialisation, string Encoding, ByteDistribution Bytes);
