using System.Text;
using System.Text.RegularExpressions;

namespace CdpStudio.Core.Messaging.Content;

/// <summary>
/// The one ready template: a column of 600 pixels that mail programs of twenty years agree on, so tables and inline styles. Its text
/// part says the same in the same order.
/// </summary>
internal static partial class ReadyTemplate
{
    private const string Font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
    private const string Line = "\n\n";

    public static (string Html, string Text) LayOut(MessageContent content, string postalAddress, MailLanguage language, Slots slots) =>
        (Html(content, postalAddress, language, slots), Text(content, postalAddress, language, slots));

    private static string Html(MessageContent content, string postalAddress, MailLanguage language, Slots slots)
    {
        var html = new StringBuilder(MailDocument.Head(slots.Mark(content.Subject), "", language));
        html.Append("<body style=\"margin:0;padding:0;background-color:#f4f4f5\">");
        if (content.Preheader.Length > 0)
            html.Append("<div style=\"display:none;max-height:0;overflow:hidden\">").Append(Slots.Escape(slots.Mark(content.Preheader))).Append("</div>");

        html.Append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td align=\"center\" style=\"padding:24px 12px\">")
            .Append("<table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" dir=\"").Append(Direction(language))
            .Append("\" style=\"width:100%;max-width:600px;background-color:#ffffff;border-radius:8px;text-align:").Append(Side(language)).Append("\">");
        if (content.Picture is { Url.Length: > 0 } picture)
        {
            Row(html, "padding:0", $"<img src=\"{Slots.Escape(slots.Mark(picture.Url, isUrl: true))}\" alt=\"{Slots.Escape(slots.Mark(picture.Alt))}\" width=\"600\""
                + " style=\"display:block;width:100%;height:auto;border:0;border-radius:8px 8px 0 0\">");
        }

        if (content.Heading.Length > 0)
            Row(html, "padding:32px 32px 0", $"<h1 style=\"margin:0;{Font};font-size:26px;line-height:1.3;color:#18181b\">{Slots.Escape(slots.Mark(content.Heading))}</h1>");
        foreach (var paragraph in Paragraphs(content.Text))
            Row(html, "padding:16px 32px 0", $"<p style=\"margin:0;{Font};font-size:16px;line-height:1.6;color:#3f3f46\">{Lines(slots.Mark(paragraph))}</p>");
        if (content.Button is { Url.Length: > 0 } button) Row(html, "padding:24px 32px 0", Button(button, slots));

        Row(html, "padding:32px 32px 24px", Closing(content.Footer, postalAddress, language, slots));
        return html.Append("</table></td></tr></table></body></html>").ToString();
    }

    /// <summary>What every mail ends with.</summary>
    public static string Closing(string footer, string postalAddress, MailLanguage language, Slots slots, bool withLink = true)
    {
        const string style = $"margin:0 0 8px;{Font};font-size:13px;line-height:1.5;color:#52525b";
        var closing = new StringBuilder();
        foreach (var paragraph in Paragraphs(footer)) closing.Append($"<p style=\"{style}\">").Append(Lines(slots.Mark(paragraph))).Append("</p>");
        // The address is the workspace's, not the message's: what looks like a tag in it is not one.
        if (postalAddress.Length > 0) closing.Append($"<p style=\"{style}\">").Append(Lines(Slots.Clean(postalAddress.Trim()))).Append("</p>");
        if (withLink)
        {
            closing.Append($"<p style=\"{style}\"><a href=\"").Append(slots.Mark("{{$unsubscribe}}", isUrl: true))
                .Append("\" style=\"color:#52525b;text-decoration:underline\">").Append(Slots.Escape(MailTexts.Unsubscribe(language.Culture))).Append("</a></p>");
        }

        return $"<div style=\"border-top:1px solid #e4e4e7;padding-top:16px\">{closing}</div>";
    }

    private static string Text(MessageContent content, string postalAddress, MailLanguage language, Slots slots)
    {
        var parts = new List<string>();
        if (content.Heading.Length > 0) parts.Add(slots.Mark(content.Heading));
        parts.AddRange(Paragraphs(content.Text).Select(p => slots.Mark(p)));
        if (content.Button is { Url.Length: > 0 } button) parts.Add($"{slots.Mark(button.Text)}:\n{slots.Mark(button.Url, isUrl: true)}");
        parts.Add("-- "); // what mail programs take for the end of what somebody wrote
        parts.AddRange(Paragraphs(content.Footer).Select(p => slots.Mark(p)));
        parts.Add(ClosingText(postalAddress, language, slots));
        return string.Join(Line, parts) + "\n";
    }

    public static string ClosingText(string postalAddress, MailLanguage language, Slots slots)
    {
        var link = $"{MailTexts.Unsubscribe(language.Culture)}:\n{slots.Mark("{{$unsubscribe}}", isUrl: true)}";
        return postalAddress.Length == 0 ? link : Slots.Clean(postalAddress.Trim().ReplaceLineEndings("\n")) + Line + link;
    }

    private static string Button(MessageButton button, Slots slots) =>
        "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td style=\"border-radius:6px;background-color:#4338ca\">"
        + $"<a href=\"{Slots.Escape(slots.Mark(button.Url, isUrl: true))}\" style=\"display:inline-block;padding:12px 24px;{Font};font-size:16px;font-weight:600;"
        + $"color:#ffffff;text-decoration:none\">{Slots.Escape(slots.Mark(button.Text))}</a></td></tr></table>";

    private static void Row(StringBuilder html, string style, string inside) =>
        html.Append("<tr><td style=\"").Append(style).Append("\">").Append(inside).Append("</td></tr>");

    private static string Lines(string marked) => Slots.Escape(marked.ReplaceLineEndings("\n")).Replace("\n", "<br>", StringComparison.Ordinal);

    private static IEnumerable<string> Paragraphs(string text) =>
        EmptyLine().Split(text.ReplaceLineEndings("\n")).Select(p => p.Trim()).Where(p => p.Length > 0);

    private static string Direction(MailLanguage language) => language.IsRightToLeft ? "rtl" : "ltr";

    private static string Side(MailLanguage language) => language.IsRightToLeft ? "right" : "left";

    [GeneratedRegex(@"\n[ \t]*\n", RegexOptions.NonBacktracking)]
    private static partial Regex EmptyLine();
}

/// <summary>The frame of both kinds of HTML.</summary>
internal static class MailDocument
{
    public static string Head(string subject, string styles, MailLanguage language)
    {
        var lang = language.Tag is { } tag ? $" lang=\"{tag}\"" : "";
        return $"<!DOCTYPE html><html{lang} dir=\"{(language.IsRightToLeft ? "rtl" : "ltr")}\"><head><meta charset=\"utf-8\">"
            + $"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{Slots.Escape(subject)}</title>{styles}</head>";
    }
}
