using System.Text;
using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Ingestion;

/// <summary>What the door refuses, as somebody sees it who looks at the source.</summary>
public sealed class LiveDoorTests(RunningStudio studio) : IClassFixture<RunningStudio>
{
    [Fact]
    public async Task Watch_RequestsThatAreRefused_AreShownWithTheAnswer()
    {
        var key = await studio.CreateSourceAsync("refused");
        var source = studio.Services.GetRequiredService<WriteKeys>().Find(key)!.Id;
        using var watch = studio.Services.GetRequiredService<LiveFeed>().Watch(source)!;

        await PostAsync("/v1/track", """{"event":"Paid"}""", key);
        await PostAsync("/v1/batch", "not json", key);
        await PostAsync("/v1/page", new string(' ', 600 * 1024), key);
        await PostAsync("/v1/track", """{"userId":"u","event":"Paid"}""", "no-key");

        var (messages, _) = watch.Take();
        Assert.All(messages, m => Assert.Equal(LiveOutcome.Refused, m.Outcome));
        Assert.Equal(["400 Track", "400 ", "413 Page"], messages.Select(m => $"{m.Status} {m.Call}"));
        Assert.Equal("userId", messages[0].Field);
        Assert.Equal(["""{"event":"Paid"}""", "not json", ""], messages.Select(m => Encoding.UTF8.GetString(m.Raw)));
        Assert.StartsWith("The body is not JSON", messages[1].Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_PageOfAnotherOrigin_IsShownAsRefused()
    {
        var key = await studio.CreateSourceAsync("origin");
        var source = studio.Services.GetRequiredService<WriteKeys>().Find(key)!.Id;
        await studio.Services.GetRequiredService<ChangeSourceHandler>().HandleAsync(new ChangeSource(source, "origin", Disabled: false, "https://shop.example", null), default);
        using var watch = studio.Services.GetRequiredService<LiveFeed>().Watch(source)!;

        await PostAsync("/v1/track", """{"userId":"u","event":"Paid"}""", key, ("Origin", "https://other.example"));

        Assert.Equal(403, Assert.Single(watch.Take().Messages).Status);
    }

    private async Task PostAsync(string path, string body, string key, params (string, string)[] headers)
    {
        using var answer = await studio.SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body), [RunningStudio.Basic(key + ":"), .. headers]);
    }
}
