using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Content;

namespace CdpStudio.Core.Tests.Messaging.Content;

public sealed class MailTemplateTests
{
    [Theory]
    [InlineData("\"Ann\"", DataType.Text, "Ann")]
    [InlineData("12.50", DataType.Number, "12.5")]
    [InlineData("1234567", DataType.Number, "1234567")]
    [InlineData("true", DataType.Boolean, "true")]
    [InlineData("\"2026-03-21\"", DataType.DateTime, "2026-03-21")]
    [InlineData("\"2026-03-21T09:30:00Z\"", DataType.DateTime, "2026-03-21 10:30")]
    [InlineData("[\"a\",2]", DataType.List, "a, 2")]
    [InlineData("\"  two\\nlines \"", DataType.Text, "two lines")]
    public void Render_AValueOfAType_ReadsPlainly(string json, DataType type, string expected) =>
        Assert.Equal($"<{expected}>", AMessage.Render(AMessage.Of(subject: "<{{Value}}>"), AMessage.Values(("value", json, type))).Subject);

    [Fact]
    public void Render_WithoutAValue_TakesTheFallbackAndWithoutOneTellsWhich()
    {
        Assert.Equal("Hi there", AMessage.Render(AMessage.Of(subject: "Hi {{firstName|there}}")).Subject);
        Assert.Equal(
            new MailRendering.Incomplete("firstName"),
            MailTemplate.Of(AMessage.Of(text: "Hi {{firstName}},"), "").Render(RecipientValues.None, ""));
        Assert.IsType<MailRendering.NoSubject>(MailTemplate.Of(AMessage.Of(subject: "{{firstName|}} "), "").Render(RecipientValues.None, ""));
    }

    [Fact]
    public void Render_TheReadyTemplate_SaysTheSameInHtmlAndText()
    {
        var mail = AMessage.Render(AMessage.Of(
            heading: "New & old", text: "One\nline\n\nTwo", picture: new("https://k.example/a.png", "A \"kilim\""),
            button: new("Look", "https://k.example/?who={{name|A B&c}}"), footer: "Kilim"));

        Assert.Contains("<h1 style=", mail.Html, StringComparison.Ordinal);
        Assert.Contains(">New &amp; old</h1>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("One<br>line</p>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("alt=\"A &quot;kilim&quot;\"", mail.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://k.example/?who=A%20B%26c\"", mail.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://cdp.example/u/abc\"", mail.Html, StringComparison.Ordinal);
        Assert.Equal(
            "New & old\n\nOne\nline\n\nTwo\n\nLook:\nhttps://k.example/?who=A%20B%26c\n\n-- \n\nKilim\n\n1 Weaver Street\n\nUnsubscribe:\nhttps://cdp.example/u/abc\n",
            mail.Text);
    }

    [Theory]
    [InlineData("Hello and welcome", "<html dir=\"ltr\">")]
    [InlineData("سلام، خوش آمدید به گلیم", "<html lang=\"fa\" dir=\"rtl\">")]
    [InlineData("歡迎來到我們的店", "<html lang=\"zh-Hant\" dir=\"ltr\">")]
    [InlineData("欢迎来到我们的店", "<html lang=\"zh-Hans\" dir=\"ltr\">")]
    [InlineData("Chào mừng bạn đến với cửa hàng", "<html lang=\"vi\" dir=\"ltr\">")]
    [InlineData("سلام Ann {{name|x}}، به فروشگاه گلیم خوش آمدید", "<html lang=\"fa\" dir=\"rtl\">")]
    public void Render_ByItsLetters_HasItsLanguageAndDirection(string text, string expected) =>
        Assert.Contains(expected, AMessage.Render(AMessage.Of(text: text)).Html, StringComparison.Ordinal);

    [Theory]
    [InlineData("Hello and welcome", "Unsubscribe")]
    [InlineData("سلام، خوش آمدید به گلیم", "لغو اشتراک")]
    [InlineData("歡迎來到我們的店", "取消訂閱")]
    public void Render_TheProductsOwnWord_IsInTheMailsLanguage(string text, string expected)
    {
        var mail = AMessage.Render(AMessage.Of(text: text));

        Assert.Contains($">{expected}</a>", mail.Html, StringComparison.Ordinal);
        Assert.Contains($"{expected}:\n", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_APostalAddressThatLooksLikeATag_IsText()
    {
        var rendered = Assert.IsType<MailRendering.Rendered>(
            MailTemplate.Of(AMessage.Of(), "{{name}} <b>Street</b>\n2nd line").Render(RecipientValues.None, "https://cdp.example/u/abc"));

        Assert.Contains("{{name}} &lt;b&gt;Street&lt;/b&gt;<br>2nd line", rendered.Mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ALongSubject_IsCutBetweenCharacters()
    {
        var mail = AMessage.Render(AMessage.Of(subject: "a" + string.Concat(Enumerable.Repeat("🎉", 200))));

        Assert.True(mail.Subject.Length <= MailTemplate.MaxSubjectLength);
        Assert.True(StudioText.IsWellFormed(mail.Subject));
    }

    [Theory]
    [InlineData("https://kilim.example", true)]
    [InlineData("http://kilim.example/a?b=c#d", true)]
    [InlineData("https://kilim.example/{{name|x}}?q={{a|b c}}", true)]
    [InlineData("https://kilim.example?q={{name}}", true)]
    [InlineData("mailto:ann@kilim.example", true)]
    [InlineData("tel:+491234", true)]
    [InlineData("{{$unsubscribe}}", true)]
    [InlineData("", false)]
    [InlineData("kilim.example", false)]
    [InlineData("/relative", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("JaVaScRiPt:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("https://{{host}}/", false)]
    [InlineData("https://kilim.example{{name}}/", false)]
    [InlineData("https://{{name|x}}.kilim.example/", false)]
    [InlineData("{{url|https://kilim.example}}", false)]
    [InlineData("https://user:pass@kilim.example/", false)]
    [InlineData("https://kilim.example/\tx", false)]
    [InlineData("java\nscript:alert(1)", false)]
    [InlineData("https:\\\\kilim.example", false)]
    [InlineData("mailto:{{name}}@kilim.example", false)]
    [InlineData("ftp://kilim.example", false)]
    [InlineData("file:///etc/passwd", false)]
    public void IsLink_AnAddress_IsTakenWhereItLeadsIsFixed(string url, bool expected) => Assert.Equal(expected, MergeUrl.IsLink(url));
}
