using System.Collections.Concurrent;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Campaigns.Running;

/// <summary>Campaigns as the sender sees them.</summary>
internal sealed class CampaignSends(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, CampaignChanges changes) : ISendOwner
{
    private const int MostKept = 64;

    // What has rows in the ledger is not changed any more, so content is read once.
    private readonly ConcurrentDictionary<long, MessageContent> _contents = [];

    public SendOwner Owner => SendOwner.Campaign;

    public async Task<MessageContent?> ContentAsync(Send send, CancellationToken cancellationToken)
    {
        if (_contents.TryGetValue(send.OwnerId, out var kept)) return kept;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var number = new CampaignNumber((int)send.OwnerId);
        var stored = await db.Campaigns.AsNoTracking().Where(c => c.Number == number).Select(c => c.Content).SingleOrDefaultAsync(cancellationToken);
        if (stored is null) return null;

        if (_contents.Count >= MostKept) _contents.Clear();
        return _contents[send.OwnerId] = MessageContentJson.Read(stored);
    }

    public async Task<IReadOnlyDictionary<long, ToldSend>> TellAsync(IReadOnlyList<Send> sends, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var numbers = sends.Select(s => new CampaignNumber((int)s.OwnerId)).Distinct().ToList();
        var campaigns = await db.Campaigns.AsNoTracking().Where(c => numbers.Contains(c.Number))
            .Select(c => new { c.Number, c.Id, c.Name, c.Audience, c.Content })
            .ToDictionaryAsync(
                c => (long)c.Number.Value,
                c => new ToldSend(
                    MessageContentJson.Read(c.Content),
                    new SendOrigin(c.Name, c.Id.Value.ToString(), CampaignAudienceJson.Read(c.Audience).Segment?.Value, Event: null)),
                cancellationToken);
        return sends.Where(s => campaigns.ContainsKey(s.OwnerId)).ToDictionary(s => s.Id, s => campaigns[s.OwnerId]);
    }

    public async Task<IReadOnlyList<long>> RestingAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        // A cancelled one that has ended has no row that could leave.
        var resting = await db.Campaigns.AsNoTracking()
            .Where(c => c.State == CampaignState.Planning || c.State == CampaignState.Paused || (c.State == CampaignState.Cancelled && c.FinishedAt == null))
            .Select(c => c.Number)
            .ToListAsync(cancellationToken);
        return resting.ConvertAll(n => (long)n.Value);
    }

    public async Task PauseAsync(IReadOnlyCollection<long> ownerIds, string reply, CancellationToken cancellationToken)
    {
        var numbers = ownerIds.Select(id => new CampaignNumber((int)id)).ToList();
        await queue.WriteAsync(
            WritePriority.Background,
            (db, token) => db.Campaigns.Where(c => numbers.Contains(c.Number) && c.State == CampaignState.Sending).ExecuteUpdateAsync(
                set => set.SetProperty(c => c.State, CampaignState.Paused).SetProperty(c => c.PauseReason, Cut(PauseReasons.ServerAway(reply))), token),
            cancellationToken);
        foreach (var number in numbers) changes.Publish(number);
    }

    private static string Cut(string reason) => reason.Length <= StudioDbContext.DefaultTextLength ? reason : reason[..StudioDbContext.DefaultTextLength];
}
