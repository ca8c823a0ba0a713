namespace StampSpec.Reports.VegaLite;

/// <summary>Rows inside the spec; each row is a record whose properties are the fields, in camel case.</summary>
public sealed record InlineData(IReadOnlyList<object> Values);
