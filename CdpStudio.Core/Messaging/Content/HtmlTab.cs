using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CdpStudio.Core.Messaging.Content;

/// <summary>
/// The advanced tab: a person's own HTML, of which only what <see cref="HtmlAllowList"/> names is kept. The text part is read out of
/// what is left, and an unsubscribe link is added when there is none.
/// </summary>
internal static class HtmlTab
{
    public static (string Html, string Text) LayOut(MessageContent content, string postalAddress, MailLanguage language, Slots slots)
    {
        var document = HtmlAllowList.Clean(Parse(content.Html!)); // only called with HTML
        var subject = slots.Mark(content.Subject);
        var before = slots.HasUnsubscribe;
        MarkTags(document, slots);
        var hasLink = !before && slots.HasUnsubscribe;

        var body = document.Body!; // a parsed document always has one
        var hasAddress = postalAddress.Length == 0 || Squeezed(body.TextContent).Contains(Squeezed(postalAddress), StringComparison.OrdinalIgnoreCase);
        var text = new StringBuilder(HtmlText.Of(body)).Append("\n-- \n");
        if (content.Footer.Length > 0) text.Append(slots.Mark(content.Footer)).Append("\n\n");
        text.Append(ReadyTemplate.ClosingText(hasAddress ? "" : postalAddress, language, slots)).Append('\n');

        var closing = hasLink && hasAddress && content.Footer.Length == 0
            ? ""
            : $"<div style=\"padding:24px 12px\">{ReadyTemplate.Closing(content.Footer, hasAddress ? "" : postalAddress, language, slots, withLink: !hasLink)}</div>";
        var styles = string.Concat(document.Head!.QuerySelectorAll("style").Select(s => $"<style>{s.TextContent}</style>"));
        var inside = body.OuterHtml;
        return (MailDocument.Head(subject, styles, language) + inside[..^"</body>".Length] + closing + "</body></html>", text.ToString());
    }

    /// <summary>What a person reads of it, tags as they are written.</summary>
    public static string PlainText(string html) => HtmlText.Of(HtmlAllowList.Clean(Parse(html)).Body!); // as above

    /// <summary>Addresses that links and pictures point to, as they are written.</summary>
    public static IEnumerable<(string Url, bool IsPicture)> Urls(string html) => Parse(html).All
        .SelectMany(e => new[] { (Url: e.GetAttribute("href"), false), (Url: e.GetAttribute("src"), true) })
        .Where(u => u.Url is not null)
        .Select(u => (u.Url!, u.Item2)); // the line above leaves null out

    /// <summary>Whether something of it will not be in the mail: scripts, forms, addresses that lead nowhere.</summary>
    public static bool LosesSomething(string html)
    {
        var document = Parse(html);
        var before = document.All.Length + document.All.Sum(e => e.Attributes.Length);
        HtmlAllowList.Clean(document);
        return document.All.Length + document.All.Sum(e => e.Attributes.Length) < before;
    }

    private static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(Slots.Clean(html));

    private static void MarkTags(IHtmlDocument document, Slots slots)
    {
        foreach (var element in document.Body!.DescendantsAndSelf<IElement>().ToList()) // as above
        {
            foreach (var attribute in element.Attributes)
                attribute.Value = slots.Mark(attribute.Value, isUrl: attribute.Name is "href" or "src");
        }

        foreach (var text in document.Body!.Descendants<IText>().ToList()) text.Data = slots.Mark(text.Data);
    }

    private static string Squeezed(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
