using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace CdpStudio.Core.Messaging.Content;

/// <summary>What a mail program without HTML shows of a page: lines, list dashes, and the address behind each link.</summary>
internal static partial class HtmlText
{
    private const int MaxDepth = 500;

    private static readonly FrozenSet<string> s_blocks = FrozenSet.ToFrozenSet(
    [
        "address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul",
    ]);

    public static string Of(IElement body)
    {
        var text = new StringBuilder();
        Write(body, text, 0);
        return ManyLines().Replace(string.Join('\n', text.ToString().Split('\n').Select(l => l.Trim())), "\n\n").Trim();
    }

    private static void Write(INode node, StringBuilder text, int depth)
    {
        // Deeper than anybody lays out a mail; a hostile page must not end the process.
        if (depth > MaxDepth) return;

        foreach (var child in node.ChildNodes)
        {
            if (child is IText words) text.Append(Blanks().Replace(words.Data, " "));
            else if (child is IElement element) Write(element, text, depth);
        }
    }

    private static void Write(IElement element, StringBuilder text, int depth)
    {
        switch (element.LocalName)
        {
            case "br":
                text.Append('\n');
                break;
            case "img":
                text.Append(element.GetAttribute("alt"));
                break;
            case "a":
                WriteLink(element, text, depth);
                break;
            case "td" or "th":
                Write((INode)element, text, depth + 1);
                text.Append(' ');
                break;
            case var name when s_blocks.Contains(name):
                text.Append(name is "li" or "tr" or "dd" or "dt" ? "\n" : "\n\n").Append(name == "li" ? "- " : "");
                Write((INode)element, text, depth + 1);
                text.Append(name is "li" or "tr" or "dd" or "dt" ? "\n" : "\n\n");
                break;
            default:
                Write((INode)element, text, depth + 1);
                break;
        }
    }

    private static void WriteLink(IElement link, StringBuilder text, int depth)
    {
        var at = text.Length;
        Write((INode)link, text, depth + 1);
        var url = link.GetAttribute("href");
        if (url is null or ['#', ..] || text.ToString(at, text.Length - at).Trim() == url) return;

        text.Append(" (").Append(url).Append(')');
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex ManyLines();
}
