using StampSpec.Alerts;

namespace StampSpec.Imaging;

/// <summary>
/// A picture of simulated alerts, one row each: science, template, difference before and the same after, all panels equally large, asinh stretch from the panel's own sky and
/// noise, north up as stored (row 0 at the bottom); the fields of view of a layout's scales are outlined on the simulated panels.
/// </summary>
public sealed class ContactSheet
{
    private const int PanelPixels = 150;
    private const int GapPixels = 6;
    private const int Columns = 6;
    private const double BrightestSigma = 60;

    private readonly List<byte[]> _rows = [];
    private readonly IReadOnlyList<double> _outlinesArcsec;

    /// <summary>Starts an empty sheet.</summary>
    /// <param name="outlinesArcsec">Sides of the squares to outline, arcsec.</param>
    public ContactSheet(IReadOnlyList<double> outlinesArcsec)
    {
        _outlinesArcsec = outlinesArcsec;
    }

    /// <summary>Rows so far.</summary>
    public int Count => _rows.Count;

    private static int Width => (Columns * (PanelPixels + GapPixels)) + GapPixels;

    /// <summary>Adds a row.</summary>
    public void Add(Alert before, Alert after)
    {
        var row = new byte[Width * (PanelPixels + GapPixels) * 3];
        Array.Fill(row, (byte)40);
        Cutout[] cutouts = [before.Science, before.Template, before.Difference, after.Science, after.Template, after.Difference];
        for (var i = 0; i < cutouts.Length; i++)
        {
            Draw(row, GapPixels + (i * (PanelPixels + GapPixels)), cutouts[i], i >= Columns / 2 ? _outlinesArcsec : []);
        }

        _rows.Add(row);
    }

    /// <summary>The sheet as a PNG file.</summary>
    /// <exception cref="InvalidOperationException">The sheet is empty.</exception>
    public byte[] ToPng() => Count == 0
        ? throw new InvalidOperationException("the sheet has no rows")
        : PngEncoder.Encode(Width, Count * (PanelPixels + GapPixels), _rows.SelectMany(r => r).ToArray());

    private static void Draw(byte[] row, int left, Cutout cutout, IReadOnlyList<double> outlinesArcsec)
    {
        var image = cutout.Flux;
        var sky = SkyStatistics.Of(image) ?? new SkyStatistics(0, 1);
        var pixelsPerPanel = Math.Max(image.Width, image.Height);
        for (var y = 0; y < PanelPixels; y++)
        {
            for (var x = 0; x < PanelPixels; x++)
            {
                var column = Source(x, image.Width, pixelsPerPanel);
                var line = Source(PanelPixels - 1 - y, image.Height, pixelsPerPanel);
                var (red, green, blue) = column is { } c && line is { } l ? Shade(image[l, c], sky) : ((byte)40, (byte)40, (byte)40);
                Set(row, left + x, y, red, green, blue);
            }
        }

        foreach (var side in outlinesArcsec)
        {
            Outline(row, left, side / cutout.PixelScaleArcsec / pixelsPerPanel * PanelPixels);
        }
    }

    private static int? Source(int panel, int pixels, int pixelsPerPanel)
    {
        var at = (int)Math.Floor((((panel + 0.5) / PanelPixels) - 0.5) * pixelsPerPanel + (pixels / 2.0));
        return at >= 0 && at < pixels ? at : null;
    }

    private static (byte Red, byte Green, byte Blue) Shade(float value, SkyStatistics sky)
    {
        if (!float.IsFinite(value))
        {
            return (90, 30, 30);
        }

        var sigma = (value - sky.Level) / Math.Max(sky.Noise, 1e-30);
        var stretched = (Math.Asinh(sigma / 2) + 1.2) / (Math.Asinh(BrightestSigma / 2) + 1.2);
        var shade = (byte)(255 * Math.Clamp(stretched, 0, 1));
        return (shade, shade, shade);
    }

    private static void Outline(byte[] row, int left, double side)
    {
        var low = (int)Math.Round((PanelPixels - side) / 2);
        var high = PanelPixels - 1 - low;
        if (low < 0)
        {
            return;
        }

        for (var i = low; i <= high; i++)
        {
            foreach (var (x, y) in (ReadOnlySpan<(int, int)>)[(i, low), (i, high), (low, i), (high, i)])
            {
                Set(row, left + x, y, 80, 200, 255);
            }
        }
    }

    private static void Set(byte[] row, int x, int y, byte red, byte green, byte blue)
    {
        var at = ((y * Width) + x) * 3;
        (row[at], row[at + 1], row[at + 2]) = (red, green, blue);
    }
}
