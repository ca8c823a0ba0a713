using StampSpec.Diagnostics;

namespace StampSpec.Alerts.Tar;

/// <summary>Makes the exceptions of tar reading; offsets count in the archive as expanded.</summary>
internal static class TarFault
{
    public static InvalidInputException At(long offset, string code, string message, string? fix = null, Exception? cause = null) =>
        new(Diagnostic.Error("tar." + code, message) with { ByteOffset = offset, Fix = fix }, cause);
}
