using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Tests.Ingestion;

namespace CdpStudio.Core.Tests.Sources;

public sealed class SendTestMessageTests
{
    private static readonly SourceId s_source = new(IngestionRig.Source);

    [Fact]
    public async Task Send_ACall_IsProcessedAsIfTheSourceHadSentIt()
    {
        await using var rig = await IngestionRig.StartAsync();
        await AddSourceAsync(rig);
        using var watch = rig.Live.Watch(s_source)!;

        Assert.IsType<SendTestResult.Sent>(await SendAsync(rig, """{"type":"Identify","userId":"u1","traits":{"plan":"basic"}}"""));

        Assert.Equal(1, await rig.ProcessAsync());
        Assert.Equal(LiveOutcome.Stored, Assert.Single(watch.Take().Messages).Outcome);
    }

    [Theory]
    [InlineData("not json", "The body is not JSON (line 1, byte 2).")]
    [InlineData("[1]", "The body must be a JSON object.")]
    [InlineData("""{"userId":"u1"}""", "'type' must be identify, track, page, screen, group or alias.")]
    [InlineData("""{"type":"buy","userId":"u1"}""", "'type' must be identify, track, page, screen, group or alias.")]
    [InlineData("""{"type":"track","event":"Paid"}""", "A message needs 'userId' or 'anonymousId'.")]
    public async Task Send_WhatTheDoorWouldRefuse_IsRefusedInItsWords(string json, string words)
    {
        await using var rig = await IngestionRig.StartAsync();
        await AddSourceAsync(rig);

        Assert.Equal(words, Assert.IsType<SendTestResult.Refused>(await SendAsync(rig, json)).Refusal.Words);
        Assert.Equal(0, await rig.ProcessAsync());
    }

    [Fact]
    public async Task Send_ToAClosedSourceOrNone_IsNotTaken()
    {
        await using var rig = await IngestionRig.StartAsync();
        const string call = """{"type":"track","userId":"u1","event":"Paid"}""";
        Assert.IsType<SendTestResult.Closed>(await SendAsync(rig, call));

        await AddSourceAsync(rig, disabled: true);

        Assert.IsType<SendTestResult.Closed>(await SendAsync(rig, call));
    }

    private static Task<SendTestResult> SendAsync(IngestionRig rig, string json) =>
        new SendTestMessageHandler(rig.Database, rig.Inbox, rig.Clock).HandleAsync(new SendTestMessage(s_source, json), CancellationToken.None);

    private static Task AddSourceAsync(IngestionRig rig, bool disabled = false) => rig.Database.SaveAsync(
        new Source { Id = s_source, Name = "Shop", Kind = SourceKind.Http, WriteKey = "key", AllowedOrigins = "", Disabled = disabled, CreatedAt = rig.Clock.Now });
}
