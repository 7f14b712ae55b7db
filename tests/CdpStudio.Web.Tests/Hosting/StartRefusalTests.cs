using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Persistence;
using CdpStudio.Web.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CdpStudio.Web.Tests.Hosting;

public sealed class StartRefusalTests
{
    [Theory]
    [InlineData("Ingestion:DuplicateWindow", "a day")]
    [InlineData("Ingestion:InboxLimit", "0")]
    public void WordsOf_SettingThatIsNone_NameIt(string key, string value)
    {
        var words = StartRefusal.WordsOf(Assert.ThrowsAny<Exception>(() => Read(key, value)));

        Assert.Contains(key.Split(':')[1], words, StringComparison.Ordinal);
    }

    [Fact]
    public void WordsOf_WhatIsNoMistakeOfASetting_AreNone()
    {
        Assert.Equal("in use", StartRefusal.WordsOf(new StartRefusedException("in use")));
        Assert.Null(StartRefusal.WordsOf(new InvalidOperationException("a bug")));
    }

    private static IngestionOptions Read(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        var services = new ServiceCollection().AddLogging().AddIngestion();
        services.Configure<IngestionOptions>(configuration.GetSection("Ingestion"));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<IngestionOptions>>().Value;
    }
}
