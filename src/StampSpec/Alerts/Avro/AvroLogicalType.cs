namespace StampSpec.Alerts.Avro;

/// <summary>
/// What a schema says its underlying type stands for, such as <c>timestamp-micros</c>; values stay those of the underlying type.
/// </summary>
/// <param name="Name">The schema's logicalType.</param>
/// <param name="Precision">Digits of a decimal; null elsewhere.</param>
/// <param name="Scale">Digits after the point of a decimal; null if the schema gives none.</param>
public sealed record AvroLogicalType(string Name, int? Precision = null, int? Scale = null);
