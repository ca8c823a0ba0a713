using StampSpec.Alerts.Avro;
using StampSpec.Diagnostics;

namespace StampSpec.Alerts;

/// <summary>Says in which field of which packet a cutout's fault lies: the fault's own offset counts from the cutout's start.</summary>
internal static class CutoutFault
{
    /// <summary>The fault, placed in the packet.</summary>
    public static InvalidInputException In(string path, AvroOrigin origin, InvalidInputException damaged)
    {
        var diagnostic = damaged.Diagnostics[0];
        var place = diagnostic.ByteOffset is { } inside ? FormattableString.Invariant($", {inside} bytes into the image") : string.Empty;
        var fix = diagnostic.Code switch
        {
            "gzip.too-large" => ReadingLimits.CutoutBytes.Fix,
            "fits.image-size" => ReadingLimits.CutoutPixels.Fix,
            _ => diagnostic.Fix,
        };
        return new InvalidInputException(diagnostic with { Message = diagnostic.Message + place, Path = path, ByteOffset = origin.Offset, Fix = fix }, damaged);
    }
}
