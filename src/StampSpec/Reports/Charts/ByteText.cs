using System.Globalization;

namespace StampSpec.Reports.Charts;

/// <summary>Bytes as text, with units in powers of 1000.</summary>
internal static class ByteText
{
    /// <summary>Three significant digits and a unit.</summary>
    public static string Of(double bytes)
    {
        var (scaled, unit) = Scaled(bytes);
        var format =
            scaled >= 100 || unit == "B" ? "0"
            : scaled >= 10 ? "0.0"
            : "0.00";
        return scaled.ToString(format, CultureInfo.InvariantCulture) + "\u00a0" + unit;
    }

    /// <summary>A round value with a unit, for an axis.</summary>
    public static string OfTick(double bytes)
    {
        var (scaled, unit) = Scaled(bytes);
        return scaled.ToString("0.###", CultureInfo.InvariantCulture) + "\u00a0" + unit;
    }

    private static (double Scaled, string Unit) Scaled(double bytes) =>
        bytes switch
        {
            >= 1e12 => (bytes / 1e12, "TB"),
            >= 1e9 => (bytes / 1e9, "GB"),
            >= 1e6 => (bytes / 1e6, "MB"),
            >= 1e3 => (bytes / 1e3, "kB"),
            _ => (bytes, "B"),
        };
}
