using StampSpec.Diagnostics;

namespace StampSpec.Alerts.Avro;

/// <summary>Makes the exceptions of the Avro readers.</summary>
internal static class AvroFault
{
    /// <summary>A fault of the bytes at an offset.</summary>
    public static InvalidInputException At(long offset, string code, string message, string? fix = null) =>
        new(Diagnostic.Error(code, message) with { ByteOffset = offset, Fix = fix });

    /// <summary>A fault of the schema at a place inside its JSON.</summary>
    public static InvalidInputException InSchema(string path, string message, string? fix = null) =>
        new(Diagnostic.Error("avro.schema", message) with { Path = path, Fix = fix });

    /// <summary>The input ends inside something.</summary>
    public static InvalidInputException Truncated(long offset, string what, long needed, long available) =>
        At(offset, "avro.truncated", FormattableString.Invariant($"{what} needs {needed} bytes and {available} are left"));
}
