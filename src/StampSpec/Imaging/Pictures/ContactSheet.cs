using StampSpec.Alerts;

namespace StampSpec.Imaging.Pictures;

/// <summary>
/// A picture of simulated alerts with a row for each alert: science, template and difference before the simulation, then the same after it.
/// All panels have the same size, flux is bright on black, and row 0 of an image is at the bottom. Science and template share an asinh
/// stretch. The stretches before and after the simulation differ, because resampling changes the flux in a pixel. In a difference, zero is
/// grey. The simulated panels show outlines of the fields of view of a layout's scales.
/// </summary>
public sealed class ContactSheet
{
    private const int PanelPixels = 150;
    private const int GapPixels = 6;
    private const int Columns = 6;

    private static readonly CutoutKind[] Kinds = [CutoutKind.Science, CutoutKind.Template, CutoutKind.Difference];
    private static readonly (byte Red, byte Green, byte Blue) Background = (40, 40, 40);
    private static readonly (byte Red, byte Green, byte Blue) Missing = (90, 30, 30);
    private static readonly (byte Red, byte Green, byte Blue) OutlineColour = (80, 200, 255);

    private readonly List<byte[]> _rows = [];
    private readonly IReadOnlyList<double> _outlinesArcsec;

    /// <summary>Starts an empty sheet.</summary>
    /// <param name="outlinesArcsec">Sides of the squares to outline, arcsec.</param>
    public ContactSheet(IReadOnlyList<double> outlinesArcsec)
    {
        _outlinesArcsec = outlinesArcsec;
    }

    /// <summary>Number of rows.</summary>
    public int Count => _rows.Count;

    private static int Width => (Columns * (PanelPixels + GapPixels)) + GapPixels;

    /// <summary>Adds a row.</summary>
    public void Add(Alert before, Alert after)
    {
        var row = new byte[Width * (PanelPixels + GapPixels) * 3];
        Array.Fill(row, Background.Red);
        for (var i = 0; i < Columns; i++)
        {
            var (isAfter, kind) = (i >= Kinds.Length, Kinds[i % Kinds.Length]);
            var alert = isAfter ? after : before;
            Draw(row, GapPixels + (i * (PanelPixels + GapPixels)), alert[kind], Stretch.Of(alert, kind), isAfter ? _outlinesArcsec : []);
        }

        _rows.Add(row);
    }

    /// <summary>The sheet as a PNG file.</summary>
    /// <exception cref="InvalidOperationException">The sheet is empty.</exception>
    public byte[] ToPng() =>
        Count == 0
            ? throw new InvalidOperationException("the sheet has no rows")
            : PngPicture.Encode(Width, Count * (PanelPixels + GapPixels), _rows.SelectMany(r => r).ToArray());

    private static void Draw(byte[] row, int left, Cutout cutout, Stretch stretch, IReadOnlyList<double> outlinesArcsec)
    {
        var image = cutout.Flux;
        var pixelsPerPanel = Math.Max(image.Width, image.Height);
        for (var y = 0; y < PanelPixels; y++)
        {
            for (var x = 0; x < PanelPixels; x++)
            {
                var column = Source(x, image.Width, pixelsPerPanel);
                var line = Source(PanelPixels - 1 - y, image.Height, pixelsPerPanel);
                Set(row, left + x, y, column is { } c && line is { } l ? ColourOf(image[l, c], stretch) : Background);
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

    private static (byte Red, byte Green, byte Blue) ColourOf(float flux, Stretch stretch)
    {
        if (!float.IsFinite(flux))
        {
            return Missing;
        }

        var shade = (byte)Math.Round(byte.MaxValue * stretch.Shade(flux));
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
                Set(row, left + x, y, OutlineColour);
            }
        }
    }

    private static void Set(byte[] row, int x, int y, (byte Red, byte Green, byte Blue) colour)
    {
        var at = ((y * Width) + x) * 3;
        (row[at], row[at + 1], row[at + 2]) = colour;
    }
}
