using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Privacy;

/// <summary>
/// All that is held about a person as a page to read and print: one file without scripts, pictures or anything from elsewhere. Every value is
/// encoded; what people and their devices said is shown as they said it.
/// </summary>
/// <param name="language">A BCP 47 tag; empty for English.</param>
/// <param name="zone">In which moments are written.</param>
/// <param name="sources">By number.</param>
internal sealed class PersonPage(string language, WorkspaceZone zone, IReadOnlyDictionary<int, string> sources)
{
    public const string PartEnd = "</section>\n";

    public const string End = "</main>\n</body>\n</html>\n";

    private const string Source = "source";

    private const string Style =
        "body{font:14px/1.5 system-ui,sans-serif;max-inline-size:70rem;margin-inline:auto;padding:1.5rem}" +
        "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-block:2rem .5rem}" +
        "article{border:1px solid ButtonBorder;border-radius:6px;padding:.5rem .75rem;margin-block:.5rem;break-inside:avoid}" +
        "dl{display:grid;grid-template-columns:minmax(8rem,max-content) minmax(0,1fr);gap:.15rem 1rem;margin:0}" +
        "dt{color:GrayText}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}ol{margin:0;padding-inline-start:1.2rem}" +
        "@media(max-width:40rem){dl{grid-template-columns:minmax(0,1fr)}}";

    // Below these stand names that others gave: they are no words of ours.
    private static readonly HashSet<string> s_asSaid = new(["properties", "context", "detail"], StringComparer.Ordinal);

    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly CultureInfo _language = CultureInfo.GetCultureInfo(language);

    public string Head(PersonHead head)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"").Append(Encode(language.Length == 0 ? "en" : language))
            .Append("\" dir=\"").Append(_language.TextInfo.IsRightToLeft ? "rtl" : "ltr").Append("\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
            .Append("<title>").Append(Text("Title")).Append("</title>\n<style>:root{color-scheme:light dark}").Append(Style).Append("</style>\n</head>\n<body>\n<main>\n")
            .Append("<h1>").Append(Text("Title")).Append("</h1>\n<dl>");
        Line(html, "Identifier", Said(head.Identifier));
        Line(html, "Workspace", Said(head.Workspace));
        Line(html, "ExportedAt", Time(head.ExportedAt));
        Line(html, "Zone", Said(zone.Name));
        html.Append("</dl>\n<h2>").Append(Text("Contents")).Append("</h2>\n<ul>\n");
        foreach (var (part, count) in head.Counts)
            html.Append("<li><a href=\"#").Append(part).Append("\">").Append(Text("Part." + part)).Append("</a> ").Append(Number(count)).Append("</li>\n");

        return html.Append("</ul>\n").ToString();
    }

    public string PartHead(string part, long count) =>
        $"<section id=\"{part}\">\n<h2>{Text("Part." + part)} ({Number(count)})</h2>\n{(count == 0 ? $"<p>{Text("Nothing")}</p>\n" : "")}";

    public string Item(JsonObject item)
    {
        var html = new StringBuilder("<article>");
        Members(html, item, ours: true);
        return html.Append("</article>\n").ToString();
    }

    private void Members(StringBuilder html, JsonObject members, bool ours)
    {
        html.Append("<dl>");
        foreach (var (name, value) in members)
        {
            if (ours && value is null) continue;

            html.Append("<dt>").Append(ours ? Text("Field." + name) : Said(name)).Append("</dt><dd>");
            if (ours && name == Source && value is JsonValue number) html.Append(SourceOf(number));
            else Value(html, value, ours && !s_asSaid.Contains(name));
            html.Append("</dd>");
        }

        html.Append("</dl>");
    }

    private void Value(StringBuilder html, JsonNode? node, bool ours)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members:
                Members(html, members, ours);
                break;
            case JsonArray { Count: > 0 } list:
                html.Append("<ol>");
                foreach (var item in list)
                {
                    html.Append("<li>");
                    Value(html, item, ours);
                    html.Append("</li>");
                }

                html.Append("</ol>");
                break;
            case JsonValue value:
                html.Append(Plain(value));
                break;
            default:
                html.Append('–');
                break;
        }
    }

    // Only a moment of ours is a moment: text that came as JSON stays as it is, whatever it looks like.
    private string Plain(JsonValue value) => value.TryGetValue<JsonElement>(out var stored) ? Stored(stored)
        : value.TryGetValue<string>(out var text) ? Said(text)
        : value.TryGetValue<DateTimeOffset>(out var moment) ? Time(moment)
        : value.TryGetValue<bool>(out var flag) ? YesOrNo(flag)
        : Said(value.ToJsonString());

    private string Stored(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Said(value.GetString()!), // it is one
        JsonValueKind.True or JsonValueKind.False => YesOrNo(value.GetBoolean()),
        _ => Said(value.GetRawText()),
    };

    private string SourceOf(JsonValue number) =>
        number.TryGetValue<int>(out var id) && sources.TryGetValue(id, out var name) ? $"{Said(name)} ({Number(id)})" : Plain(number);

    private string Time(DateTimeOffset moment) =>
        $"<time datetime=\"{moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}\" dir=\"ltr\">"
        + $"{zone.Local(moment.ToUnixTimeMilliseconds()).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}</time>";

    private void Line(StringBuilder html, string name, string value) =>
        html.Append("<dt>").Append(Text(name)).Append("</dt><dd>").Append(value).Append("</dd>");

    private string YesOrNo(bool flag) => Text(flag ? "Yes" : "No");

    private string Text(string name) => Encode(PersonFileTexts.Of(name, _language));

    private static string Said(string text) => $"<bdi>{Encode(text)}</bdi>";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Encode(string text) => s_encoder.Encode(text);
}
