using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Campaigns;

/// <summary>Changes what is given. The name can always be changed, the rest as long as it is a draft: what is scheduled goes out as it was looked at.</summary>
/// <param name="BaseVersion">The version that the person saw.</param>
/// <param name="By">A user's name or an API key's.</param>
public sealed record ChangeCampaign(
    CampaignId Id, int BaseVersion, string By, string? Name = null, MessageContent? Content = null, CampaignAudience? Audience = null);

public abstract record ChangeCampaignResult
{
    private ChangeCampaignResult()
    {
    }

    public sealed record Changed(int Version, DateTimeOffset At) : ChangeCampaignResult;

    /// <param name="By">Who saved it in the meantime.</param>
    public sealed record ChangedMeanwhile(string By, DateTimeOffset At, int Version) : ChangeCampaignResult;

    /// <summary>It is no draft any more.</summary>
    public sealed record NotADraft(CampaignState State) : ChangeCampaignResult;

    /// <summary>Missing, or longer than <see cref="Campaign.MaxNameLength"/>.</summary>
    public sealed record NameRefused : ChangeCampaignResult;

    public sealed record ContentTooLong : ChangeCampaignResult;

    public sealed record NotFound : ChangeCampaignResult;
}

public sealed partial class ChangeCampaignHandler(
    IWriteQueue queue, ContentCheck check, CampaignChanges changes, TimeProvider clock, ILogger<ChangeCampaignHandler> logger)
{
    public async Task<ChangeCampaignResult> HandleAsync(ChangeCampaign command, CancellationToken cancellationToken)
    {
        if (command.Name is { } name && (string.IsNullOrWhiteSpace(name) || name.Trim().Length > Campaign.MaxNameLength)) return new ChangeCampaignResult.NameRefused();
        if (command.Content is { } content && check.Of(content).Any(p => p.Kind == ContentProblemKind.TooLong)) return new ChangeCampaignResult.ContentTooLong();

        var now = clock.GetUtcNow();
        var (result, number) = await queue.WriteAsync(
            WritePriority.Interactive, (db, token) => WriteAsync(db, command, now, token), cancellationToken);
        if (result is ChangeCampaignResult.Changed changed)
        {
            changes.Publish(number);
            LogChanged(command.Id, changed.Version);
        }

        return result;
    }

    private static async Task<(ChangeCampaignResult, CampaignNumber)> WriteAsync(
        StudioDbContext db, ChangeCampaign command, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == command.Id, cancellationToken) is not { } campaign)
            return (new ChangeCampaignResult.NotFound(), default);

        var open = db.Campaigns.Where(c => c.Id == command.Id && c.Version == command.BaseVersion);
        if (command.Content is not null || command.Audience is not null) open = open.Where(c => c.State == CampaignState.Draft);
        var name = command.Name?.Trim() ?? campaign.Name;
        var content = command.Content is { } said ? MessageContentJson.Write(said) : campaign.Content;
        var audience = command.Audience is { } chosen ? CampaignAudienceJson.Write(chosen) : campaign.Audience;
        // One statement, so that nobody schedules or saves between a look and a write.
        var changed = await open.ExecuteUpdateAsync(
            set => set.SetProperty(c => c.Name, name)
                .SetProperty(c => c.Content, content)
                .SetProperty(c => c.Audience, audience)
                .SetProperty(c => c.Version, c => c.Version + 1)
                .SetProperty(c => c.ChangedAt, now)
                .SetProperty(c => c.ChangedBy, command.By),
            cancellationToken);
        if (changed > 0) return (new ChangeCampaignResult.Changed(command.BaseVersion + 1, now), campaign.Number);

        var there = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == command.Id, cancellationToken);
        ChangeCampaignResult refused = there.Version == command.BaseVersion
            ? new ChangeCampaignResult.NotADraft(there.State)
            : new ChangeCampaignResult.ChangedMeanwhile(there.ChangedBy, there.ChangedAt, there.Version);
        return (refused, there.Number);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {CampaignId} changed to version {Version}")]
    private partial void LogChanged(CampaignId campaignId, int version);
}
