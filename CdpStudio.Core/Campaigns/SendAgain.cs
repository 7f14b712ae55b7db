using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Campaigns;

/// <summary>Sends again to those of whom nobody knows whether they got it. They may get it twice, so a person says so each time.</summary>
/// <param name="People">The number that the person agreed to.</param>
/// <param name="By">A user's name.</param>
public sealed record SendAgain(CampaignId Id, int People, string By);

public abstract record SendAgainResult
{
    private SendAgainResult()
    {
    }

    public sealed record Again : SendAgainResult;

    /// <summary>Their number is another one by now; nothing was sent.</summary>
    public sealed record OtherNumber(int People) : SendAgainResult;

    public sealed record NotFrom(CampaignState State) : SendAgainResult;

    public sealed record NotFound : SendAgainResult;
}

public sealed partial class SendAgainHandler(IWriteQueue queue, CampaignChanges changes, TimeProvider clock, ILogger<SendAgainHandler> logger)
{
    public async Task<SendAgainResult> HandleAsync(SendAgain command, CancellationToken cancellationToken)
    {
        var (result, number) = await queue.WriteAsync(
            WritePriority.Interactive, (db, token) => WriteAsync(db, command, token), cancellationToken);
        if (result is SendAgainResult.Again)
        {
            changes.Publish(number);
            LogAgain(command.Id, command.People);
        }

        return result;
    }

    private async Task<(SendAgainResult, CampaignNumber)> WriteAsync(StudioDbContext db, SendAgain command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // Before the ledger is looked at, so that nobody finishes the campaign between the look and the write.
        var held = await db.Campaigns
            .Where(c => c.Id == command.Id && c.StartedAt != null
                && (c.State == CampaignState.Sending || c.State == CampaignState.Paused || c.State == CampaignState.Finished))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ChangedAt, c => c.ChangedAt), cancellationToken);
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == command.Id, cancellationToken) is not { } campaign)
            return (new SendAgainResult.NotFound(), default);
        if (held == 0) return (new SendAgainResult.NotFrom(campaign.State), campaign.Number);

        var owner = (long)campaign.Number.Value;
        var doubtful = db.Sends.Where(s => s.Owner == SendOwner.Campaign && s.OwnerId == owner && s.State == SendState.InDoubt);
        var people = await doubtful.CountAsync(cancellationToken);
        if (people != command.People || people == 0) return (new SendAgainResult.OtherNumber(people), campaign.Number);

        var due = now.ToUnixTimeMilliseconds();
        await doubtful.ExecuteUpdateAsync(
            set => set.SetProperty(s => s.State, SendState.Planned)
                .SetProperty(s => s.Reason, (SendReason?)null)
                .SetProperty(s => s.DueAt, due)
                .SetProperty(s => s.ChangedAt, due),
            cancellationToken);
        await db.Campaigns.Where(c => c.Id == command.Id && c.State == CampaignState.Finished).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.State, CampaignState.Sending).SetProperty(c => c.FinishedAt, (DateTimeOffset?)null), cancellationToken);
        await db.Campaigns.Where(c => c.Id == command.Id).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.ChangedAt, now).SetProperty(c => c.ChangedBy, command.By), cancellationToken);
        return (new SendAgainResult.Again(), campaign.Number);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Campaign {CampaignId} goes again to {People} people who may have got it")]
    private partial void LogAgain(CampaignId campaignId, int people);
}
