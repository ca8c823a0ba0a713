using System.Globalization;
using System.Text;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Specification;

/// <summary>
/// Writes a layout as the YAML that <see cref="LayoutSpec"/> reads, with every scale written out: what models and exported stamps say of
/// their layout. What does not change the stamps' pixels, such as the PSF, is left out.
/// </summary>
internal static class LayoutText
{
    /// <summary>The YAML.</summary>
    public static string Of(StampLayout layout)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"name: {layout.Name}\n");
        AppendGrid(text, layout);
        text.Append(
            CultureInfo.InvariantCulture,
            $"images: {(layout.Images.Count == 0 ? "none" : $"[{string.Join(", ", layout.Images.Select(Word))}]")}\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"planes: {{{string.Join(", ", layout.Planes.Select(p => $"{Word(p.Kind)}: {Word(p.Number)}"))}}}\n"
        );
        text.Append(CultureInfo.InvariantCulture, $"centres: {(layout.KeepsRedundantCentres ? "kept" : "omitted")}\n");
        text.Append(CultureInfo.InvariantCulture, $"bins: {Word(layout.Bins)}\n");
        text.Append(CultureInfo.InvariantCulture, $"features: [{string.Join(", ", layout.Features.Select(Feature))}]\n");
        AppendColumns(text, layout);
        return text.ToString();
    }

    private static void AppendColumns(StringBuilder text, StampLayout layout)
    {
        if (layout.Columns.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"columns: [{string.Join(", ", layout.Columns.Select(c => c.Name))}]\n");
        }
    }

    private static void AppendGrid(StringBuilder text, StampLayout layout)
    {
        if (layout.LogPolar is { } grid)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"log-polar: {{pixels: {grid.Pixels}, innermost: {grid.InnermostArcsec:R}, outermost: {grid.OutermostArcsec:R}}}\n"
            );
        }
        else if (layout.Scales.Count > 0)
        {
            text.Append("scales:\n");
            foreach (var scale in layout.Scales)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  - {{pixels: {scale.Pixels}, pixel-scale: {scale.PixelScaleArcsec:R}{ImagesOf(scale)}}}\n"
                );
            }
        }
    }

    private static string Feature(StampFeature feature)
    {
        var settings = string.Join(", ", feature.Settings.Select(s => $"{s.Key}: {Setting(s.Value)}"));
        return $"{{{feature.Kind}: {{{settings}}}}}";
    }

    private static string? Setting(object value) =>
        value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static string ImagesOf(StampScale scale) =>
        scale.Images is { } images ? $", images: [{string.Join(", ", images.Select(Word))}]" : "";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
