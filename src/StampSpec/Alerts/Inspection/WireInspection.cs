using StampSpec.Alerts.Fits.Tiles;
using StampSpec.Alerts.Lsst;
using StampSpec.Diagnostics;

namespace StampSpec.Alerts.Inspection;

/// <summary>Takes wire messages apart, with their schema field by field, without it by what FITS says of itself.</summary>
internal static class WireInspection
{
    /// <summary>Measures a message that has no schema at hand.</summary>
    /// <returns>A warning that says so.</returns>
    public static Diagnostic Measure(ConfluentMessage message, PacketTally tally)
    {
        var cutouts = WireCutouts.Find(message.Datum);
        var stored = cutouts.Sum(c => c.Length + LengthPrefixBytes(c.Length));
        tally.Add("records", message.Datum.Length - stored);
        foreach (var cutout in cutouts)
        {
            tally.Add(cutout.Name, cutout.Length + LengthPrefixBytes(cutout.Length));
            var image = FitsImageReader.ReadSingle(FitsImageReader.MainUnit(cutout.Fits));
            tally.Cutouts.Add(new PacketCutout(cutout.Name, image.Width, image.Height, image.Pixels.ToArray().Count(float.IsFinite)));
        }

        return message.WithoutSchema() with { Severity = DiagnosticSeverity.Warning };
    }

    // A union's index and the length itself.
    private static int LengthPrefixBytes(int length)
    {
        var prefix = 2;
        for (var left = (uint)length << 1; left >= 0x80; left >>= 7)
        {
            prefix++;
        }

        return prefix;
    }
}
