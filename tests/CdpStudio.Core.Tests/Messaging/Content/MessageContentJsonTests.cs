using CdpStudio.Core.Messaging.Content;

namespace CdpStudio.Core.Tests.Messaging.Content;

public sealed class MessageContentJsonTests
{
    // Written by version one. It must be read for ever.
    private const string Saved =
        """{"version":1,"subject":"Hello {{firstName|there}}","preheader":"In short","heading":"New kilims","text":"One\n\nTwo","picture":{"url":"https://kilim.example/a.png","alt":"A kilim"},"button":{"text":"Look","url":"https://kilim.example/"},"footer":"Kilim & Co"}""";

    private static readonly MessageContent s_content = new(
        "Hello {{firstName|there}}", "In short", "New kilims", "One\n\nTwo",
        new MessagePicture("https://kilim.example/a.png", "A kilim"), new MessageButton("Look", "https://kilim.example/"), "Kilim & Co", null);

    [Fact]
    public void Read_WhatVersionOneWrote_IsTheMessage() => Assert.Equal(s_content, MessageContentJson.Read(Saved));

    [Fact]
    public void Write_WhatWasRead_IsReadAgainAsTheSame()
    {
        var html = s_content with { Html = "<p title=\"a\">„ü“ 你好</p>", Picture = null, Button = null };

        Assert.Equal(s_content, MessageContentJson.Read(MessageContentJson.Write(s_content)));
        Assert.Equal(html, MessageContentJson.Read(MessageContentJson.Write(html)));
    }

    [Fact]
    public void Write_WhatIsAboutATopic_SaysItAndMarketingWithoutOneDoesNot()
    {
        var about = MessageContent.Empty with { Subject = "Hi", Topic = "news", Purpose = "service" };

        Assert.Equal(about, MessageContentJson.Read("""{"version":1,"subject":"Hi","topic":"news","purpose":"service"}"""));
        Assert.Equal(about, MessageContentJson.Read(MessageContentJson.Write(about)));
        Assert.DoesNotContain("topic", MessageContentJson.Write(MessageContent.Empty), StringComparison.Ordinal);
        Assert.DoesNotContain("purpose", MessageContentJson.Write(MessageContent.Empty), StringComparison.Ordinal);
        Assert.Equal(("", "marketing"), (MessageContent.Empty.Topic, MessageContent.Empty.Purpose));
    }

    [Fact]
    public void Read_WithMembersLeftOut_HasThemEmpty() =>
        Assert.Equal(MessageContent.Empty with { Subject = "Hi" }, MessageContentJson.Read("""{"version":1,"subject":"Hi"}"""));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("""{"version":2}""")]
    [InlineData("""{"version":"1"}""")]
    [InlineData("""{"version":1,"topic":"News letter"}""")]
    [InlineData("""{"version":1,"topic":""}""")]
    [InlineData("""{"version":1,"purpose":"fun"}""")]
    [InlineData("""{"version":1,"subjekt":"Hi"}""")]
    [InlineData("""{"version":1,"Subject":"Hi"}""")]
    [InlineData("""{"version":1,"subject":null}""")]
    [InlineData("""{"version":1,"subject":7}""")]
    [InlineData("""{"version":1,"subject":"a","subject":"b"}""")]
    [InlineData("""{"version":1,"button":{"text":"a","url":null}}""")]
    [InlineData("""{"version":1,"button":{"text":"a","url":"b","size":3}}""")]
    public void Read_WhatWouldLoseSomething_IsRefused(string json)
    {
        Assert.False(MessageContentJson.TryRead(json, out _, out var why));
        Assert.NotEmpty(why);
        Assert.Throws<FormatException>(() => MessageContentJson.Read(json));
    }
}
