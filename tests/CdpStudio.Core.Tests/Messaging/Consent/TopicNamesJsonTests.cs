using CdpStudio.Core.Governance.Consent;

namespace CdpStudio.Core.Tests.Messaging.Consent;

public sealed class TopicNamesJsonTests
{
    [Fact]
    public void Read_WhatVersionOneWrote_AreTheNames()
    {
        // Written by version one. It must be read for ever.
        const string saved = """{"version":1,"names":{"fa":"خبرنامه","vi":"Bản tin"}}""";

        Assert.Equal("Bản tin", TopicNamesJson.Read(saved)["vi"]);
        Assert.Equal(["fa", "vi"], TopicNamesJson.Read(TopicNamesJson.Write(TopicNamesJson.Read(saved))).Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("""{"version":2,"names":{}}""")]
    [InlineData("""{"version":1,"names":null}""")]
    [InlineData("""{"version":1,"names":{},"more":1}""")]
    public void Read_WhatWouldLoseSomething_IsRefused(string json) => Assert.Throws<FormatException>(() => TopicNamesJson.Read(json));
}
