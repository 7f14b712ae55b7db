using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Tests.Persistence;

/// <summary>The inbox as one node of several runs it.</summary>
internal sealed class NodeInbox : IAsyncDisposable
{
    private readonly InboxDepth _depth;
    private readonly Inbox _inbox;

    private NodeInbox(DatabaseUnderTest database)
    {
        var clock = new ManualClock();
        _depth = new InboxDepth(database.Contexts, clock);
        _inbox = new Inbox(database.Queue, _depth, Options.Create(new IngestionOptions()), clock, NullLogger<Inbox>.Instance);
    }

    public static async Task<NodeInbox> StartAsync(DatabaseUnderTest database)
    {
        var node = new NodeInbox(database);
        await node._inbox.StartAsync(CancellationToken.None);
        return node;
    }

    public async Task AddAsync(int source) =>
        Assert.True(await _inbox.AddAsync(
            [new InboxRow { Kind = InboxKind.Tracking, Source = source, ReceivedAt = 1, Messages = 1, Payload = [1] }], CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await _inbox.StopAsync(CancellationToken.None);
        _inbox.Dispose();
        _depth.Dispose();
    }
}
