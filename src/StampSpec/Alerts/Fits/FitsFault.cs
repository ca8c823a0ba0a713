using StampSpec.Diagnostics;

namespace StampSpec.Alerts.Fits;

/// <summary>Makes the exceptions of FITS reading: code, place in bytes from the file's start, and what is wrong.</summary>
internal static class FitsFault
{
    public static InvalidInputException At(long byteOffset, string code, string message) =>
        new(Diagnostic.Error("fits." + code, message) with { ByteOffset = byteOffset });
}
