using System.Net;

namespace StampSpec.Reports.Page;

/// <summary>Text in HTML; whatever came from data passes through here.</summary>
internal static class Html
{
    /// <summary>Text for elements and quoted attributes.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);
}
