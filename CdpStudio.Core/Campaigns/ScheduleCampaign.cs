using CdpStudio.Core.Campaigns.Reach;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Segments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Campaigns;

/// <param name="Version">The version that the person looked at.</param>
/// <param name="At">Null: now, which is <see cref="ScheduleCampaignHandler.TakenBackWithin"/> ahead.</param>
/// <param name="By">A user's name or an API key's.</param>
public sealed record ScheduleCampaign(CampaignId Id, int Version, DateTimeOffset? At, string By);

/// <summary>Why a campaign can't be scheduled as it is.</summary>
public abstract record ScheduleObstacle
{
    private ScheduleObstacle()
    {
    }

    public sealed record NoSegment : ScheduleObstacle;

    public sealed record SegmentMissing(SegmentKey Key) : ScheduleObstacle;

    public sealed record SegmentBroken(SegmentKey Key) : ScheduleObstacle;

    /// <summary>Nobody in the audience can get it.</summary>
    public sealed record NobodyGetsIt : ScheduleObstacle;

    /// <summary>One that blocks.</summary>
    public sealed record Content(ContentProblem Problem) : ScheduleObstacle;

    /// <summary>There is a mail server and no address that mail comes from.</summary>
    public sealed record NoSender : ScheduleObstacle;

    public sealed record TimeIsPast : ScheduleObstacle;
}

public abstract record ScheduleCampaignResult
{
    private ScheduleCampaignResult()
    {
    }

    public sealed record Scheduled(DateTimeOffset SendAt) : ScheduleCampaignResult;

    public sealed record Refused(IReadOnlyList<ScheduleObstacle> Obstacles) : ScheduleCampaignResult;

    /// <summary>Somebody changed it since the person looked.</summary>
    public sealed record ChangedMeanwhile(string By, DateTimeOffset At, int Version) : ScheduleCampaignResult;

    /// <summary>It is scheduled already, or further.</summary>
    public sealed record NotADraft(CampaignState State) : ScheduleCampaignResult;

    public sealed record NotFound : ScheduleCampaignResult;
}

public sealed partial class ScheduleCampaignHandler(
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    SegmentRules segments,
    ReachCounter reach,
    ContentCheck check,
    CampaignChanges changes,
    TimeProvider clock,
    ILogger<ScheduleCampaignHandler> logger)
{
    /// <summary>How long 'now' can be taken back.</summary>
    public static readonly TimeSpan TakenBackWithin = TimeSpan.FromSeconds(60);

    public async Task<ScheduleCampaignResult> HandleAsync(ScheduleCampaign command, CancellationToken cancellationToken)
    {
        var campaign = await ReadAsync(command.Id, cancellationToken);
        if (campaign is null) return new ScheduleCampaignResult.NotFound();
        if (Outrun(campaign, command.Version) is { } outrun) return outrun;

        var obstacles = await ObstaclesAsync(campaign, command.At, cancellationToken);
        if (obstacles.Count > 0) return new ScheduleCampaignResult.Refused(obstacles);

        var now = clock.GetUtcNow();
        var sendAt = command.At ?? now + TakenBackWithin;
        var scheduled = await queue.WriteAsync(
            WritePriority.Interactive,
            (db, token) => db.Campaigns
                .Where(c => c.Id == command.Id && c.State == CampaignState.Draft && c.Version == command.Version)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(c => c.State, CampaignState.Scheduled)
                        .SetProperty(c => c.SendAt, sendAt)
                        .SetProperty(c => c.ChangedAt, now)
                        .SetProperty(c => c.ChangedBy, command.By),
                    token),
            cancellationToken);
        if (scheduled == 0)
        {
            return await ReadAsync(command.Id, cancellationToken) is { } there && Outrun(there, command.Version) is { } meanwhile
                ? meanwhile
                : new ScheduleCampaignResult.NotFound();
        }

        changes.Publish(campaign.Number);
        LogScheduled(command.Id, sendAt);
        return new ScheduleCampaignResult.Scheduled(sendAt);
    }

    private async Task<Campaign?> ReadAsync(CampaignId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
    }

    private static ScheduleCampaignResult? Outrun(Campaign campaign, int version) =>
        campaign.State != CampaignState.Draft ? new ScheduleCampaignResult.NotADraft(campaign.State)
        : campaign.Version != version ? new ScheduleCampaignResult.ChangedMeanwhile(campaign.ChangedBy, campaign.ChangedAt, campaign.Version)
        : null;

    private async Task<List<ScheduleObstacle>> ObstaclesAsync(Campaign campaign, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var obstacles = new List<ScheduleObstacle>();
        if (at < clock.GetUtcNow()) obstacles.Add(new ScheduleObstacle.TimeIsPast());
        var content = MessageContentJson.Read(campaign.Content);
        obstacles.AddRange(check.Of(content).Where(p => p.Blocks).Select(p => new ScheduleObstacle.Content(p)));
        if (await LacksSenderAsync(cancellationToken)) obstacles.Add(new ScheduleObstacle.NoSender());
        if (await AudienceAsync(CampaignAudienceJson.Read(campaign.Audience), content.About, cancellationToken) is { } nobody) obstacles.Add(nobody);
        return obstacles;
    }

    private async Task<bool> LacksSenderAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.EmailSettings.AnyAsync(s => s.Host != null && s.Host != "" && s.FromAddress == "", cancellationToken);
    }

    private async Task<ScheduleObstacle?> AudienceAsync(CampaignAudience audience, ConsentPlace mail, CancellationToken cancellationToken) =>
        CampaignRule.Of(audience, segments) switch
        {
            CampaignRule.NoSegment => new ScheduleObstacle.NoSegment(),
            CampaignRule.Missing missing => new ScheduleObstacle.SegmentMissing(missing.Key),
            CampaignRule.Broken broken => new ScheduleObstacle.SegmentBroken(broken.Key),
            CampaignRule.Ready ready => await reach.AnyAsync(ready, mail, cancellationToken) ? null : new ScheduleObstacle.NobodyGetsIt(),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {CampaignId} is to go out at {SendAt}")]
    private partial void LogScheduled(CampaignId campaignId, DateTimeOffset sendAt);
}
