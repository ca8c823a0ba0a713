using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using SkiaSharp;
using StampSpec.Common;

namespace StampSpec.Reports.Figures;

/// <summary>Writes figures as SVG, PNG (300 dots per inch) and PDF, in this process and without fonts of the machine.</summary>
public static class FigureFiles
{
    private const double DotsPerInch = 300;
    private const double PointsPerInch = 72;
    private const double MetresPerInch = 0.0254;

    /// <summary>The default of zlib. No filters are used: they are for photographs, and flat colours are smaller and faster without
    /// them.</summary>
    private const int CompressionLevel = 6;

    /// <summary>Writes each figure as NAME.svg, NAME.png and NAME.pdf into a folder, each file atomically.</summary>
    /// <param name="figures">The figures; their names must differ.</param>
    /// <param name="folder">The folder, which is created if it does not exist.</param>
    /// <param name="formats">The formats.</param>
    public static void Write(IReadOnlyList<Figure> figures, string folder, FigureFormats formats = FigureFormats.All)
    {
        Directory.CreateDirectory(folder);
        foreach (var figure in figures)
        {
            Write(figure, Path.Combine(folder, figure.Name), formats);
        }
    }

    /// <summary>The content of a figure's SVG file.</summary>
    internal static string ToSvg(Figure figure) =>
        FigureSvg.Of(
            figure.Sheet,
            figure.Title,
            figure.Command is { } command ? $"{figure.Caption} Made by: {command}" : figure.Caption,
            figure.Name + "-"
        );

    private static void Write(Figure figure, string pathWithoutExtension, FigureFormats formats)
    {
        if (formats.HasFlag(FigureFormats.Svg))
        {
            Write(pathWithoutExtension + ".svg", Encoding.UTF8.GetBytes(ToSvg(figure)));
        }

        if (formats.HasFlag(FigureFormats.Png))
        {
            Write(pathWithoutExtension + ".png", ToPng(figure.Sheet));
        }

        if (formats.HasFlag(FigureFormats.Pdf))
        {
            Write(pathWithoutExtension + ".pdf", ToPdf(figure));
        }
    }

    private static void Write(string path, byte[] content) => AtomicFile.Write(path, file => file.Write(content));

    /// <summary>The content of a drawing's PNG file.</summary>
    internal static byte[] ToPng(Sheet sheet)
    {
        const double Scale = DotsPerInch / PointsPerInch;
        var size = new SKImageInfo(
            (int)Math.Round(sheet.Width * Scale),
            (int)Math.Round(sheet.Height * Scale),
            SKColorType.Rgba8888,
            SKAlphaType.Opaque
        );
        using var surface = SKSurface.Create(size)
            ?? throw new InvalidOperationException($"no memory for a picture of {size.Width} x {size.Height} pixels");
        surface.Canvas.Scale((float)(size.Width / sheet.Width), (float)(size.Height / sheet.Height));
        sheet.Draw(surface.Canvas);
        using var pixels = surface.PeekPixels();
        using var png = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.None, CompressionLevel))
            ?? throw new InvalidOperationException("the picture could not be encoded as PNG");
        return WithDensity(png.ToArray());
    }

    // The pHYs chunk (PNG, third edition, section 11.3.4.3) goes between the header, which ends at byte 33, and the pixels.
    private static byte[] WithDensity(byte[] png)
    {
        const int HeaderEnd = 33;
        var dotsPerMetre = (uint)Math.Round(DotsPerInch / MetresPerInch);
        var chunk = new byte[21];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, 9);
        Encoding.ASCII.GetBytes("pHYs", chunk.AsSpan(4));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8), dotsPerMetre);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(12), dotsPerMetre);
        chunk[16] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(17), Crc32.HashToUInt32(chunk.AsSpan(4, 13)));
        return [.. png[..HeaderEnd], .. chunk, .. png[HeaderEnd..]];
    }

    // Equal figures must give equal bytes, so the file does not contain the time.
    private static byte[] ToPdf(Figure figure)
    {
        using var stream = new MemoryStream();
        // Skia rounds a page to whole dots of this resolution, which has no other effect on a figure.
        var metadata = new SKDocumentPdfMetadata
        {
            Title = figure.Title,
            Creator = "StampSpec",
            Producer = "StampSpec",
            RasterDpi = 10 * (float)PointsPerInch,
        };
        using (var document = SKDocument.CreatePdf(stream, metadata))
        {
            figure.Sheet.Draw(document.BeginPage((float)figure.Sheet.Width, (float)figure.Sheet.Height));
            document.EndPage();
            document.Close();
        }

        return stream.ToArray();
    }
}

/// <summary>File formats of figures.</summary>
[Flags]
public enum FigureFormats
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Vector graphics for pages.</summary>
    Svg = 1,

    /// <summary>Pixels, 300 dots per inch.</summary>
    Png = 2,

    /// <summary>Vector graphics for print, with embedded fonts.</summary>
    Pdf = 4,

    /// <summary>All three.</summary>
    All = Svg | Png | Pdf,
}
