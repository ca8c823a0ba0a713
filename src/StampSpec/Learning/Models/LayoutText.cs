using System.Globalization;
using System.Text;
using StampSpec.Layouts;

namespace StampSpec.Learning.Models;

/// <summary>Writes a layout as the YAML that <see cref="LayoutSpec"/> reads: all that decides what a stamp's pixels hold.</summary>
internal static class LayoutText
{
    public static string Write(StampLayout layout)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"name: {layout.Name}\nscales:\n");
        foreach (var scale in layout.Scales)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {{pixels: {scale.Pixels}, pixel-scale: {scale.PixelScaleArcsec:R}{ImagesOf(scale)}}}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"images: [{string.Join(", ", layout.Images.Select(Word))}]\n");
        text.Append(CultureInfo.InvariantCulture, $"planes: {{{string.Join(", ", layout.Planes.Select(p => $"{Word(p.Kind)}: {Word(p.Number)}"))}}}\n");
        text.Append(CultureInfo.InvariantCulture, $"centres: {(layout.KeepsRedundantCentres ? "kept" : "omitted")}\n");
        text.Append(CultureInfo.InvariantCulture, $"bins: {Word(layout.Bins)}\n");
        return text.ToString();
    }

    private static string ImagesOf(StampScale scale) => scale.Images is { } images ? $", images: [{string.Join(", ", images.Select(Word))}]" : "";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
