using System.Text;
using ScottPlot;
using SkiaSharp;

namespace StampSpec.Reports.Figures;

/// <summary>
/// The Inter typeface in two weights, which is part of the build; fonts of the machine are never used. Each weight exists twice: with only
/// the characters of nearly every figure, because a PDF contains the whole typeface that it uses, and with all characters of Inter.
/// </summary>
internal static class FigureFonts
{
    /// <summary>The font families in an SVG: Inter, and alternatives for viewers without it.</summary>
    public const string SvgFamilies = "Inter, Helvetica, Arial, sans-serif";

    private const string CommonFamily = "Inter";
    private const string WholeFamily = "Inter Whole";

    // Basic Latin and Latin-1, then the dashes, quotes, dots, primes, minus sign and comparisons of captions.
    private static readonly (int From, int To)[] CommonRanges =
    [
        (0x20, 0x7E),
        (0xA0, 0xFF),
        (0x2013, 0x2014),
        (0x2018, 0x2019),
        (0x201C, 0x201D),
        (0x2026, 0x2026),
        (0x2032, 0x2033),
        (0x2212, 0x2212),
        (0x2264, 0x2265),
    ];

    private static readonly Dictionary<(string Family, bool IsBold), Lazy<SKTypeface>> Faces = new()
    {
        [(CommonFamily, false)] = new(() => SKTypeface.FromData(FontSubset.Of(InterPackage.Read("Inter-Regular.ttf"), CommonRanges))),
        [(CommonFamily, true)] = new(() => SKTypeface.FromData(FontSubset.Of(InterPackage.Read("Inter-Bold.ttf"), CommonRanges))),
        [(WholeFamily, false)] = new(() => SKTypeface.FromData(InterPackage.Read("Inter-Regular.ttf"))),
        [(WholeFamily, true)] = new(() => SKTypeface.FromData(InterPackage.Read("Inter-Bold.ttf"))),
    };

    static FigureFonts() => Fonts.FontResolvers.Insert(0, new Resolver());

    /// <summary>The font family of a text.</summary>
    public static string FamilyFor(string text) =>
        text.EnumerateRunes().All(r => CommonRanges.Any(c => r.Value >= c.From && r.Value <= c.To)) ? CommonFamily : WholeFamily;

    /// <summary>The typeface of a text.</summary>
    public static SKTypeface FaceFor(string text, bool isBold) => Faces[(FamilyFor(text), isBold)].Value;

    private sealed class Resolver : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
            CreateTypeface(fontName, weight >= FontWeight.SemiBold, false);

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
            Faces.TryGetValue((fontName, bold), out var face) ? face.Value : null;
    }

    /// <summary>The length of a text, in the unit of the font size.</summary>
    public static double LengthOf(string text, double fontSize, bool isBold = false)
    {
        using var font = new SKFont(FaceFor(text, isBold), (float)fontSize) { Subpixel = true, Hinting = SKFontHinting.None };
        return font.MeasureText(text);
    }

    /// <summary>Breaks a text into lines at its spaces.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fontSize">Font size.</param>
    /// <param name="longest">Maximum length of a line with several words, in the unit of the font size.</param>
    public static IReadOnlyList<string> Wrap(string text, double fontSize, double longest)
    {
        var lines = new List<StringBuilder> { new() };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && LengthOf($"{lines[^1]} {word}", fontSize) > longest)
            {
                lines.Add(new StringBuilder());
            }

            lines[^1].Append(lines[^1].Length == 0 ? "" : " ").Append(word);
        }

        return [.. lines.Select(l => l.ToString())];
    }
}
