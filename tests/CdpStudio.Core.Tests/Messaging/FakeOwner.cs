using System.Collections.Concurrent;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Tests.Messaging;

/// <summary>Campaigns of one message each, which rest when the test says so.</summary>
internal sealed class FakeOwner : ISendOwner
{
    public SendOwner Owner { get; init; } = SendOwner.Campaign;

    public MessageContent? Content { get; set; } = MessageContent.Empty with { Subject = "Hello {{firstName|you}}", Text = "News" };

    public ConcurrentDictionary<long, bool> Resting { get; } = new();

    public ConcurrentQueue<(long Id, string Reason)> Paused { get; } = new();

    public Task<MessageContent?> ContentAsync(Send send, CancellationToken cancellationToken) => Task.FromResult(Content);

    public Task<IReadOnlyDictionary<long, ToldSend>> TellAsync(IReadOnlyList<Send> sends, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<long, ToldSend>>(
            sends.ToDictionary(s => s.Id, s => new ToldSend(Content, new SendOrigin($"Campaign {s.OwnerId}", "c", "club", Event: null))));

    public Task<IReadOnlyList<long>> RestingAsync(StudioDbContext db, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<long>>([.. Resting.Keys]);

    public Task PauseAsync(IReadOnlyCollection<long> ownerIds, string reply, CancellationToken cancellationToken)
    {
        foreach (var id in ownerIds)
        {
            Resting[id] = true;
            Paused.Enqueue((id, reply));
        }

        return Task.CompletedTask;
    }
}
