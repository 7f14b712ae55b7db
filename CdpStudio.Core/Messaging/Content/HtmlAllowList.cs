using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CdpStudio.Core.Messaging.Content;

/// <summary>
/// The HTML that may be in a mail. What is not named goes: scripts and everything that loads or runs with its content, unknown elements
/// around their content, attributes and addresses one by one.
/// </summary>
internal static partial class HtmlAllowList
{
    private static readonly FrozenSet<string> s_elements = FrozenSet.ToFrozenSet(
    [
        "html", "head", "body", "title", "style", "a", "abbr", "address", "article", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center",
        "cite", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "ol", "p", "pre", "q", "s", "section", "small", "span", "strike", "strong",
        "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
    ]);

    // Their content is not for people, or would run or load.
    private static readonly FrozenSet<string> s_gone = FrozenSet.ToFrozenSet(
    [
        "script", "iframe", "frame", "frameset", "object", "embed", "applet", "noscript", "noembed", "noframes", "template", "svg", "math", "audio",
        "video", "canvas", "textarea", "select", "input", "base", "meta", "link", "title", "style", "xml", "plaintext", "xmp", "portal", "dialog",
    ]);

    private static readonly FrozenSet<string> s_attributes = FrozenSet.ToFrozenSet(
    [
        "abbr", "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color", "cols", "colspan", "datetime", "dir", "face",
        "height", "href", "id", "lang", "noshade", "nowrap", "role", "rowspan", "scope", "size", "span", "src", "start", "style", "summary", "title",
        "type", "valign", "value", "width", "aria-hidden", "aria-label", "aria-labelledby", "aria-describedby",
    ]);

    public static IHtmlDocument Clean(IHtmlDocument document)
    {
        foreach (var comment in document.Descendants<IComment>().ToList()) comment.Remove();
        foreach (var element in document.All.ToList())
        {
            if (!IsAllowed(element)) Drop(element);
        }

        foreach (var element in document.All)
        {
            foreach (var attribute in element.Attributes.ToList())
            {
                if (!IsAllowed(element, attribute)) element.RemoveAttribute(attribute.NamespaceUri, attribute.LocalName);
            }
        }

        return document;
    }

    private static bool IsAllowed(IElement element) => element.LocalName switch
    {
        _ when element.NamespaceUri != NamespaceNames.HtmlUri => false,
        "style" => element.ParentElement is IHtmlHeadElement && !DangerousStyle().IsMatch(element.TextContent),
        "title" => element.ParentElement is IHtmlHeadElement,
        var name => s_elements.Contains(name),
    };

    private static void Drop(IElement element)
    {
        // Its parent may be gone with everything in it.
        if (element.Parent is not { } parent) return;

        if (element.NamespaceUri == NamespaceNames.HtmlUri && !s_gone.Contains(element.LocalName))
        {
            while (element.FirstChild is { } child) parent.InsertBefore(child, element);
        }

        element.Remove();
    }

    private static bool IsAllowed(IElement element, IAttr attribute) => attribute.LocalName switch
    {
        _ when attribute.NamespaceUri is not null || !s_attributes.Contains(attribute.LocalName) => false,
        "href" => element is IHtmlAnchorElement && (IsFragment(attribute.Value) || MergeUrl.IsLink(attribute.Value)),
        "src" => element is IHtmlImageElement && (MergeUrl.IsPicture(attribute.Value) || Picture().IsMatch(attribute.Value)),
        "style" => !DangerousStyle().IsMatch(attribute.Value),
        _ => true,
    };

    private static bool IsFragment(string url) => url.StartsWith('#') && MergeText.Parse(url).All(p => p is MergePiece.Literal);

    // A backslash or a comment can hide any of the words; nobody needs them in a mail. '<' would end a style element for some readers.
    [GeneratedRegex(
        @"\\|/\*|<|\{\{|@import|@charset|@namespace|expression|javascript|vbscript|behaviou?r|-moz-binding|data:(?!image/(png|jpe?g|gif|webp))|url\(\s*[""']?(?!https?:|data:image/)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DangerousStyle();

    [GeneratedRegex(@"^data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Picture();
}
