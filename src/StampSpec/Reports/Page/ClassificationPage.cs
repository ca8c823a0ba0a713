using System.Globalization;
using System.Text;

namespace StampSpec.Reports.Page;

/// <summary>
/// The page of a classification: one file without scripts that needs no network, with the most and the least certain alerts.
/// </summary>
/// <param name="Title">What was classified, and with what.</param>
/// <param name="Facts">Sentences on the models and the alerts.</param>
/// <param name="Classes">The classes.</param>
/// <param name="Counts">Number of alerts by most probable class, in the order of the classes.</param>
internal sealed record ClassificationPage(
    string Title,
    IReadOnlyList<string> Facts,
    IReadOnlyList<string> Classes,
    IReadOnlyList<long> Counts
)
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    /// <summary>The names of the layout's images.</summary>
    public required IReadOnlyList<string> Images { get; init; }

    /// <summary>The most certain alerts, the most certain one first.</summary>
    public required IReadOnlyList<ClassificationCard> Most { get; init; }

    /// <summary>The least certain of the other alerts, the least certain one first.</summary>
    public required IReadOnlyList<ClassificationCard> Least { get; init; }

    /// <summary>The whole file.</summary>
    public string ToHtml()
    {
        var text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append(CultureInfo.InvariantCulture, $"<title>{HtmlTable.Escape(Title)}: StampSpec</title>")
            .Append(
                CultureInfo.InvariantCulture,
                $"<style>{StudyPage.Read("page.css")}{StudyPage.Read("gallery.css")}</style></head><body>"
            )
            .Append(CultureInfo.InvariantCulture, $"<header><h1>{HtmlTable.Escape(Title)}</h1>")
            .AppendJoin("", Facts.Select(fact => $"<p class=\"facts\">{HtmlTable.Escape(fact)}</p>"));
        AppendCounts(text);
        text.Append("</header><main>");
        AppendCards(text, "most", "Most certain", Most);
        AppendCards(text, "least", "Least certain", Least);
        return text.Append("</main></body></html>\n").ToString();
    }

    private void AppendCounts(StringBuilder text)
    {
        text.Append("<div class=\"scroll\" tabindex=\"0\"><table><caption>Alerts by most probable class</caption><thead><tr>")
            .AppendJoin("", Classes.Select(c => $"<th scope=\"col\" class=\"number\">{HtmlTable.Escape(c)}</th>"))
            .Append("</tr></thead><tbody><tr>")
            .AppendJoin("", Counts.Select(n => string.Create(CultureInfo.InvariantCulture, $"<td>{n}</td>")))
            .Append("</tr></tbody></table></div>");
    }

    private void AppendCards(StringBuilder text, string id, string heading, IReadOnlyList<ClassificationCard> cards)
    {
        if (cards.Count == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"<h2 id=\"{id}\">{heading}</h2><div class=\"cards\">");
        foreach (var card in cards)
        {
            AppendCard(text, card);
        }

        text.Append("</div>");
    }

    private void AppendCard(StringBuilder text, ClassificationCard card)
    {
        text.Append(CultureInfo.InvariantCulture, $"<article class=\"card\"><h3>{HtmlTable.Escape(card.Heading)}</h3>");
        AppendStamps(text, card);
        text.Append("<div class=\"bars\">");
        foreach (var (name, probability) in Classes.Zip(card.Probabilities))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<span>{HtmlTable.Escape(name)}</span><i style=\"width:{100 * probability:0.#}%\"></i><span>{probability:0.000}</span>"
            );
        }

        text.Append(CultureInfo.InvariantCulture, $"</div><p class=\"facts\">{HtmlTable.Escape(card.ObjectId)}, candid {card.Candid}<br>")
            .Append(HtmlTable.Escape(card.Source))
            .Append("</p>")
            .Append(card.Warning is { } warning ? $"<p class=\"unsure\">{HtmlTable.Escape(warning)}</p>" : "")
            .Append("</article>");
    }

    private void AppendStamps(StringBuilder text, ClassificationCard card)
    {
        if (Images.Count == 0)
        {
            return;
        }

        text.Append("<table class=\"stamps\"><tr><td></td>")
            .AppendJoin("", Images.Select(image => $"<th scope=\"col\">{HtmlTable.Escape(image)}</th>"))
            .Append("</tr>");
        foreach (var (size, addresses) in card.Stamps)
        {
            text.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{HtmlTable.Escape(size)}</th>");
            foreach (var (image, address) in Images.Zip(addresses))
            {
                var alternative = HtmlTable.Escape($"{image} stamp, {size}, of {card.ObjectId}");
                text.Append(address is null ? "<td></td>" : $"<td><img alt=\"{alternative}\" src=\"{address}\"></td>");
            }

            text.Append("</tr>");
        }

        text.Append("</table>");
    }
}

/// <summary>One alert of the page.</summary>
/// <param name="Heading">The most probable class and its probability.</param>
/// <param name="ObjectId">The object.</param>
/// <param name="Candid">The alert.</param>
/// <param name="Source">The file, or archive and entry, of its packet.</param>
/// <param name="Probabilities">The probability of each class.</param>
/// <param name="Stamps">For each scale its pixels in words and the pictures of the images, as data addresses; null for none.</param>
/// <param name="Warning">What a reader should know before trusting the probabilities; null for nothing.</param>
internal sealed record ClassificationCard(
    string Heading,
    string ObjectId,
    long Candid,
    string Source,
    IReadOnlyList<float> Probabilities,
    IReadOnlyList<(string Size, IReadOnlyList<string?> Addresses)> Stamps,
    string? Warning
);
