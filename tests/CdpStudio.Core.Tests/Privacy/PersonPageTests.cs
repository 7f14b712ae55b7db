using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Privacy;

namespace CdpStudio.Core.Tests.Privacy;

public sealed class PersonPageTests
{
    private static readonly PersonPage s_page = new("", Zone("Europe/Berlin"), new Dictionary<int, string> { [3] = "Shop <1>" });

    [Fact]
    public void Item_OurMoment_IsWrittenInTheWorkspacesZone() =>
        Assert.Equal(
            """<article><dl><dt>Time</dt><dd><time datetime="2026-01-31T23:30:00.000Z" dir="ltr">2026-02-01 00:30:00</time></dd></dl></article>""",
            s_page.Item(new JsonObject { ["at"] = JsonValue.Create(new DateTimeOffset(2026, 1, 31, 23, 30, 0, TimeSpan.Zero)) }).Trim());

    [Fact]
    public void Item_WhatPeopleSaid_StaysAsItIs()
    {
        var html = s_page.Item(new JsonObject { ["properties"] = JsonNode.Parse("""{"at":"2026-01-31T23:30:00Z","source":3,"n":1.10,"gone":null,"ok":true,"list":["<b>"]}""") });

        Assert.Contains("<dt><bdi>at</bdi></dt><dd><bdi>2026-01-31T23:30:00Z</bdi></dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dt><bdi>source</bdi></dt><dd><bdi>3</bdi></dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dd><bdi>1.10</bdi></dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dt><bdi>gone</bdi></dt><dd>–</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dd>Yes</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<ol><li><bdi>&lt;b&gt;</bdi></li></ol>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Item_OurSource_HasItsName() =>
        Assert.Contains("<dd><bdi>Shop &lt;1&gt;</bdi> (3)</dd>", s_page.Item(new JsonObject { ["source"] = 3 }), StringComparison.Ordinal);

    [Fact]
    public void Item_WhatWeDoNotKnow_IsLeftOut() =>
        Assert.Equal("<article><dl></dl></article>", s_page.Item(new JsonObject { ["leftAt"] = null }).Trim());

    private static WorkspaceZone Zone(string name) => WorkspaceZone.TryFind(name, out var zone) ? zone : throw new ArgumentException(name);
}
