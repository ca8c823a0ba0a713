using System.Globalization;
using System.Text;
using System.Xml.Linq;
using SkiaSharp;

namespace StampSpec.Reports.Figures;

/// <summary>
/// Writes sheets as SVG. Each mark with a tag becomes a group of class <c>mark</c>. Its <c>data-*</c> attributes contain the layout, the
/// class and the tip, so that a page can hide marks and show their values.
/// </summary>
internal static class FigureSvg
{
    private const string MarkAddress = "mark:";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly XNamespace Link = "http://www.w3.org/1999/xlink";

    /// <summary>One standalone SVG.</summary>
    /// <param name="sheet">The drawing.</param>
    /// <param name="title">Title for screen readers.</param>
    /// <param name="description">Description for screen readers.</param>
    /// <param name="idPrefix">Prefix of every id, so that a page can contain several SVGs.</param>
    public static string Of(Sheet sheet, string title, string description, string idPrefix)
    {
        var drawn = XDocument.Parse(Draw(sheet)).Root!;
        var svg = new XElement(
            Svg + "svg",
            new XAttribute("width", Number(sheet.Width) + "pt"),
            new XAttribute("height", Number(sheet.Height) + "pt"),
            new XAttribute("viewBox", $"0 0 {Number(sheet.Width)} {Number(sheet.Height)}"),
            new XAttribute("role", "img"),
            // HTML pages contain these drawings, and HTML supports no other prefix.
            new XAttribute(XNamespace.Xmlns + "xlink", Link),
            new XElement(Svg + "title", title),
            new XElement(Svg + "desc", description)
        );
        var (target, dashes) = (svg, (IReadOnlyList<float>?)null);
        foreach (var shape in Shapes(drawn))
        {
            if (MarkNumberOf(shape) is { } number)
            {
                (target, dashes) = number < 0 ? (svg, null) : (GroupFor(svg, sheet.TagOf(number)), sheet.DashesOf(number));
                continue;
            }

            var tidy = Tidy(shape, idPrefix);
            tidy.SetAttributeValue("stroke-dasharray", dashes is null ? null : string.Join(' ', dashes.Select(d => Number(d))));
            target.Add(tidy);
        }

        return svg.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    // Skia's canvas writes an annotation as a link, which shows where each mark starts.
    private static string Draw(Sheet sheet)
    {
        using var stream = new MemoryStream();
        var bounds = SKRect.Create((float)sheet.Width, (float)sheet.Height);
        using (var canvas = SKSvgCanvas.Create(bounds, stream))
        {
            sheet.Draw(canvas, number =>
                canvas.DrawUrlAnnotation(bounds, string.Create(CultureInfo.InvariantCulture, $"{MarkAddress}{number ?? -1}"))
            );
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // Nothing needs clipping: each panel's axes are clipped to the panel, and the marks to the sheet.
    private static IEnumerable<XElement> Shapes(XElement parent) =>
        parent
            .Elements()
            .SelectMany(e =>
                e.Name.LocalName switch
                {
                    "clipPath" => [],
                    "g" when e.Attribute("clip-path") is not null => Shapes(e),
                    _ => [e],
                }
            );

    private static int? MarkNumberOf(XElement shape) =>
        shape.Name == Svg + "a"
        && (string?)shape.Attribute(Link + "href") is { } address
        && address.StartsWith(MarkAddress, StringComparison.Ordinal)
            ? int.Parse(address[MarkAddress.Length..], CultureInfo.InvariantCulture)
            : null;

    private static XElement GroupFor(XElement svg, MarkTag tag)
    {
        if (tag == MarkTag.None)
        {
            return svg;
        }

        var group = new XElement(Svg + "g", new XAttribute("class", "mark"));
        Attribute("data-layout", tag.Layout);
        Attribute("data-other-layout", tag.OtherLayout);
        Attribute("data-class", tag.Class);
        Attribute("data-footing", tag.IsFooting ? "" : null);
        Attribute("data-true", tag.Cell?.True);
        Attribute("data-predicted", tag.Cell?.Predicted);
        Attribute("data-percent", tag.Cell?.Percent.ToString("0.0", CultureInfo.InvariantCulture));
        Attribute(
            "data-tip",
            tag.Tip.Count == 0 ? null : string.Join('\n', tag.Tip.Select(t => $"{t.Name}: {t.Value.ReplaceLineEndings(" ")}"))
        );
        svg.Add(group);
        return group;

        void Attribute(string name, string? value)
        {
            if (value is not null)
            {
                group.Add(new XAttribute(name, value));
            }
        }
    }

    private static XElement Tidy(XElement shape, string idPrefix)
    {
        var tidy = new XElement(
            shape.Name,
            shape
                .Attributes()
                .Where(a => !a.IsNamespaceDeclaration)
                .Select(a => new XAttribute(
                    a.Name,
                    a.Name.LocalName switch
                    {
                        "id" => idPrefix + a.Value,
                        "href" when a.Value.StartsWith('#') => "#" + idPrefix + a.Value[1..],
                        "font-family" => FigureFonts.SvgFamilies,
                        _ => a.Value.Replace("url(#", "url(#" + idPrefix, StringComparison.Ordinal),
                    }
                ))
        );
        if (shape.Name == Svg + "text")
        {
            FixLength(tidy, shape.Value.Trim());
        }
        else
        {
            tidy.Add(shape.Elements().Select(e => Tidy(e, idPrefix)));
        }

        return tidy;
    }

    // Skia writes a position for each letter. One position and a length keep the text together, with the measured length in any typeface.
    private static void FixLength(XElement text, string content)
    {
        var places = Places(text, "x");
        text.SetAttributeValue("x", Number(places[0]));
        text.SetAttributeValue("y", Number(Places(text, "y")[0]));
        var isBold = text.Attribute("font-weight") is not null;
        text.SetAttributeValue("font-weight", isBold ? "bold" : null);
        if (content.Length > 1)
        {
            var size = double.Parse((string)text.Attribute("font-size")!, CultureInfo.InvariantCulture);
            text.SetAttributeValue("textLength", Number(FigureFonts.LengthOf(content, size, isBold)));
        }

        text.Value = content;
    }

    private static double[] Places(XElement text, string axis) =>
        [
            .. ((string)text.Attribute(axis)!)
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(p => double.Parse(p, CultureInfo.InvariantCulture)),
        ];

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
